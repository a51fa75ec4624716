import type { JsonNode, ObjectNode } from '../syntax/jsonNode';
import { readJsonTree } from '../syntax/jsonTree';
import { barePlacement } from '../syntax/place';
import { findAction } from '../vocabulary/actions';
import { nearest } from '../vocabulary/nearest';
import { Complaints, fieldsOf, itemsOf, kindInWords, textOf, type Complain } from './fields';
import { nameOfCase } from './nameOfCase';
import { expectations, type Expectation, type PolicyTestCase, type PolicyTests } from './policyTests';
import { readRequestFields, requestFieldNames, type RequestFields } from './requestFields';

const fileFields = ['$schema', 'policy', 'defaults', 'tests'] as const;
const caseFields = ['name', ...requestFieldNames, 'expect', 'by'] as const;

/** More requests than this no single case is about; it would mean a slip, and take its time. */
const mostAlternatives = 5000;

/**
 * Reads a policy test file: JSON in which comments and commas after the last entry are welcome. Never throws. What is
 * wrong is a problem with its place; a case with a problem is still listed, and is not run.
 */
export function parsePolicyTests(text: string): PolicyTests {
  const complaints = new Complaints();
  const shift = text.startsWith('\uFEFF') ? 1 : 0;
  const { root, problems } = readJsonTree(text.slice(shift), barePlacement(shift));
  for (const { kind, what, range } of problems)
    if (kind !== 'comment' && kind !== 'trailingComma')
      complaints.add('test-syntax', range, `This is not JSON: ${what}.`);
  const file = root?.kind === 'object' ? root : undefined;
  if (!file) {
    const range = root?.range ?? { start: 0, end: Math.min(text.length, 1) };
    if (complaints.problems.length === 0)
      complaints.add(
        'test-wrong-type',
        range,
        'A policy test file is an object: {"tests": [{"expect": "denied"}]}.',
      );
    return { policy: undefined, cases: [], problems: complaints.problems };
  }
  const fields = fieldsOf(file, fileFields, 'a policy test file', complaints.add);
  if (fields.$schema) textOf(fields.$schema, '$schema', complaints.add);
  const cases = readCases(file, fields.tests, readDefaults(fields.defaults, complaints.add), complaints.add);
  return {
    policy: fields.policy && readPolicyPath(fields.policy, complaints.add),
    cases,
    problems: [...complaints.problems, ...cases.flatMap((each) => each.problems)].sort(
      (a, b) => a.range.start - b.range.start,
    ),
  };
}

function readPolicyPath(node: JsonNode, complain: Complain): PolicyTests['policy'] {
  const path = textOf(node, 'The path of the policy', complain);
  if (path === undefined) return undefined;
  if (path !== '' && !/^(?:[/\\]|[A-Za-z]:|\w+:\/\/)/.test(path) && !path.includes('\\'))
    return { path, range: node.range };
  const message =
    'The policy is named by its path from the folder of this file, with slashes: "../policies/NAME.json".';
  complain('test-policy-path', node.range, message);
  return undefined;
}

function readDefaults(node: JsonNode | undefined, complain: Complain): RequestFields {
  if (node && node.kind !== 'object')
    complain(
      'test-wrong-type',
      node.range,
      `The defaults are an object with fields of a case, not ${kindInWords(node)}.`,
    );
  const fields = node?.kind === 'object' ? fieldsOf(node, requestFieldNames, 'the defaults', complain) : {};
  return readRequestFields(fields, complain);
}

function readCases(
  file: ObjectNode,
  node: JsonNode | undefined,
  defaults: RequestFields,
  complain: Complain,
): readonly PolicyTestCase[] {
  if (!node) {
    const range = { start: file.range.start, end: file.range.start + 1 };
    complain('test-missing-field', range, 'There are no tests here: a list "tests" is missing.');
    return [];
  }
  if (node.kind !== 'array') {
    complain('test-wrong-type', node.range, `The tests are a list of cases, not ${kindInWords(node)}.`);
    return [];
  }
  if (node.items.length === 0)
    complain('test-empty', node.range, 'There are no tests here: the list "tests" has no case.');
  return node.items.flatMap((item) => {
    if (item.kind === 'object') return [readCase(item, defaults)];
    complain(
      'test-wrong-type',
      item.range,
      `A case is an object such as {"expect": "denied"}, not ${kindInWords(item)}.`,
    );
    return [];
  });
}

