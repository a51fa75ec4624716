import { isEveryAge, statementsInWords, type Effect, type EffectSummary, type Restriction } from '../effect';
import { vaultPolicyActions } from '../vocabulary/actions';
import { actionsInSeries } from './actionsInSeries';
import { archivesInWords } from './agesInWords';
import { callersInSentence, situationAfter } from './callersInSentence';
import type { Fact } from './fact';
import { strong, type Marked } from './marked';

/** What is denied beside deletion of archives: for good and to everyone, then the rest. */
export function denialFacts({ frozen, restricted, table: { effect } }: EffectSummary): readonly Fact[] {
  return [
    ...mergeActions(frozen).map((one) => factOf('frozen', one, effect)),
    ...mergeActions(restricted).map((one) => factOf('restricted', one, effect)),
  ];
}

function factOf(kind: 'frozen' | 'restricted', one: Restriction, effect: Effect): Fact {
  const { actions, callers, states, ages, certain, statements } = one;
  const how =
    kind === 'frozen' ? `${strong('denied always, to everyone')}, root included` : denialInWords(one, effect);
  const text = `${upperFirst(actionsInSeries(actions))}: ${how}${certain ? ` (${statementsInWords(statements)})` : ''}.`;
  return { kind, text, certain, actions, callers, states, ages, statements };
}

/** `denied to other accounts, of archives younger than 366 days, if the tag LegalHold is true` */
export function denialInWords({ callers, states, ages, certain, why }: Restriction, effect: Effect): Marked {
  const isAlways = isEveryAge(ages) && states.length === effect.states.count;
  const denied = certain ? (isAlways ? 'always denied' : 'denied') : 'perhaps denied';
  const which = isEveryAge(ages) ? '' : `, of archives ${archivesInWords(ages)}`;
  const doubt = certain ? '' : `: ${why ?? ''}`;
  return `${denied} to ${callersInSentence(callers, effect)}${which}${situationAfter(states, effect)}${doubt}`;
}

/** Restrictions that differ in nothing but their actions. */
export function mergeActions(restrictions: readonly Restriction[]): readonly Restriction[] {
  const groups = new Map<string, Restriction>();
  for (const one of restrictions) {
    const { callers, states, ages, certain, why, statements } = one;
    const key = JSON.stringify([
      callers.map(({ principal }) => principal),
      states,
      ages,
      certain,
      why,
      statements,
    ]);
    const before = groups.get(key);
    groups.set(key, before ? { ...one, actions: inOrder([...before.actions, ...one.actions]) } : one);
  }
  return [...groups.values()];
}

function inOrder(names: readonly string[]): readonly string[] {
  return vaultPolicyActions.map(({ name }) => name).filter((name) => names.includes(name));
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
