import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readPolicyDocument, type PolicyDocument } from '../../../../src/policy';
import { effectPicture, type EffectPicture } from '../../../../src/policy/picture/effectPicture';

const vault = 'arn:aws:glacier:us-west-2:123456789012:vaults/examplevault';
const fixtures = path.resolve(__dirname, '../../../fixtures');

export function documentOf(text: string): PolicyDocument {
  const reading = readPolicyDocument(text);
  assert.ok(reading.ok, reading.ok ? '' : reading.problem);
  return reading.document;
}

/** A policy on one vault with these statements; what a statement leaves out is a Deny of deletion to everyone. */
export function policyOf(...statements: readonly Readonly<Record<string, unknown>>[]): PolicyDocument {
  const defaults = { Effect: 'Deny', Principal: '*', Action: 'glacier:DeleteArchive', Resource: vault };
  return documentOf(
    JSON.stringify({
      Version: '2012-10-17',
      Statement: statements.map((statement) => ({ ...defaults, ...statement })),
    }),
  );
}

export const younger = (days: number): Readonly<Record<string, unknown>> => ({
  Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': String(days) } },
});

export function awsExample(name: string): PolicyDocument {
  return documentOf(readFileSync(path.join(fixtures, 'awsExamples', `${name}.json`), 'utf8'));
}

/** A picture as text: a line for each row, `actions | callers | when | band; band`. */
export function lines({ groups }: EffectPicture): readonly string[] {
  return groups.flatMap(({ title, rows }) =>
    rows.map(({ callers, states, bands }) =>
      [
        title,
        callers,
        ...(states === '' ? [] : [states]),
        bands
          .map(
            ({ word, ages, statements }) =>
              `${word} ${ages}${statements.length === 0 ? '' : ` by ${statements.map((index) => index + 1).join()}`}`,
          )
          .join('; '),
      ].join(' | '),
    ),
  );
}

export const draw = (document: PolicyDocument): EffectPicture => effectPicture(document);
