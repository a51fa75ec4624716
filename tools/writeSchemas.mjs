/**
 * Writes the JSON schemas from the vocabulary: `media/schemas`. To be run after a table of the vocabulary changed; a
 * test says when.
 *
 * There are two for policies, because VS Code shows what a schema says beside what the extension says:
 * - `vault-lock-policy.schema.json` is contributed to VS Code. There the rules judge, and hovers and completions come
 *   from the same tables; this schema says nothing of its own. That it is there keeps VS Code's JSON support from
 *   offering words it finds elsewhere in the file, and `$schema`, which Glacier refuses.
 * - `vault-lock-policy.strict.schema.json` is for other editors, which have nothing but a schema: structure, words and
 *   explanations.
 *
 * That for policy tests, `vault-lock-test.schema.json`, completes and explains and never objects.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readPolicyLanguage } from './policyLanguage.mjs';
import { root } from './setup/root.mjs';

/** @typedef {Readonly<Record<string, unknown>>} Schema */
/** @typedef {Pick<typeof import('../src/policy'), 'callerWords' | 'conditionKeys' | 'describeOperator' | 'expectations' | 'operators' | 'readOperator' | 'vaultPolicyActions'>} Vocabulary */

const draft = 'http://json-schema.org/draft-07/schema#';

/** @type {Schema} */
const quiet = {
  $schema: draft,
  $id: 'urn:glacier-vault-lock:policy',
  $comment:
    'The extension Glacier Vault Lock checks, completes and explains policies; this schema only keeps others from guessing.',
  title: 'Vault lock policy',
};

/**
 * The same text for editors with and without Markdown.
 * @param {string} text
 */
const says = (text) => ({ description: text.replaceAll('`', ''), markdownDescription: text });

/**
 * A single value or a list of them.
 * @param {Schema} item
 */
const oneOrMore = (item) => ({
  if: { type: 'array' },
  then: { type: 'array', minItems: 1, items: item },
  else: item,
});

/**
 * Offers words, each with what it means, and takes any other text as well.
 * @param {readonly (readonly [word: string, meaning: string])[]} words
 */
const suggests = (words) => ({
  type: 'string',
  anyOf: [
    { enum: words.map(([word]) => word), markdownEnumDescriptions: words.map(([, meaning]) => meaning) },
    {},
  ],
});

/**
 * A definition that may stand beside other keywords: draft 07 ignores what stands beside `$ref` itself.
 * @param {string} definition
 */
const refersTo = (definition) => ({ allOf: [{ $ref: `#/definitions/${definition}` }] });

/**
 * A pattern for a word in whatever capitals.
 * @param {string} word
 */
