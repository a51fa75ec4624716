import assert from 'node:assert/strict';
import { applyEdits, parsePolicy, type StatementTree } from '../../../../src/policy';
import { changeOperator } from '../../../../src/policy/lint/changeOperator';
import {
  conditionTests,
  demandsKeyElsewhere,
  holdsFor,
  holdsWhenAbsent,
  isPositive,
  testsOnKey,
  type KnownTest,
} from '../../../../src/policy/lint/conditionTests';
import { PolicyEditor } from '../../../../src/policy/lint/policyEditor';

const policyText = (condition: string): string =>
  `{"Statement": {"Effect": "Deny", "Condition": ${condition}}}`;

function statementOf(condition: string): StatementTree {
  const statement = parsePolicy(policyText(condition)).policy?.statements[0];
  assert(statement);
  return statement;
}

function onlyTest(condition: string): KnownTest {
  const [test, ...more] = conditionTests(statementOf(condition));
  assert(test && more.length === 0);
  return test;
}

describe('the tests of a condition', () => {
  it('come with operator, key and comparable values, in order', () => {
    const statement = statementOf(
      '{"bool": {"aws:SecureTransport": [true, null, "false"]}, "Nil": {"x:y": "1"}, "ForAnyValue:StringLike": {"aws:CalledVia": "a*", "x:y": 1e3}}',
    );
    assert.deepEqual(
      conditionTests(statement).map(({ use, key, keyUse, values }) => [
        use.canonical,
        key.key.value,
        keyUse?.key.type,
        values.map(({ text }) => text),
      ]),
      [
        ['Bool', 'aws:SecureTransport', 'Bool', ['true', 'false']],
        ['ForAnyValue:StringLike', 'aws:CalledVia', 'String', ['a*']],
        ['ForAnyValue:StringLike', 'x:y', undefined, ['1e3']],
      ],
    );
  });

  it('are found by key, whatever its capitals', () => {
    const statement = statementOf(
      '{"Bool": {"aws:securetransport": true}, "Null": {"aws:SecureTransport": false}}',
    );
    assert.equal(testsOnKey(statement, 'AWS:SecureTransport').length, 2);
    assert.deepEqual(testsOnKey(statement, 'aws:SourceIp'), []);
  });

  it('are judged by the evaluator', () => {
    const test = onlyTest('{"NotIpAddress": {"aws:SourceIp": ["10.0.0.0/8", "192.168.0.0/16"]}}');
    assert.equal(holdsFor(test, ['10.1.2.3']), false);
    assert.equal(holdsFor(test, ['8.8.8.8']), true);
  });

  const absent: Readonly<Record<string, boolean>> = {
    '{"StringEquals": {"aws:username": "ana"}}': false,
    '{"StringNotEquals": {"aws:username": "ana"}}': true,
    '{"StringEqualsIfExists": {"aws:username": "ana"}}': true,
    '{"ForAllValues:StringEquals": {"aws:username": "ana"}}': true,
    '{"ForAnyValue:StringNotEquals": {"aws:username": "ana"}}': false,
    '{"Null": {"aws:username": "true"}}': true,
    '{"Null": {"aws:username": false}}': false,
  };
  for (const [condition, holds] of Object.entries(absent))
    it(`${holds ? 'hold' : 'fail'} without the key: ${condition}`, () => {
      assert.equal(holdsWhenAbsent(onlyTest(condition)), holds);
    });

  it('know whether another one demands the key', () => {
    const guarded = statementOf(
      '{"StringNotEquals": {"aws:username": "ana"}, "Null": {"aws:Username": "false"}}',
    );
    const [test, guard] = conditionTests(guarded);
    assert(test && guard);
    assert.equal(demandsKeyElsewhere(guarded, test), true);
    assert.equal(demandsKeyElsewhere(guarded, guard), false);
  });

  it('are positive where only a match lets a request through', () => {
    assert.equal(isPositive(onlyTest('{"ForAnyValue:StringLike": {"aws:CalledVia": "a*"}}')), true);
    assert.equal(isPositive(onlyTest('{"StringLikeIfExists": {"aws:CalledVia": "a*"}}')), false);
    assert.equal(isPositive(onlyTest('{"Null": {"aws:CalledVia": "false"}}')), false);
  });
});

describe('changing the operator of one test', () => {
  const change = (condition: string, key: string, meant: string): string | undefined => {
    const text = policyText(condition);
    const parsed = parsePolicy(text);
    const statement = statementOf(condition);
    const [test] = testsOnKey(statement, key);
    assert(test);
    const edits = changeOperator(statement, test, meant, new PolicyEditor(parsed.policyText));
    if (!edits) return undefined;
    const after = applyEdits(
      text,
      edits.map((edit) => ({ ...parsed.toFile(edit), text: edit.text })),
    );
    assert.deepEqual(parsePolicy(after).syntaxErrors, []);
    return after.slice(text.indexOf(condition), after.length - 2);
  };

  it('renames the operator of a single test', () => {
    assert.equal(
      change('{"StringEquals": {"a:b": "x*"}}', 'a:b', 'StringLike'),
      '{"StringLike": {"a:b": "x*"}}',
    );
  });

  it('moves one test of several to an operator of its own', () => {
    assert.equal(
      change('{"StringEquals": {"a:b": "x*", "a:c": 1.0}}', 'a:b', 'StringLike'),
      '{"StringEquals": {"a:c": 1.0}, "StringLike": {"a:b": "x*"}}',
    );
  });

  it('moves it to the operator that is there', () => {
    assert.equal(
      change('{"StringEquals": {"a:b": "x*"}, "stringLike": {"a:c": "y"}}', 'a:b', 'StringLike'),
      '{"stringLike": {"a:c": "y", "a:b": "x*"}}',
    );
    assert.equal(
      change('{"StringLike": {"a:c": "y"}, "StringEquals": {"a:d": "z", "a:b": "x*"}}', 'a:b', 'StringLike'),
      '{"StringLike": {"a:c": "y", "a:b": "x*"}, "StringEquals": {"a:d": "z"}}',
    );
    assert.equal(
      change('{"StringLike": {"a:c": "y"}, "StringEquals": {"a:b": "x*"}}', 'a:b', 'StringLike'),
      '{"StringLike": {"a:c": "y", "a:b": "x*"}}',
    );
  });

  it('keeps lines', () => {
    assert.equal(
      change('{\n  "StringEquals": {\n    "a:c": 1,\n    "a:b": "x*"\n  }\n}', 'a:b', 'StringLike'),
      '{\n  "StringEquals": {\n    "a:c": 1\n  },\n  "StringLike": {"a:b": "x*"}\n}',
    );
  });

  it('does not merge two tests of one key', () => {
    assert.equal(
      change('{"StringEquals": {"a:b": "x*"}, "StringLike": {"A:B": "y"}}', 'a:b', 'StringLike'),
      undefined,
    );
  });
});
