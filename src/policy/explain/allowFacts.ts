import { isEveryAge, type Effect, type EffectSummary, type PermanentAllow } from '../effect';
import { actionsInSeries } from './actionsInSeries';
import { archivesInWords } from './agesInWords';
import { callersInSentence, situationAfter } from './callersInSentence';
import type { Fact } from './fact';
import { strong, type Marked } from './marked';

/** What a policy allows, and can never take back. */
export function allowFacts({ allows, table: { effect } }: EffectSummary): readonly Fact[] {
  return allows.map((one) => ({
    kind: 'permanent-allow',
    text: textOf(one, effect),
    certain: one.certain || one.actions.length === 0,
    actions: one.actions,
    callers: one.callers,
    states: one.states,
    ages: one.ages,
    statements: [one.statement],
  }));
}

function textOf(
  { statement, actions, callers, states, ages, certain }: PermanentAllow,
  effect: Effect,
): Marked {
  const number = `Statement ${statement + 1}`;
  if (actions.length === 0)
    return `${number} allows nothing on this vault: what it allows is denied, or about something else.`;
  const which = isEveryAge(ages) ? '' : `, of archives ${archivesInWords(ages)}`;
  const when = situationAfter(states, effect);
  return `${number} allows ${actionsInSeries(actions)} to ${callersInSentence(callers, effect)}${which}${when}${certain ? '' : ', where the request fits its conditions'}, and can ${strong('never be taken back')}.`;
}
