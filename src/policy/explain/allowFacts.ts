import { isEveryAge, type Effect, type EffectSummary, type IdleAllow, type PermanentAllow } from '../effect';
import { actionsInSeries } from './actionsInSeries';
import { archivesInWords } from './agesInWords';
import { callersInSentence, situationAfter } from './callersInSentence';
import type { Fact } from './fact';
import { strong, type Marked } from './marked';

/** What a policy allows, and can never take back. */
export function allowFacts({ allows, table: { effect } }: EffectSummary): readonly Fact[] {
  return allows.map((one): Fact => {
    const { statement, certain } = one;
    const common = { kind: 'permanent-allow', certain, statements: [statement] } as const;
    if (!('actions' in one))
      return { ...common, text: idleInWords(one), actions: [], callers: [], states: [], ages: [] };
    const { actions, callers, states, ages } = one;
    return { ...common, text: allowInWords(one, effect), actions, callers, states, ages };
  });
}

function allowInWords(
  { statement, actions, callers, states, ages, certain }: PermanentAllow,
  effect: Effect,
): Marked {
  const which = isEveryAge(ages) ? '' : `, of archives ${archivesInWords(ages)}`;
  const when = situationAfter(states, effect);
  return `Statement ${statement + 1} allows ${actionsInSeries(actions)} to ${callersInSentence(callers, effect)}${which}${when}${certain ? '' : ', where the request fits its conditions'}, and can ${strong('never be taken back')}.`;
}

function idleInWords({ statement, certain }: IdleAllow): Marked {
  const number = `Statement ${statement + 1}`;
  return certain
    ? `${number} allows nothing more on this vault: what it allows is denied, allowed by another statement, or about something else.`
    : `${number} allows nothing that can be shown here. If there is anybody else to whom it allows something, that can ${strong('never be taken back')}.`;
}
