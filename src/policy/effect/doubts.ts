import { subjectOf } from '../explain/conditionInWords';
import type { CallerSet } from './callers';
import type { Effect } from './effectOf';
import type { Reach } from './reach';

/** Why it is not certain whether a statement applies, in words that a statement's number can follow. */
export interface Doubts {
  /** In all states; undefined where it is certain in all. */
  always(reach: Reach, hasAge: boolean): string | undefined;
  /** In states of which a value stands for others too. */
  inSomeStates(reach: Reach): string;
}

/** The keys on whose values it depends whether a statement reaches all for whom a caller stands. */
export function openCallerKeys({ openCallers }: Reach, bit: CallerSet): readonly string[] {
  return openCallers.flatMap(({ key, callers }) => (callers & bit ? [key] : []));
}

/** More keys than these are not for one sentence. */
const mostKeys = 3;

/** @param place of the caller in the list. */
export function doubtsOf({ callers }: Effect, place: number): Doubts {
  const bit = 1 << place;
  const service = callers.list[place]?.kind === 'service';
  return {
    always: (reach, hasAge) => {
      const openTo = openCallerKeys(reach, bit);
      if (openTo.length > 0) return dependsOn(openTo);
      if (reach.callersLeftOut & bit)
        return 'depends on who asks, as the policy names more principals than are told apart here';
      if (!(reach.callers & bit))
        return service
          ? 'AWS does not document what requests of a service say of it'
          : 'AWS does not document whether NotPrincipal spares them';
      if (reach.covers === 'perhaps') return 'depends on the variable in Resource';
      if (hasAge && reach.ages === undefined) return 'depends on how AWS compares the age of the archive';
      return reach.depends ? dependsOn(reach.openKeys) : undefined;
    },
    inSomeStates: ({ openKeys }) =>
      openKeys.length > 0 ? dependsOn(openKeys) : 'too many situations are told apart to say',
  };
}

function dependsOn(keys: readonly string[]): string {
  const subjects = [...new Set(keys.map(subjectOf))];
  if (subjects.length > mostKeys) return `depends on ${subjects.length} values of the request`;
  const last = subjects.at(-1) ?? '';
  return `depends on ${subjects.length < 2 ? last : `${subjects.slice(0, -1).join(', ')} and ${last}`}`;
}
