import {
  callersInWords,
  statesInSentence,
  type Caller,
  type Effect,
  type Ending,
  type State,
} from '../effect';
import { named, type Marked } from './marked';

/** Who is meant, within a sentence: `everyone, root included`. */
export function callersInSentence(
  callers: readonly Caller[],
  effect: Effect,
  ending: Ending = 'end',
): Marked {
  return callersInWords(callers, effect, named, ending).replace(
    /^(?:Everyone|Everybody|Other|Services|Anonymous|The|Users|Roles|Account)\b/,
    (word) => word.toLowerCase(),
  );
}

/** The same at its beginning: the sentence goes on. */
export function callersAtStart(callers: readonly Caller[], effect: Effect): Marked {
  return callersInWords(callers, effect, named, 'go on');
}

/** `, if the tag LegalHold is true`, with the comma before it; empty where it makes no difference. */
export function situationAfter(states: readonly State[], effect: Effect): Marked {
  const situation = statesInSentence(states, effect, named);
  return situation === '' ? '' : `, ${situation}`;
}

export function isEverybody(callers: readonly Caller[], effect: Effect): boolean {
  return callers.length === effect.callers.list.length;
}