function readCase(node: ObjectNode, defaults: RequestFields): PolicyTestCase {
  const complaints = new Complaints();
  const complain = complaints.add;
  const fields = fieldsOf(node, caseFields, 'a case', complain);
  const said = readRequestFields(fields, complain);
  const request: RequestFields = {
    principals: said.principals ?? defaults.principals,
    notPrincipals: said.notPrincipals ?? defaults.notPrincipals,
    actions: said.actions ?? defaults.actions,
    ages: said.ages ?? defaults.ages,
    tags: said.tags ?? defaults.tags,
    contexts: said.contexts ?? defaults.contexts,
    vaults: said.vaults ?? defaults.vaults,
  };
  const expect = readExpectation(node, fields.expect, complain);
  const by = fields.by ? readStatements(fields.by, complain) : [];
  if (fields.by && (expect === 'left to other policies' || expect === 'not denied')) {
    const message = `Where something is ${expect}, no statement of the policy has to decide it: leave out "by".`;
    complain('test-statement', fields.by.range, message);
  }
  // An age that the defaults bring may concern some cases only; one that is said here is meant.
  if (
    fields.age &&
    said.actions &&
    said.actions.length > 0 &&
    !said.actions.some((name) => findAction(name)?.age)
  ) {
    const message = `No request for ${said.actions.join(' or ')} has an archive with an age: leave out "age".`;
    complain('test-age', fields.age.range, message);
  }
  if (fields.notPrincipal && request.principals?.every(({ kind }) => kind === 'name')) {
    const message =
      'The principals are named one by one, and nobody is left out of those: leave out "notPrincipal".';
    complain('test-principal', fields.notPrincipal.range, message);
  }
  const alternatives = [request.principals, request.actions, request.tags, request.contexts, request.vaults]
    .map((list) => list?.length ?? 1)
    .reduce((product, length) => product * length, 1);
  if (alternatives > mostAlternatives)
    complain('test-too-many', node.range, 'This case has too many combinations. Split it.');
  const name = fields.name && readName(fields.name, complain);
  const expectation = expect ?? 'denied';
  return {
    ...request,
    name: name ?? nameOfCase(said, expectation),
    range: node.range,
    expectRange: fields.expect?.range ?? node.range,
    expect: expectation,
    by,
    problems: complaints.problems,
  };
}

function readName(node: JsonNode, complain: Complain): string | undefined {
  const name = textOf(node, 'The name of a case', complain);
  if (name?.trim() === '') {
    complain('test-empty', node.range, 'The name is empty. Leave it out to have one made.');
    return undefined;
  }
  return name;
}

function readExpectation(
  owner: ObjectNode,
  node: JsonNode | undefined,
  complain: Complain,
): Expectation | undefined {
  const choice = `one of ${Object.keys(expectations)
    .map((word) => `"${word}"`)
    .join(', ')}`;
  if (!node) {
    const range = { start: owner.range.start, end: owner.range.start + 1 };
    complain('test-missing-field', range, `The case does not say what to expect: "expect" is ${choice}.`);
    return undefined;
  }
  const text = textOf(node, 'What to expect', complain);
  if (text === undefined || isExpectation(text)) return text;
  const meant = nearest(text, Object.keys(expectations)) ?? asEvaluated.get(text.toLowerCase());
  complain(
    'test-expectation',
    node.range,
    meant === undefined
      ? `"${text}" is not ${choice}.`
      : `"${text}" cannot be expected. Did you mean "${meant}"?`,
  );
  return undefined;
}

/** The words of AWS, for people who know them. */
const asEvaluated: ReadonlyMap<string, Expectation> = new Map([
  ['deny', 'denied'],
  ['explicitdeny', 'denied'],
  ['allow', 'allowed'],
  ['implicitdeny', 'left to other policies'],
]);

function isExpectation(text: string): text is Expectation {
  return Object.hasOwn(expectations, text);
}

function readStatements(node: JsonNode, complain: Complain): readonly (string | number)[] {
  return itemsOf(node, 'The list of statements', complain).flatMap((item): (string | number)[] => {
    if (item.kind === 'string' && item.value !== '') return [item.value];
    if (item.kind === 'number' && /^(?:0|[1-9]\d{0,5})$/.test(item.source)) return [Number(item.source)];
    const message = 'A statement is named by its Sid, or by its place in the policy, counted from 0.';
    complain('test-statement', item.range, message);
    return [];
  });
}
