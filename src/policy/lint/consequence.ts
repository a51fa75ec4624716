import type { StatementTree } from '../syntax/policyTree';
import { isAllow, isDeny } from './elements';

/** What a statement does to those it applies to. */
export function deed(statement: StatementTree): 'denies' | 'allows' | 'decides' {
  return isDeny(statement) ? 'denies' : isAllow(statement) ? 'allows' : 'decides';
}

/** What follows once locked from a test that no request can meet. */
export function neverApplies(statement: StatementTree): string {
  return `Once locked, this statement ${deed(statement)} nothing, for ever.`;
}

/** What follows once locked from a test that every request meets. */
export function alwaysHolds(statement: StatementTree): string {
  return `Once locked, this statement ${deed(statement)} as if the test were not there, for ever.`;
}
