/**
 * Texts that are made to cost time, each about so many characters long: what somebody could open in an editor without
 * knowing. None may cost more than its length.
 * @type {Readonly<Record<string, (length: number) => string>>}
 */
export const hostileTexts = {
  'brackets that never close': (length) => '['.repeat(length),
  'objects that never close': (length) => '{"a":'.repeat(length / 5),
  'braces that were never opened': (length) => '}'.repeat(length),
  'keys without values': (length) => `{${'"a",'.repeat(length / 4)}}`,
  'the same key again and again': (length) => `{${'"Effect":"Deny",'.repeat(length / 16)}"a":1}`,
  'commas only': (length) => ','.repeat(length),
  'comments only': (length) => '/**/'.repeat(length / 4),
  'one long string': (length) => policy({ Sid: 'x'.repeat(length) }),
  'letters beyond the first plane': (length) => policy({ Sid: '😀'.repeat(length / 2) }),
  'statements with nothing right': (length) =>
    many(length, { Effect: 'x', Action: ['a', 'b'], Resource: ['c'], Condition: { a: { b: [] } } }),
  'statements with nothing in them': (length) => many(length, {}),
  'statements with an age': (length) =>
    many(length, retention({ Resource: 'arn:aws:glacier:eu-west-1:210987654321:vaults/ledger-2024' })),
  'statements of wildcards': (length) =>
    many(length, {
      ...retention({ Resource: '*?*?*?*' }),
      Action: 'gla*ier:*?*?*',
      NotPrincipal: { AWS: '*?*' },
    }),
  'actions of wildcards': (length) => policy({ Action: list(length, 'glacier:*?*?*e') }),
  'one action of wildcards': (length) => policy({ Action: `glacier:${'*?'.repeat(length / 2)}` }),
  'resources of wildcards': (length) =>
    policy({ Resource: list(length, `arn:aws:glacier:*:*:vaults/${'a*?'.repeat(60)}b`) }),
  principals: (length) => policy({ Principal: { AWS: list(length, 'arn:aws:iam::210987654321:role/a') } }),
  'condition values': (length) =>
    policy({ Condition: { StringLike: { 'glacier:ResourceTag/Hold': list(length, '*?*a') } } }),
  'condition keys': (length) => policy({ Condition: { StringEquals: keys(length, 'aws:PrincipalTag/') } }),
  'condition operators': (length) => policy({ Condition: keys(length, 'NumericLessThan', { 'aws:x': '1' }) }),
  'ages of one test': (length) =>
    policy({ Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': list(length, '366') } } }),
  'variables that never close': (length) => policy({ Resource: '${'.repeat(length / 2) }),
  'variables one in the other': (length) =>
    policy({ Condition: { StringEquals: { 'aws:userid': "${aws:x, '".repeat(length / 10) } } }),
  'a wrapper in a wrapper in a wrapper': (length) => {
    let text = 'x'.repeat(length / 16);
    while (text.length < length / 2) text = JSON.stringify({ Policy: text });
    return text;
  },
  'a wrapper of escapes only': (length) => `{"Policy":"${'\\u005c'.repeat(length / 6)}"}`,
  'a wrapper that never closes': (length) => `{"Policy":"${'\\"'.repeat(length / 2)}`,
};

/** @param {Readonly<Record<string, unknown>>} changes */
const retention = (changes) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 'glacier:DeleteArchive',
  Resource: '*',
  Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': '366' } },
  ...changes,
});

/** @param {readonly unknown[]} statements */
const document = (statements) => JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** @param {Readonly<Record<string, unknown>>} changes */
function policy(changes) {
  return document([retention(changes)]);
}

/**
 * @param {number} length
 * @param {Readonly<Record<string, unknown>>} statement
 */
function many(length, statement) {
  return document(list(length, statement));
}

/**
 * @template T
 * @param {number} length
 * @param {T} entry
 * @returns {T[]}
 */
function list(length, entry) {
  return Array.from({ length: Math.ceil(length / (JSON.stringify(entry).length + 1)) }, () => entry);
}

/**
 * @param {number} length
 * @param {string} prefix
 * @param {unknown} value
 */
function keys(length, prefix, value = '1') {
  const count = Math.ceil(length / (prefix.length + JSON.stringify(value).length + 12));
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, value]));
}
