import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import {
  getLanguageService,
  TextDocument,
  type JSONDocument,
  type JSONSchema,
  type LanguageService,
} from 'vscode-json-languageservice';
import * as policy from '../../src/policy';
import { root } from '../../tools/setup/root.mjs';
import { schemaFiles } from '../../tools/writeSchemas.mjs';
import { readCases } from './policy/lint/cases';

const read = (name: string): string => readFileSync(path.join(root, 'media', 'schemas', name), 'utf8');
const schemaOf = (name: string): JSONSchema => JSON.parse(read(name)) as JSONSchema;
const contributed = schemaOf('vault-lock-policy.schema.json');
const strict = schemaOf('vault-lock-policy.strict.schema.json');
const policyTests = schemaOf('vault-lock-test.schema.json');

/** VS Code's own JSON support, with this schema for policies or with none. */
function jsonSupport(schema: JSONSchema | undefined): LanguageService {
  const service = getLanguageService({});
  const schemas = schema ? [{ uri: 'urn:test', fileMatch: ['*.vault-lock.json'], schema }] : [];
  service.configure({ validate: true, schemas });
  return service;
}

interface Opened {
  readonly document: TextDocument;
  readonly tree: JSONDocument;
}

function open(service: LanguageService, text: string): Opened {
  const document = TextDocument.create('file:///ledger.vault-lock.json', 'json', 1, text);
  return { document, tree: service.parseJSONDocument(document) };
}

async function problems(service: LanguageService, text: string): Promise<readonly string[]> {
  const { document, tree } = open(service, text);
  const found = await service.doValidation(document, tree);
  return found.map(({ message, range }) => `${document.offsetAt(range.start)}: ${textOf(message)}`);
}

async function offers(service: LanguageService, text: string, offset: number): Promise<readonly string[]> {
  const { document, tree } = open(service, text);
  const list = await service.doComplete(document, document.positionAt(offset), tree);
  return (list?.items ?? []).map(({ label }) => label);
}

async function explains(service: LanguageService, text: string, offset: number): Promise<string> {
  const { document, tree } = open(service, text);
  const hover = await service.doHover(document, document.positionAt(offset), tree);
  return hover === null ? '' : [hover.contents].flat().map(textOf).join('');
}

function textOf(content: string | { readonly value: string }): string {
  return typeof content === 'string' ? content : content.value;
}

const cases = readCases();
const examplesFolder = path.join(root, 'test', 'fixtures', 'awsExamples');
const examples = readdirSync(examplesFolder).map((name) => ({
  name,
  text: readFileSync(path.join(examplesFolder, name), 'utf8'),
}));
const retention = examples.find(({ name }) => name === 'retention.json')?.text ?? '';

