import type { StatementTree } from '../../syntax/policyTree';
import { conditionTests, holdsFor, type KnownTest } from '../conditionTests';
import { isDeny } from '../elements';
import { oncePer } from '../once';
import { affectedActions } from './keyPresence';

/** A test on a tag of the vault. */
export interface TagTest extends KnownTest {
  /** The tag's key as Glacier compares it: without capitals. */
  readonly tag: string;
}

/** The tests of a statement on tags of the vault, as Glacier carries them: `glacier:ResourceTag/LegalHold`. */
export const tagTests = oncePer((statement: StatementTree): readonly TagTest[] =>
  conditionTests(statement).flatMap((test): TagTest[] => {
    const { keyUse } = test;
    if (keyUse?.key.name !== 'glacier:ResourceTag' || !keyUse.tagKey) return [];
    return [{ ...test, tag: keyUse.tagKey.toLowerCase() }];
  }),
);

/** Whether a statement keeps archives as long as a tag of the vault says so. */
export function isHold(statement: StatementTree): boolean {
  return (
    isDeny(statement) &&
    tagTests(statement).length > 0 &&
    affectedActions(statement).some(({ name }) => name === 'DeleteArchive')
  );
}

/** A value of a tag; undefined where the tag is missing. */
export type TagValue = string | undefined;

export function holdsForTag(test: TagTest, value: TagValue): boolean {
  return holdsFor(test, value === undefined ? undefined : [value]);
}

const mostValues = 10;

/** Values of one tag for which all tests on it hold, of those that the tests name, another one, and none. */
export function valuesThatHold(tests: readonly TagTest[]): readonly TagValue[] {
  const named = tests.flatMap(({ values }) => values.map(({ text }) => text));
  const tried = named.slice(0, mostValues).map((text) => text.replaceAll('*', '').replaceAll('?', 'x'));
  return [...new Set<TagValue>([...tried, 'another value', undefined])].filter((value) =>
    tests.every((test) => holdsForTag(test, value)),
  );
}
