import { nearest } from '../vocabulary/nearest';
import type { Severity } from './diagnostic';
import { ruleCodes, type RuleCode } from './rules';

/** How loudly a rule speaks, or that it is silent. */
export type ChosenSeverity = Severity | 'off';

/** What a person set for the rules, and what of it cannot be meant. */
export interface RuleSettings {
  readonly severities: Readonly<Partial<Record<RuleCode, ChosenSeverity>>>;
  /** One plain sentence or two for each entry that has no effect. */
  readonly problems: readonly string[];
}

const chosenSeverities: readonly string[] = [
  'error',
  'warning',
  'information',
  'hint',
  'off',
] satisfies readonly ChosenSeverity[];

/** Nobody reads more complaints about one setting. */
const mostProblems = 10;

/** Reads a setting `{ "<rule>": "<severity>" }` of whatever shape. An entry that cannot be meant changes nothing. */
export function readRuleSettings(value: unknown): RuleSettings {
  if (value === undefined || value === null) return { severities: {}, problems: [] };
  if (typeof value !== 'object' || Array.isArray(value))
    return { severities: {}, problems: ['It is no object of rules and severities, so it has no effect.'] };
  const severities: Partial<Record<RuleCode, ChosenSeverity>> = {};
  const problems: string[] = [];
  for (const [code, severity] of Object.entries(value)) {
    if (!isRuleCode(code)) problems.push(`It names "${code}", which is no rule.${suggest(code)}`);
    else if (isChosenSeverity(severity)) severities[code] = severity;
    else problems.push(unknownSeverity(code, severity));
  }
  return { severities, problems: problems.slice(0, mostProblems) };
}

function isRuleCode(code: string): code is RuleCode {
  return (ruleCodes as readonly string[]).includes(code);
}

function isChosenSeverity(severity: unknown): severity is ChosenSeverity {
  return typeof severity === 'string' && chosenSeverities.includes(severity);
}

function unknownSeverity(code: string, severity: unknown): string {
  const known = `${chosenSeverities.slice(0, -1).join(', ')} or off`;
  return `It sets "${code}" to ${JSON.stringify(severity)}, which is not ${known}.`;
}

function suggest(code: string): string {
  const meant = nearest(code, ruleCodes);
  return meant === undefined ? '' : ` Did you mean "${meant}"?`;
}
