import { conditionsRules } from './catalogue/conditions';
import { effectRules } from './catalogue/effect';
import { envelopeRules } from './catalogue/envelope';
import { protectionRules } from './catalogue/protection';
import { principalsRules } from './catalogue/principals';
import { resourcesRules } from './catalogue/resources';
import { structureRules } from './catalogue/structure';
import { variablesRules } from './catalogue/variables';
import { vocabularyRules } from './catalogue/vocabulary';
import type { Rule } from './rule';

const table = {
  ...structureRules,
  ...envelopeRules,
  ...vocabularyRules,
  ...principalsRules,
  ...resourcesRules,
  ...conditionsRules,
  ...protectionRules,
  ...variablesRules,
  ...effectRules,
} as const satisfies Readonly<Record<string, Rule>>;

/** The stable name of a rule: `code` of its diagnostics, key of the settings, name of its page in `media/rules`. */
export type RuleCode = keyof typeof table;

interface NamedRule extends Rule {
  readonly yieldsTo?: readonly RuleCode[];
}

/** All rules, in the order in which they are documented. */
export const rules: Readonly<Record<RuleCode, NamedRule>> = table;

export const ruleCodes = Object.keys(table) as readonly RuleCode[];
