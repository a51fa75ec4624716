import fc from 'fast-check';

/** The vault that generated policies are meant for. */
export const target = 'arn:aws:glacier:eu-west-1:210987654321:vaults/ledger-2024';

type Elements = Readonly<Record<string, unknown>>;

const ages = ['0', '-1', '1', '30', '366', '2557', '365.5', '366 days', '8760', '1 year'];
const age = fc.oneof(fc.constantFrom(...ages), fc.constantFrom(0, -1, 366, 2557));
const values = fc.oneof(age, fc.array(age, { minLength: 1, maxLength: 2 }));

const operator = fc
  .tuple(
    fc.constantFrom('', '', '', 'ForAllValues:', 'ForAnyValue:'),
    fc.constantFrom(
      'NumericLessThan',
      'NumericLessThanEquals',
      'NumericGreaterThan',
      'NumericGreaterThanEquals',
      'NumericEquals',
      'NumericNotEquals',
      'DateLessThan',
      'DateGreaterThanEquals',
      'StringEquals',
      'StringNotEquals',
      'StringLike',
      'NumericLesThan',
      'LessThan',
      'numericlessthan',
    ),
    fc.constantFrom('', '', '', 'IfExists'),
  )
  .map((parts) => parts.join(''));
const key = fc.constantFrom(
  'glacier:ArchiveAgeInDays',
  'glacier:ArchiveAgeInDays',
  'glacier:ArchiveAgeinDays',
  'glacier:ArchiveAge',
  'ArchiveAgeInDays',
  'glacier:ResourceTag/Hold',
  'ResourceTag/Hold',
);
const condition = fc.dictionary(operator, fc.dictionary(key, values, { minKeys: 1, maxKeys: 2 }), {
  minKeys: 1,
  maxKeys: 2,
});

const actions = fc.oneof(
  fc.constantFrom('glacier:DeleteArchive', 'glacier:*', 'glacier:Delete*', '*', 'DeleteArchive'),
  fc.constantFrom<string[]>(
    ['glacier:DeleteArchive', 'glacier:InitiateJob'],
    ['glacier:DeleteArchive', 'glacier:DeleteVault', 'glacier:AbortVaultLock'],
    ['glacier:InitiateJob', 's3:DeleteObject'],
  ),
);
const resource = fc.constantFrom(
  '*',
  target,
  'arn:aws:glacier:eu-west-1:210987654321:vaults/other',
  'arn:aws:glacier:eu-west-1:210987654321:vault/ledger-2024',
  'arn:aws:glacier:euwest-1:210987654321:vaults/ledger-2024',
  'arn:aws-cn:glacier:eu-west-1:210987654321:vaults/ledger-2024',
  'arn:aws:glacier:REGION:210987654321:vaults/ledger-2024',
  `${target}/archives/*`,
  'arn:aws:s3:::ledger-2024',
  'ledger-2024',
);
const resources = fc.oneof(resource, fc.array(resource, { minLength: 1, maxLength: 2 }));
const principal = fc.constantFrom<unknown>('*', { AWS: '*' }, { AWS: '210987654321' });

/** The element or, now and then, its Not… form. */
function orNegated(name: string, content: fc.Arbitrary<unknown>): fc.Arbitrary<Elements> {
  return fc
    .tuple(fc.constantFrom('', '', '', 'Not'), content)
    .map(([not, value]) => ({ [not + name]: value }));
}

const statement = fc
  .tuple(
    fc.constantFrom('Deny', 'Deny', 'Deny', 'Allow').map((Effect): Elements => ({ Effect })),
    orNegated('Principal', principal),
    orNegated('Action', actions),
    orNegated('Resource', resources),
    fc.option(condition, { freq: 6 }).map((Condition): Elements => (Condition ? { Condition } : {})),
  )
  .map((elements): Elements => Object.assign({}, ...elements) as Elements);

/** Policies with an age in them that the service would take, many of them not wise. */
export const somePolicies: fc.Arbitrary<string> = fc
  .array(statement, { minLength: 1, maxLength: 2 })
  .map((statements) => JSON.stringify({ Version: '2012-10-17', Statement: statements }));
