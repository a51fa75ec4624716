import type { PolicyDocument } from '../document';
import { callersOf, type Caller } from '../effect/callers';
import { effectOf, type Effect } from '../effect';
import { callersInWords, type EffectRow } from '../effect';
import type { State } from '../effect/states';
import { valueInWords } from '../effect/statesInWords';
import {
  judge,
  readRequest,
  reasonsOf,
  type AuthorizationRequest,
  type Decision,
  type Reason,
} from '../evaluate';
import { parseVaultArn } from '../syntax/vaultArn';
import { actionPrefix, vaultPolicyActions } from '../vocabulary/actions';
import { isAgeKey, readConditionKey } from '../vocabulary/conditionKeys';
import { actionGroups, byWeight } from './actionGroups';

/** A request as a person puts it together, field by field. */
export interface WhatIf {
  /** An ARN, an account id, a service principal, or `*`. */
  readonly principal: string;
  /** Without prefix. */
  readonly action: string;
  /** In whole days, as typed; empty for a request without an age. */
  readonly age: string;
  /** Condition keys with their values; a key that comes more than once has several. */
  readonly conditions: readonly WhatIfCondition[];
}

export interface WhatIfCondition {
  readonly key: string;
  readonly value: string;
}

/** What is offered to choose from. */
export interface WhatIfChoices {
  readonly principals: readonly { readonly principal: string; readonly words: string }[];
  readonly actions: readonly {
    readonly purpose: string;
    readonly actions: readonly { readonly name: string; readonly age: boolean }[];
  }[];
  /** The condition keys that the policy tells requests apart by; a choice without a value leaves the key out. */
  readonly keys: readonly {
    readonly key: string;
    /** `Tag LegalHold` */
    readonly words: string;
    readonly values: readonly { readonly value?: string; readonly words: string }[];
  }[];
}

/** Why a statement decides, or does not apply. */
export interface WhatIfReason {
  /** Zero-based. */
  readonly statement: number;
  readonly sid?: string;
  readonly applies: boolean;
  /** `Denies it: …`, to be read after the name of the statement. */
  readonly text: string;
}

/** What the policy says to a request, or what is wrong with the request. */
export type WhatIfAnswer =
  | {
      readonly ok: true;
      readonly decision: Decision['decision'];
      /** `Denied` */
      readonly word: string;
      /** What follows from it, in a sentence. */
      readonly consequence: string;
      readonly reasons: readonly WhatIfReason[];
      /** The request as the command line reads it. */
      readonly request: AuthorizationRequest;
    }
  | { readonly ok: false; readonly problem: string };

const ageKey = 'glacier:ArchiveAgeInDays';

export function whatIfChoices(effect: Effect): WhatIfChoices {
  const { callers, states } = effect;
  return {
    principals: callers.list.map((caller) => ({
      principal: caller.principal,
      words: callersInWords([caller], effect),
    })),
    actions: actionGroups.map(({ purpose, actions }) => ({
      purpose,
      actions: actions.map((name) => ({ name, age: hasAge(name) })),
    })),
    keys: states.facets
      .filter(({ values }) => values.length > 1)
      .map(({ key, kind, values, standIns }) => ({
        key,
        words: kind === 'tag' ? `Tag ${key.slice(key.indexOf('/') + 1)}` : key,
        values: values.map((value) =>
          value === undefined
            ? { words: kind === 'tag' ? 'no such tag' : 'not in the request' }
            : { value, words: choiceInWords(value, standIns.has(value)) },
        ),
      })),
  };
}

function choiceInWords(value: string, isStandIn: boolean): string {
  return isStandIn && /^another value\.*$/.test(value) ? 'another value' : valueInWords(value);
}

/** A request that a row of the table is about, at an age. */
export function whatIfOf(effect: Effect, row: EffectRow, age: number): WhatIf {
  const [action = 'DeleteArchive'] = byWeight(row.actions);
  const caller = row.callers[0] ?? effect.callers.list[0];
  if (caller === undefined) throw new Error('A policy has callers.');
  const state: State = row.states[0] ?? 0;
  const { principal, context } = effect.requestOf({ action, caller, age, state });
  return {
    principal,
    action,
    age: hasAge(action) ? String(age) : '',
    conditions: Object.entries(context).flatMap(([key, value]) =>
      key in caller.context || isAgeKey(key) || typeof value !== 'string' ? [] : [{ key, value }],
    ),
  };
}

