export type { AuthorizationRequest } from './authorizationRequest';
export type { ConditionTrace, ValueTrace } from './condition';
export { evaluate, judge, type Decision, type Judgement } from './evaluate';
export { readRequest, type RequestReading } from './readRequest';
export { reasonsOf, type Reason } from './reasons';
export type { StatementTrace } from './statement';
