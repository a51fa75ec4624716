/** What somebody could write into a policy, a file name or a test to make more of it than text. */
export const hostileTexts: readonly string[] = [
  '<img src=x onerror=alert(1)>',
  '</script><script>alert(1)</script>',
  `"'\`\\`,
  '`` [a](command:workbench.action.quit) ``',
  '[Complete](command:glacierVaultLock.lock.complete?%5B%22key%22%5D "now")',
  '![x](https://example.com/track.png)',
  'https://example.com/track',
  '$(lock) $(loading~spin)',
  '| a | b |',
  'x\n\n# Heading\n<script>alert(1)</script>',
  '\u202Eykcol\u202C \u2066x\u2069 \u200B\uFEFF',
  '\u001B[2J\u001B[31mred\u001B]0;title\u0007\u009B1m\r\b\u0000',
  '::error file=a.json,line=1::planted',
  '\uE000name\uE001 \uE002strong\uE003',
  '&lt;b&gt; &#60;b&#62;',
  '%s %d %c {0} {1}',
];

/** Characters that nobody sees, or that turn the direction of writing; a line break is not among them. */
export const unseen = /[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/u;

/** Policies with a text at every place that takes one, well-formed and not. */
export function policiesWith(text: string): readonly string[] {
  const statement = {
    Sid: text,
    Effect: 'Deny',
    Principal: '*',
    Action: 'glacier:DeleteArchive',
    Resource: 'arn:aws:glacier:us-west-2:111122223333:vaults/claims',
    Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': '365' } },
  };
  const variants: readonly object[] = [
    {},
    { Principal: { AWS: text } },
    { Principal: { [text]: '*' } },
    { NotPrincipal: { AWS: [text, 'arn:aws:iam::111122223333:root'] }, Principal: undefined },
    { Action: [`glacier:${text}`, text, 'glacier:Delete*'] },
    { Effect: text },
    { Resource: [text, `arn:aws:glacier:us-west-2:111122223333:vaults/${text}`] },
    { Condition: { [text]: { 'glacier:ArchiveAgeInDays': '1' } } },
    { Condition: { StringEquals: { [text]: text } } },
    { Condition: { StringEquals: { [`glacier:ResourceTag/${text}`]: [text, 'true'] } } },
    { Condition: { StringLike: { 'aws:PrincipalArn': `arn:aws:iam::111122223333:role/${text}*` } } },
    { Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': text } } },
    { [text]: text },
  ];
  return variants.map((variant) =>
    JSON.stringify(
      { Version: '2012-10-17', Id: text, Statement: [{ ...statement, ...variant }, { ...statement }] },
      undefined,
      2,
    ),
  );
}