/** Answers a request put together by a person, and says why. */
export function answerWhatIf(
  document: PolicyDocument,
  asked: WhatIf,
  options: { readonly vaultArn?: string | undefined } = {},
): WhatIfAnswer {
  const effect = effectOf(document, options);
  const age = asked.age.trim();
  if (hasAge(asked.action) && !/^\d{0,9}$/.test(age))
    return { ok: false, problem: 'The age of an archive is a whole number of days, from 0 on.' };
  const principal = asked.principal.trim();
  const reading = readRequest({
    principal,
    action: actionPrefix + asked.action,
    resource: effect.vaultArn,
    context: {
      ...contextOf(principal, asked.conditions, effect),
      ...(hasAge(asked.action) && age !== '' ? { [ageKey]: String(Number(age)) } : {}),
    },
  });
  if (!reading.ok) return reading;
  const { request } = reading;
  const judgement = judge(document, request);
  const { decision } = judgement;
  return {
    ok: true,
    decision,
    ...verdicts[decision],
    reasons: reasonsOf(document, request, judgement).map((reason) => {
      const said = withoutName(reason);
      return { ...said, text: withStandIn(said.text, principal, effect) };
    }),
    request,
  };
}

/** The statement is named beside the reason, as a way to it. */
function withoutName({ statement, sid, applies, text }: Reason): WhatIfReason {
  const rest = text.replace(/^Statement \d+(?: \("(?:[^"\\]|\\.)*"\))? /, '');
  return {
    statement,
    ...(sid === undefined ? {} : { sid }),
    applies,
    text: rest.charAt(0).toUpperCase() + rest.slice(1),
  };
}

/** Whom somebody made up stands for: no account, person or service has the name. */
function withStandIn(text: string, principal: string, effect: Effect): string {
  const caller = effect.callers.list.find((each) => each.principal === principal);
  if (!caller || caller.named || principal === '*') return text;
  if (caller.kind === 'owner root' && effect.vaultIsKnown) return text;
  const words = callersInWords([caller], effect);
  return text.replaceAll(
    principal,
    () => `${principal} (stands for ${words.charAt(0).toLowerCase()}${words.slice(1)})`,
  );
}

const verdicts: Readonly<
  Record<Decision['decision'], { readonly word: string; readonly consequence: string }>
> = {
  explicitDeny: { word: 'Denied', consequence: 'No other policy can permit it.' },
  allow: {
    word: 'Allowed here',
    consequence: 'Unless another policy denies it; a caller of another account must be allowed there too.',
  },
  implicitDeny: {
    word: 'Left to other policies',
    consequence: 'It takes an Allow in the access policy of the vault or in a policy of the caller.',
  },
};

/** What the caller's request says by itself, and what the person said; where both do, the person is right. */
function contextOf(
  principal: string,
  conditions: readonly WhatIfCondition[],
  effect: Effect,
): AuthorizationRequest['context'] {
  const own = callerOf(principal, effect)?.context ?? {};
  const values = new Map<string, { readonly key: string; readonly values: string[] }>();
  for (const [key, value] of Object.entries(own))
    values.set(key, { key: readConditionKey(key)?.key.name ?? key, values: [value] });
  const said = new Set<string>();
  for (const { key, value } of conditions) {
    const name = key.trim();
    const lower = name.toLowerCase();
    if (lower === '') continue;
    if (said.has(lower)) values.get(lower)?.values.push(value);
    else values.set(lower, { key: name, values: [value] });
    said.add(lower);
  }
  return Object.fromEntries(
    [...values.values()].map(({ key, values: all }) => {
      const [only] = all;
      return [key, all.length === 1 && only !== undefined ? only : all];
    }),
  );
}

/** One of the policy's callers, or somebody else of whom as much is known. */
function callerOf(principal: string, { callers, vaultArn }: Effect): Caller | undefined {
  const known = callers.list.find((caller) => caller.principal === principal);
  const vault = parseVaultArn(vaultArn);
  if (known || !vault) return known;
  const named: PolicyDocument = {
    version: '2012-10-17',
    id: undefined,
    statements: [
      {
        sid: undefined,
        effect: 'Deny',
        principal: { negated: false, entries: [{ type: 'AWS', value: principal }] },
        action: { negated: false, entries: [] },
        resource: { negated: false, entries: [] },
        conditions: [],
      },
    ],
  };
  return callersOf(named, vault.partition, vault.account).list.find((caller) => caller.named);
}

function hasAge(action: string): boolean {
  return vaultPolicyActions.some(({ name, age }) => name === action && age);
}
