export { complement, everyAge, hasAge, isEveryAge, isWithin, type AgeInterval, type AgeSet } from './ageSet';
export { statementsInWords, type Band, type Outcome } from './bands';
export { callersInWords, type Ending, type Quote } from './callersInWords';
export type { Caller, CallerKind, Callers, CallerSet } from './callers';
export { partOf, type Certainty, type Part } from './coverage';
export {
  effectOf,
  type Cell,
  type Effect,
  type EffectOptions,
  type FirstDeletableDay,
  type Question,
  type Verdict,
} from './effectOf';
export { effectTable, type EffectRow, type EffectTable } from './effectTable';
export { actionNames, actionSet, everyAction, type ActionSet, type Reach } from './reach';
export type { Facet, State, States, StateSet } from './states';
export { restrictionsOf, type Restriction } from './restrictions';
export { statesInSentence, statesInWords } from './statesInWords';
export {
  ownerRights,
  summaryOf,
  type DeletableFrom,
  type EffectSummary,
  type IdleAllow,
  type NotCovered,
  type OwnerAnswer,
  type OwnerRight,
  type PermanentAllow,
} from './summaryOf';