describe('the JSON schemas', function () {
  this.timeout(60_000);
  it('are up to date with the vocabulary (npm run schemas)', () => {
    for (const [name, text] of Object.entries(schemaFiles(policy))) assert.equal(read(name), text, name);
  });

  it('are draft-07 and name no host but the one of the draft', () => {
    for (const schema of [contributed, strict, policyTests]) {
      const ajv = new Ajv({ strict: false });
      assert.equal(schema.$schema, 'http://json-schema.org/draft-07/schema#');
      assert.ok(ajv.validateSchema(schema), ajv.errorsText());
      ajv.compile(schema);
      const hosts = JSON.stringify(schema).match(/https?:\/\/[^"]*/g);
      assert.deepEqual(hosts, ['http://json-schema.org/draft-07/schema#']);
    }
  });
});

describe('the schema for VS Code, where the rules judge', function () {
  this.timeout(60_000);

  const alone = jsonSupport(undefined);
  const together = jsonSupport(contributed);

  it('adds no problem to any of the cases of the rules, nor to the examples of AWS', async () => {
    for (const { text } of [...cases, ...examples])
      assert.deepEqual(await problems(together, text), await problems(alone, text), text);
  });

  it('offers nothing and explains nothing beside the extension, wherever the cursor is', async () => {
    for (const offset of Array.from(retention, (_, index) => index)) {
      assert.deepEqual(await offers(together, retention, offset), []);
      const text = await explains(together, retention, offset);
      const isBrace = offset === 0 || offset >= retention.lastIndexOf('}');
      assert.ok(text === '' || (text === 'Vault lock policy' && isBrace), `${offset}: ${text}`);
    }
  });

  const typing: readonly [what: string, before: string, after: string][] = [
    ['elements of other statements', '{"Statement":[{"Sid":"a","Effect":"Deny"},{"', '"}]}'],
    ['values of other statements', '{"Statement":[{"Effect":"Deny"},{"Effect":"', '"}]}'],
    ['$schema, which Glacier refuses', '{', '}'],
    ['an empty list for a policy', '', ''],
  ];
  for (const [what, before, after] of typing)
    it(`keeps the JSON support from offering ${what}`, async () => {
      assert.notDeepEqual(await offers(alone, before + after, before.length), []);
      assert.deepEqual(await offers(together, before + after, before.length), []);
    });
});

describe('the strict schema, for other editors', function () {
  this.timeout(60_000);

  const service = jsonSupport(strict);
  const accepts = new Ajv({ strict: false }).compile(strict);
  const alone = jsonSupport(undefined);

  it('has nothing against the examples of AWS, in either envelope', async () => {
    for (const { name, text } of examples) {
      assert.deepEqual(await problems(service, text), [], name);
      assert.deepEqual(await problems(service, JSON.stringify({ Policy: text })), [], name);
      assert.ok(accepts(JSON.parse(text)), name);
    }
  });

  it('objects to nothing that the rules let pass', async () => {
    for (const { code, name, text, target } of cases) {
      const added = (await problems(service, text)).length - (await problems(alone, text)).length;
      const found = policy.lint(policy.parsePolicy(text), { targetVaultArn: target });
      const serious = found.filter(({ severity }) => severity === 'error' || severity === 'warning');
      assert.ok(added === 0 || serious.length > 0, `${code}, ${name}: ${text}`);
    }
  });

  const structural: readonly policy.RuleCode[] = [
    'data-type',
    'element-combination',
    'empty-list',
    'federated-principal',
    'invalid-effect',
    'invalid-version',
    'missing-action',
    'missing-effect',
    'missing-principal',
    'missing-resource',
    'missing-statement',
    'unknown-element',
    'unknown-operator',
  ];
  for (const code of structural)
    it(`objects to what ${code} is about`, async () => {
      for (const { name, text } of cases.filter((each) => each.code === code && !each.good))
        if (isJson(text) && !('Policy' in (JSON.parse(text) as object)))
          assert.notDeepEqual(await problems(service, text), [], `${name}: ${text}`);
    });

  const places: readonly [what: string, before: string, after: string, expected: readonly string[]][] = [
    ['elements of a policy', '{"', '"}', ['Version', 'Id', 'Statement', 'Policy']],
    [
      'elements of a statement',
      '{"Statement":[{"',
      '"}]}',
      ['Sid', 'Effect', 'Principal', 'Action', 'Resource', 'Condition'],
    ],
    ['effects', '{"Statement":[{"Effect":"', '"}]}', ['"Deny"', '"Allow"']],
    ['versions', '{"Version":"', '"}', ['"2012-10-17"', '"2008-10-17"']],
    ['actions', '{"Statement":{"Action":["', '"]}}', ['"glacier:DeleteArchive"', '"glacier:InitiateJob"']],
    ['operators', '{"Statement":[{"Condition":{"', '"}}]}', ['NumericLessThan', 'StringEquals', 'Null']],
    [
      'keys',
      '{"Statement":[{"Condition":{"NumericLessThan":{"',
      '"}}}]}',
      ['glacier:ArchiveAgeInDays', 'aws:PrincipalArn'],
    ],
    ['a policy to begin with', '', '', ['Retention']],
  ];
  for (const [what, before, after, expected] of places)
    it(`offers ${what}`, async () => {
      const offered = await offers(service, before + after, before.length);
      assert.deepEqual(
        expected.filter((label) => !offered.includes(label)),
        [],
        offered.join(', '),
      );
    });

  it('explains elements, operators and keys', async () => {
    const at = (word: string) => explains(service, retention, retention.indexOf(word) + 1);
    assert.match(await at('Principal'), /Whom the statement concerns/);
    assert.match(await at('NumericLessThan'), /smaller number.*lacks the key/);
    assert.match(await at('glacier:ArchiveAgeInDays'), /whole days/);
  });
});

describe('the schema for policy tests', function () {
  this.timeout(60_000);

  const service = getLanguageService({});
  service.configure({
    validate: true,
    schemas: [{ uri: 'urn:test', fileMatch: ['*.vault-lock.test.json'], schema: policyTests }],
  });
  const opened = (text: string): Opened => {
    const document = TextDocument.create('file:///ledger.vault-lock.test.json', 'jsonc', 1, text);
    return { document, tree: service.parseJSONDocument(document) };
  };
  const offered = async (before: string, after: string): Promise<readonly string[]> => {
    const { document, tree } = opened(before + after);
    const list = await service.doComplete(document, document.positionAt(before.length), tree);
    return (list?.items ?? []).map(({ label }) => label);
  };

  it('objects to nothing: what is wrong is said by the extension and by vault-lock test', async () => {
    const wrong =
      '{ "test": 3, "tests": [{ "principal": 3, "action": "X", "age": null, "tags": 1, "context": { "a": 1 }, "expect": [] }, 4], "defaults": [], }';
    for (const text of [wrong, '[]', '// about\n{ "tests": [], }']) {
      const { document, tree } = opened(text);
      const settings = { comments: 'ignore', trailingCommas: 'warning' } as const;
      assert.deepEqual(await service.doValidation(document, tree, settings), [], text);
    }
  });

  const places: readonly [what: string, before: string, after: string, expected: readonly string[]][] = [
    ['a file to begin with', '', '', ['Policy tests']],
    ['the fields of a file', '{"', '"}', ['policy', 'defaults', 'tests']],
    ['cases', '{"tests":[', ']}', ['Kept', 'Not in the way']],
    [
      'the fields of a case',
      '{"tests":[{"',
      '"}]}',
      ['name', 'principal', 'notPrincipal', 'action', 'age', 'tags', 'context', 'vault', 'expect', 'by'],
    ],
    ['callers', '{"tests":[{"principal":"', '"}]}', ['"everyone"', '"owner root"', '"anonymous"']],
    ['actions in a list', '{"tests":[{"action":["', '"]}]}', ['"DeleteArchive"', '"*"']],
    ['ages', '{"tests":[{"age":', '}]}', ['"0-364"', '"365-"', '365']],
    ['keys', '{"tests":[{"context":{"', '"}}]}', ['aws:SecureTransport', 'aws:CurrentTime']],
    ['expectations', '{"tests":[{"expect":"', '"}]}', ['"denied"', '"left to other policies"']],
    ['fields of the defaults', '{"defaults":{"', '"}}', ['principal', 'age']],
  ];
  for (const [what, before, after, expected] of places)
    it(`offers ${what}`, async () => {
      const labels = await offered(before, after);
      assert.deepEqual(
        expected.filter((label) => !labels.includes(label)),
        [],
        labels.join(', '),
      );
    });

  it('explains fields and words', async () => {
    const text = '{"tests":[{"age":"0-9","expect":"denied"}]}';
    const at = async (word: string): Promise<string> => {
      const { document, tree } = opened(text);
      const hover = await service.doHover(document, document.positionAt(text.indexOf(word) + 1), tree);
      return hover === null ? '' : [hover.contents].flat().map(textOf).join('');
    };
    assert.match(await at('age'), /whole days/);
    assert.match(await at('expect'), /every request that the case does not exclude/);
    assert.match(await at('denied'), /nobody can do it/);
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
