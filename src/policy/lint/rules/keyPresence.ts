import type { StatementTree } from '../../syntax/policyTree';
import type { Action } from '../../vocabulary/actions';
import type { KeyUse } from '../../vocabulary/conditionKeys';
import { conditionTests, holdsWhenAbsent, type KnownTest } from '../conditionTests';
import { oncePer } from '../once';
import { reachedActions } from './reach';

/** Whether some request for an action carries a key. What else it depends on (who asks, from where) does not count. */
export function canCarry({ age, tag }: Action, { key }: KeyUse): boolean {
  if (key.presence === 'never for Glacier') return false;
  if (key.presence === 'DeleteArchive and InitiateJob only') return age;
  return tag || key.presence !== 'tagged vaults, for some actions';
}

/** Whether it depends on the action that is asked for whether a request carries a key. */
export function dependsOnAction({ key }: KeyUse): boolean {
  return (
    key.presence === 'never for Glacier' ||
    key.presence === 'DeleteArchive and InitiateJob only' ||
    key.presence === 'tagged vaults, for some actions'
  );
}

/** The tests that keep a statement from applying to some actions, because requests for them lack the key. */
export const demandingTests = oncePer((statement: StatementTree): readonly DemandingTest[] =>
  conditionTests(statement).flatMap((test): DemandingTest[] => {
    const { keyUse } = test;
    return keyUse && dependsOnAction(keyUse) && !holdsWhenAbsent(test) ? [{ ...test, keyUse }] : [];
  }),
);

export interface DemandingTest extends KnownTest {
  readonly keyUse: KeyUse;
}

/** The actions for which a statement can apply: those it reaches and whose requests can carry what its tests demand. */
export const affectedActions = oncePer((statement: StatementTree): readonly Action[] => {
  const demanded = demandingTests(statement).map(({ keyUse }) => keyUse);
  return reachedActions(statement).filter((action) => demanded.every((use) => canCarry(action, use)));
});

/** What most depends on: named before the others where not all are. */
const weighty = ['DeleteArchive', 'DeleteVault', 'InitiateJob', 'GetJobOutput', 'UploadArchive'];

/** `DeleteVault`, `DeleteVault and ListJobs`, `DeleteVault, ListJobs, ListParts and 4 more`. */
export function namesOf(actions: readonly Action[]): string {
  const [first, others] = [true, false].map((wanted) =>
    actions.filter(({ name }) => weighty.includes(name) === wanted),
  );
  const ordered = actions.length > 3 ? [...(first ?? []), ...(others ?? [])] : actions;
  const shown = ordered.slice(0, 3).map(({ name }) => name);
  const rest = actions.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  const last = shown.pop() ?? '';
  return shown.length > 0 ? `${shown.join(', ')} and ${last}` : last;
}