const anyCase = (word) =>
  word.replaceAll(/[a-z]/gi, (letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`);

/**
 * Takes exactly one of two elements that exclude each other.
 * @param {string} name
 */
const eitherOf = (name) => ({
  if: { required: [`Not${name}`] },
  then: { properties: { [name]: false } },
  else: { required: [name] },
});

/** @param {Vocabulary} vocabulary */
function conditionSchema({ conditionKeys, describeOperator, operators, readOperator }) {
  const operator = `^(?:(?:${anyCase('ForAllValues')}|${anyCase('ForAnyValue')}):)?(?:${operators
    .map(({ name }) => anyCase(name) + (name === 'Null' ? '' : `(?:${anyCase('IfExists')})?`))
    .join('|')})$`;
  const values = refersTo('values');
  const keys = conditionKeys
    .filter(({ presence, tagged }) => presence !== 'never for Glacier' && !tagged)
    .map(({ name, description, whenPresent }) => [
      name,
      { ...says(`${description} ${whenPresent}`), ...values },
    ]);
  const tests = {
    type: 'object',
    minProperties: 1,
    properties: Object.fromEntries(keys),
    additionalProperties: values,
  };
  const named = operators.map(({ name }) => {
    const use = readOperator(name);
    return [name, { ...says(use ? describeOperator(use) : ''), ...refersTo('tests') }];
  });
  return {
    values: oneOrMore({ type: ['string', 'number', 'boolean'] }),
    tests,
    condition: {
      ...says('When the statement applies: all tests must hold; the values of one test are alternatives.'),
      type: 'object',
      minProperties: 1,
      propertyNames: { pattern: operator },
      properties: Object.fromEntries(named),
      additionalProperties: { $ref: '#/definitions/tests' },
    },
  };
}

/**
 * What an editor without the extension can know of a policy.
 * @param {Vocabulary} vocabulary
 * @returns {Schema}
 */
function strict(vocabulary) {
  const { vaultPolicyActions } = vocabulary;
  /** @type {readonly (readonly [string, string])[]} */
  const actions = vaultPolicyActions.map(({ name, level, description }) => [
    `glacier:${name}`,
    `${description} (${level})`,
  ]);
  const retention = {
    Sid: '${1:deny-deletion-of-young-archives}',
    Effect: 'Deny',
    Principal: '*',
    Action: 'glacier:DeleteArchive',
    Resource: '${2:arn:aws:glacier:REGION:ACCOUNT:vaults/NAME}',
    Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': '${3:366}' } },
  };
  const principal = {
    if: { type: 'string' },
    then: { enum: ['*'], enumDescriptions: ['Everyone, anonymous callers included.'] },
    else: {
      type: 'object',
      minProperties: 1,
      additionalProperties: false,
      properties: {
        AWS: {
          ...says(
            'Accounts, users, roles and sessions: `*`, a number of 12 digits, or an ARN of IAM or STS.',
          ),
          ...oneOrMore({ type: 'string' }),
        },
        Service: {
          ...says('Services of AWS that call in their own name: `backup.amazonaws.com`.'),
          ...oneOrMore({ type: 'string' }),
        },
      },
    },
  };
  const { condition, tests, values } = conditionSchema(vocabulary);
  return {
    $schema: draft,
    $id: 'urn:glacier-vault-lock:policy:strict',
    title: 'Vault lock policy',
    ...says(
      'The policy of an Amazon Glacier vault lock, alone or as the string `Policy` of the AWS CLI. Once the lock is completed, nothing in it can ever be changed.',
    ),
    type: 'object',
    additionalProperties: false,
    properties: {
      Version: {
        ...says(
          'The version of the policy language. Without it the rules of 2008 hold, which have no variables.',
        ),
        enum: ['2012-10-17', '2008-10-17'],
        enumDescriptions: ['The current language.', 'The old language, without variables.'],
      },
      Id: { ...says('A name for the policy, for people.'), type: 'string' },
      Statement: {
        ...says('One statement or a list of them. One that denies wins over all that allow.'),
        ...oneOrMore({ $ref: '#/definitions/statement' }),
      },
      Policy: {
        ...says('The whole policy as one escaped string, as the AWS CLI and the REST interface take it.'),
        type: 'string',
        contentMediaType: 'application/json',
      },
    },
    if: { required: ['Policy'] },
    then: { maxProperties: 1 },
    else: { required: ['Statement'] },
    defaultSnippets: [
      {
        label: 'Retention',
        description: 'A policy that keeps archives from being deleted before an age',
        body: { Version: '2012-10-17', Statement: [retention] },
      },
    ],
    definitions: {
      statement: {
        type: 'object',
        additionalProperties: false,
        required: ['Effect'],
        allOf: ['Principal', 'Action', 'Resource'].map(eitherOf),
        defaultSnippets: [
          {
            label: 'Retention',
            description: 'Keeps archives from being deleted before an age',
            body: retention,
          },
        ],
        properties: {
          Sid: { ...says('A name for the statement, for reports. May be missing.'), type: 'string' },
          Effect: {
            ...says('What happens to requests that the statement concerns.'),
            enum: ['Deny', 'Allow'],
            enumDescriptions: [
              'Refuses them, whatever else allows them.',
              'Allows them. In a locked policy that can never be withdrawn.',
            ],
          },
          Principal: { ...says('Whom the statement concerns; `"*"` is everyone.'), ...refersTo('principal') },
          NotPrincipal: {
            ...says('All but the named: an exception that a lock makes permanent.'),
            ...refersTo('principal'),
          },
          Action: {
            ...says('What is asked of Glacier: `glacier:DeleteArchive`. `*` and `?` are wildcards.'),
            ...refersTo('action'),
          },
          NotAction: { ...says('All actions but the named.'), ...refersTo('action') },
          Resource: {
            ...says('The vault: `arn:aws:glacier:REGION:ACCOUNT:vaults/NAME`, or `*`.'),
            ...refersTo('resource'),
          },
          NotResource: { ...says('All vaults but the named.'), ...refersTo('resource') },
          Condition: { $ref: '#/definitions/condition' },
        },
      },
      condition,
      tests,
      values,
      principal,
      action: oneOrMore(suggests(actions)),
      resource: oneOrMore({ type: 'string' }),
    },
  };
}

/**
 * Words to choose from, alone or in a list, without a word against anything else: the extension and the command line
 * judge test files, and say what is wrong in better words.
 * @param {readonly (readonly [word: string, meaning: string])[]} words
 * @param {Schema} [other] what else to offer
 */
const offers = (words, other = {}) => {
  const choice = {
    enum: words.map(([word]) => word),
    markdownEnumDescriptions: words.map(([, meaning]) => meaning),
  };
  return { anyOf: [choice, { type: 'array', items: { anyOf: [choice, {}] } }, other, {}] };
};

/**
 * What VS Code says of policy test files while they are written: words and explanations. It objects to nothing.
 * @param {Vocabulary} vocabulary
 * @returns {Schema}
 */
function policyTests({ callerWords, conditionKeys, expectations, vaultPolicyActions }) {
  const keys = conditionKeys
    .filter(
      ({ name, presence, tagged }) =>
        presence !== 'never for Glacier' && !tagged && name !== 'glacier:ArchiveAgeInDays',
    )
    .map(
      ({ name, description, whenPresent }) => /** @type {const} */ ([name, `${description} ${whenPresent}`]),
    );
  const request = {
    principal: {
      ...says(
        'Who asks: a word for all callers of a kind, also those whom the policy names; the ARN of a root, user, role or session, an account, a service; one or several. Left out: everyone.',
      ),
      ...offers(Object.entries(callerWords)),
    },
    notPrincipal: {
      ...says(
        'Who is not meant, of those whom the words in `principal` mean, or of everyone: in the same words and names. An account of 12 digits is everybody in it. Left out: nobody.',
      ),
      ...offers(Object.entries(callerWords)),
    },
    action: {
      ...says(
        'What is asked of Glacier: one action or several, with `*` and `?` as wildcards. Left out: every action.',
      ),
      ...offers([
        ['*', 'Every action that a vault policy governs.'],
        ...vaultPolicyActions.map(({ name, description }) => /** @type {const} */ ([name, description])),
      ]),
    },
    age: {
      ...says(
        'The age of the archive in whole days: `365`, a range `"0-364"`, one without end `"365-"`, or a list of them. Every day of a range is proven. Left out: every age.',
      ),
      defaultSnippets: [
        { label: '"0-364"', description: 'The first year', body: '0-${1:364}' },
        { label: '"365-"', description: 'From a day on', body: '${1:365}-' },
        { label: '365', description: 'One day', body: '^${1:365}' },
      ],
    },
    tags: {
      ...says(
        'Tags of the vault by name; `null` where the vault does not have the tag. A list tries each of its objects. A tag that is not named may have any value.',
      ),
      defaultSnippets: [
        {
          label: '{ LegalHold }',
          description: 'A tag and its value',
          body: { '${1:LegalHold}': '${2:true}' },
        },
      ],
    },
    context: {
      ...says(
        'Other condition keys of the request; `null` where it lacks the key. A list tries each of its objects. A key that is not named may have any value.',
      ),
      anyOf: [refersTo('contextKeys'), { type: 'array', items: refersTo('contextKeys') }, {}],
    },
    vault: says("The ARN of the vault; one or several. Left out: the policy's own vault."),
  };
  const requestFields = Object.fromEntries(Object.keys(request).map((name) => [name, refersTo(name)]));
  const testCase = {
    type: 'object',
    properties: {
      name: says('What the case is about, in your words. Left out: made of the other fields.'),
      ...requestFields,
      expect: {
        ...says('What the policy does with every request that the case does not exclude.'),
        anyOf: [
          { enum: Object.keys(expectations), markdownEnumDescriptions: Object.values(expectations) },
          {},
        ],
      },
      by: says(
        'The statement that decides, by its Sid or its place from 0; several must all be among those that decide.',
      ),
    },
    defaultSnippets: [
      {
        label: 'Kept',
        description: 'Nobody deletes young archives',
        body: { name: '${1:kept for a year}', action: 'DeleteArchive', age: '0-${2:364}', expect: 'denied' },
      },
      {
        label: 'Not in the way',
        description: 'What the policy leaves to other policies',
        body: { name: '${1:can be retrieved}', action: '${2:InitiateJob}', expect: 'not denied' },
      },
    ],
  };
  return {
    $schema: draft,
    $id: 'urn:glacier-vault-lock:policy-tests',
    $comment: 'Describes only. The extension and `vault-lock test` say what is wrong with a test file.',
    title: 'Tests of a vault lock policy',
    ...says(
      'What the vault lock policy beside this file is expected to do. A case claims its outcome for every request that it does not exclude.',
    ),
    allowComments: true,
    allowTrailingCommas: true,
    anyOf: [
      {
        type: 'object',
        properties: {
          policy: says(
            'The path of the policy from the folder of this file. Left out: NAME.vault-lock.json or NAME.json beside NAME.vault-lock.test.json.',
          ),
          defaults: {
            ...says('What all cases say that do not say otherwise, field by field.'),
            anyOf: [{ type: 'object', properties: requestFields }, {}],
          },
          tests: { ...says('The cases.'), anyOf: [{ type: 'array', items: { anyOf: [testCase, {}] } }, {}] },
        },
        defaultSnippets: [
          {
            label: 'Policy tests',
            description: 'Cases for a retention of a year',
            body: {
              tests: [
                {
                  name: '${1:kept for a year}',
                  action: 'DeleteArchive',
                  age: '0-${2:364}',
                  expect: 'denied',
                },
              ],
            },
          },
        ],
      },
      {},
    ],
    definitions: {
      ...request,
      contextKeys: {
        type: 'object',
        properties: Object.fromEntries(keys.map(([key, meaning]) => [key, { markdownDescription: meaning }])),
      },
    },
  };
}

/**
 * The schemas by the names of their files.
 * @param {Vocabulary} vocabulary
 * @returns {Readonly<Record<string, string>>}
 */
export function schemaFiles(vocabulary) {
  return {
    'vault-lock-policy.schema.json': print(quiet),
    'vault-lock-policy.strict.schema.json': print(strict(vocabulary)),
    'vault-lock-test.schema.json': print(policyTests(vocabulary)),
  };
}

/** @param {unknown} value */
const print = (value) => `${JSON.stringify(value, undefined, 2)}\n`;

const writeSchemas = async () => {
  for (const [name, text] of Object.entries(schemaFiles(await readPolicyLanguage())))
    await writeFile(path.join(root, 'media', 'schemas', name), text);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) void writeSchemas();
