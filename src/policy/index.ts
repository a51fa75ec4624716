export { applyEdits, type TextEdit, type TextRange } from './text';
export type { Diagnostic, Fix, Severity } from './lint/diagnostic';
export type {
  ConditionTest,
  ElementList,
  PolicyDocument,
  PrincipalElement,
  PrincipalEntry,
  Statement,
} from './document';
export { parsePolicy, type Envelope, type ParsedPolicy } from './syntax/parsedPolicy';
export type { PolicySpan } from './syntax/place';
export type { SyntaxProblem } from './syntax/syntaxProblem';
export type {
  ArrayNode,
  BooleanNode,
  JsonNode,
  Member,
  NullNode,
  NumberNode,
  ObjectNode,
  StringNode,
} from './syntax/jsonNode';
export type { ConditionTestTree, PolicyTree, StatementTree } from './syntax/policyTree';
export { pathAt, type PathStep } from './syntax/nodeAt';
export { couldBecomePolicy } from './syntax/couldBecomePolicy';
export { looksLikePolicy } from './syntax/looksLikePolicy';
export { readPolicyDocument, type PolicyReading } from './syntax/readPolicyDocument';
export { formatVaultArn, isVaultName, parseVaultArn, vaultArnsOf, type VaultArn } from './syntax/vaultArn';
export {
  actionPrefix,
  actions,
  expandAction,
  findAction,
  vaultPolicyActions,
  type AccessLevel,
  type Action,
  type OutsideVaultPolicy,
} from './vocabulary/actions';
export {
  conditionKeys,
  glacierKeys,
  globalKeys,
  isAgeKey,
  readConditionKey,
  type ConditionKey,
  type KeyUse,
  type Presence,
  type ValueType,
} from './vocabulary/conditionKeys';
export {
  describeOperator,
  holdsWhenAbsent,
  operators,
  readOperator,
  type Operator,
  type OperatorFamily,
  type OperatorUse,
  type ValueKind,
} from './vocabulary/operators';
export { findRegion, partitions, regions, type Partition, type Region } from './vocabulary/regions';
export { matchesWildcard } from './wildcard';
export { nearest } from './vocabulary/nearest';
export { coversVault } from './coversVault';
export { complete } from './completion/complete';
export type { CompletionItem, CompletionKind, CompletionKnowledge } from './completion/completionItem';
export { prettyPolicy } from './pretty';
export { effectInBrief } from './explain/effectInBrief';
export { explainPolicy } from './explain/explainPolicy';
export { deletionWithTags, type DeletionWithTags } from './explain/deletionWithTags';
export { deletionByStatement, type DeletionRow, type StatementDeletion } from './explain/deletionByStatement';
export { explanationOf, type ExplainOptions } from './explain/explanationOf';
export type { Block, Explanation, FindingLine, Section } from './explain/explanation';
export { dayInJson, daysInJson, whoInJson } from './explain/inJson';
export { linesInWords } from './explain/linesInWords';
export type { Fact, FactKind } from './explain/fact';
export { plainText, spansOf, type Marked, type Span } from './explain/marked';
export { statementInWords } from './explain/statementInWords';
export { fillTemplate, isTemplate } from './template/fillTemplate';
export { retentionInBrief, retentionOf, type Retention } from './retention/retentionOf';
export { retentionHints, type InlineHint } from './hints/retentionHints';
export { hoverAt } from './hover/hoverAt';
export type { HoverOptions, PolicyHover } from './hover/hoverText';
export { composedText, composePolicy, type ComposedPolicy, type PolicyWishes } from './compose/composePolicy';
export { keepVaultStatement } from './compose/keepVaultStatement';
export { isTagKey, legalHoldStatements, released, type HoldKeeper } from './compose/legalHoldStatements';
export { retentionYears, type RetentionPeriod } from './compose/retentionYears';
export { retentionStatement } from './compose/retentionStatement';
export type { ComposedStatement } from './compose/statement';
export {
  evaluate,
  judge,
  readRequest,
  reasonsOf,
  type AuthorizationRequest,
  type ConditionTrace,
  type Decision,
  type Judgement,
  type Reason,
  type RequestReading,
  type StatementTrace,
  type ValueTrace,
} from './evaluate';
export {
  actionNames,
  actionSet,
  callersInWords,
  complement,
  effectOf,
  effectTable,
  everyAge,
  hasAge,
  isEveryAge,
  statementsInWords,
  statesInWords,
  type ActionSet,
  type AgeInterval,
  type AgeSet,
  type Band,
  type Caller,
  type CallerKind,
  type Callers,
  type CallerSet,
  type Cell,
  type Certainty,
  type Effect,
  type EffectOptions,
  type EffectRow,
  type EffectTable,
  type Facet,
  type FirstDeletableDay,
  type Outcome,
  type Question,
  type Quote,
  type Reach,
  type State,
  type States,
  type StateSet,
  type Verdict,
} from './effect';
export {
  effectPicture,
  type EffectPicture,
  type PictureBand,
  type PictureGroup,
  type PictureRow,
} from './picture/effectPicture';
export { answerWhatIf, type WhatIf, type WhatIfAnswer, type WhatIfCondition } from './picture/whatIf';
export { fixAll } from './lint/fixAll';
export { lint, type LintOptions } from './lint/lint';
export type { Rule } from './lint/rule';
export { ruleCodes, rules, type RuleCode } from './lint/rules';
export { readRuleSettings, type ChosenSeverity, type RuleSettings } from './lint/ruleSettings';
export type { Impossible, Move, Refactoring, RefactoringEdit, RefactoringKind } from './refactor/refactoring';
export { moveToAccessPolicy, refactorings } from './refactor/refactorings';
export {
  agreementOf,
  canonicalForm,
  canonicalText,
  changeInWords,
  changesInBrief,
  effectDifference,
  explainDifference,
  sameMeaning,
  type Agreement,
  type ComparedPolicy,
  type DifferenceOptions,
  type EffectChange,
  type EffectDifference,
} from './meaning';
export { addToAccessPolicy, newAccessPolicy } from './refactor/moveStatement';
export {
  callerWords,
  deviationInWords,
  explainCase,
  expectations,
  parsePolicyTests,
  pinPolicy,
  policyPathsFor,
  runPolicyTests,
  runTestFilesOn,
  statementNames,
  testFileEnding,
  testFileNameFor,
  wordsOfPolicy,
  type CaseResult,
  type Deviation,
  type Expectation,
  type Outcome as TestOutcome,
  type PolicyTestCase,
  type PolicyTests,
  type TestFileProblem,
  type TestFileProblemCode,
  type TestFileResult,
  type TestFileText,
  type TestReport,
} from './tests';
