import type { PolicyDocument } from '../document';
import { statementsInWords, type Outcome, type Quote } from '../effect';
import { inSeries } from '../inSeries';
import { vaultPolicyActions } from '../vocabulary/actions';
import { withThousands } from '../withThousands';
import {
  effectDifference,
  type DifferenceOptions,
  type EffectChange,
  type EffectDifference,
  type Side,
} from './effectDifference';

/** More actions than these are counted. */
const mostActions = 4;

/**
 * A change in one line: `DeleteArchive at ages 365 to 729 days, everyone, root included: was left to other policies,
 * becomes denied (statement 1)`.
 */
export function changeInWords(change: EffectChange, difference: EffectDifference): string {
  return `${requestsInWords(change, difference)}: ${wasInWords(change)}, ${becomesInWords(change)}`;
}

/**
 * What another policy changes on a vault, a line each. Where there was no policy before, a line says what it becomes
 * and not what it was.
 */
export function changesInBrief(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
  options: DifferenceOptions,
): readonly string[] {
  const difference = effectDifference(before, after, options);
  const lines = difference.changes.map((change) =>
    before === undefined
      ? `${requestsInWords(change, difference)}: ${becomesInWords(change)}`
      : changeInWords(change, difference),
  );
  return [...lines, ...difference.limits];
}

/** Which requests change: actions, ages, callers and situation. */
export function requestsInWords(
  change: EffectChange,
  difference: EffectDifference,
  quote: Quote = (text) => text,
): string {
  const who = lowerFirst(difference.callersInWords(change.callers, quote));
  const when = difference.statesInWords(change.states, quote);
  return `${actionsInWords(change.actions)}${agesOf(change)}, ${who}${
    when === '' ? '' : ` (${when.replace(/^(?:Tag|In) /, (word) => word.toLowerCase())})`
  }`;
}

const outcomes: Readonly<Record<Outcome, readonly [was: string, becomes: string]>> = {
  denied: ['was denied', 'becomes denied'],
  allowed: ['was allowed', 'becomes allowed'],
  open: ['was left to other policies', 'is left to other policies'],
  depends: ['depended on the request', 'depends on the request'],
};

/** What the policy before says, with its own statement numbers. */
export function wasInWords({ was, becomes }: EffectChange): string {
  if (was.outcome === 'depends' && becomes.outcome === 'depends') return 'depended on other conditions';
  return outcomes[was.outcome][0] + ofStatements(was);
}

/** What the policy after says, with its own statement numbers. */
export function becomesInWords({ becomes }: EffectChange): string {
  const { outcome, why } = becomes;
  if (why === undefined) return outcomes[outcome][1] + ofStatements(becomes);
  return why.startsWith('depends on ') ? why : `is not certain: ${why}`;
}

/** `(statement 1)`, or nothing where no statement says anything, or where what it depends on names them. */
function ofStatements({ statements, why }: Side): string {
  return statements.length === 0 || why !== undefined ? '' : ` (${statementsInWords(statements)})`;
}

function actionsInWords(actions: readonly string[]): string {
  if (actions.length === vaultPolicyActions.length) return 'Every action';
  const missing = vaultPolicyActions.filter(({ name }) => !actions.includes(name));
  if (missing.length <= 2) return `Every action but ${inSeries(missing.map(({ name }) => name))}`;
  if (actions.length <= mostActions) return inSeries(actions);
  return `${actions.slice(0, mostActions - 1).join(', ')} and ${actions.length - mostActions + 1} more actions`;
}

function agesOf({ hasAge, from, to }: EffectChange): string {
  if (!hasAge) return '';
  if (to === Infinity) return from === 0 ? ' at every age' : ` from ${days(from)} on`;
  return from === to ? ` at the age of ${days(from)}` : ` at ages ${withThousands(from)} to ${days(to)}`;
}

function days(count: number): string {
  return count === 1 ? '1 day' : `${withThousands(count)} days`;
}

function lowerFirst(text: string): string {
  return text.replace(
    /^(?:Everyone|Everybody|Other|Services|Anonymous|The|Users|Roles|Account)\b/,
    (word) => word.charAt(0).toLowerCase() + word.slice(1),
  );
}
