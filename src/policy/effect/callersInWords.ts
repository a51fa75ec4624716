import { inSeries } from '../inSeries';
import { isAnySession, othersBit, type Caller, type CallerKind } from './callers';
import type { Effect } from './effectOf';

/** How a name of the policy is shown: plain, or as code of a page. */
export type Quote = (text: string) => string;

const plain: Quote = (text) => text;

/** Whether the words end a phrase, or the sentence goes on and closes a remark at their end with a comma. */
export type Ending = 'end' | 'go on';

/** Those of one origin, with the ordinary kinds that stand for all whom the policy does not name. */
interface Origin {
  readonly kinds: readonly CallerKind[];
  /** All of them, and all but some. */
  readonly all: string;
}

const origins: readonly Origin[] = [
  {
    kinds: ['owner root', 'owner user', 'owner role session'],
    all: 'everybody in the account, root included',
  },
  { kinds: ['another account'], all: 'other accounts' },
  { kinds: ['service'], all: 'services of AWS' },
  { kinds: ['anonymous'], all: 'anonymous callers' },
];

const kindsInWords: Readonly<Record<CallerKind, string>> = {
  'owner root': 'the root user',
  'owner user': 'users of the account',
  'owner role session': 'roles of the account',
  'another account': 'other accounts',
  service: 'services of AWS',
  anonymous: 'anonymous callers',
};

/** More exceptions than these are not for one phrase. */
const mostExceptions = 3;

/**
 * Who is in a group: `Everyone, root included`, `Other accounts and anonymous callers`, or those whom the policy names.
 *
 * @param quote How a name of the policy is shown.
 */
export function callersInWords(
  callers: readonly Caller[],
  effect: Effect,
  quote: Quote = plain,
  ending: Ending = 'end',
): string {
  const parts = partsInWords(callers, effect, quote);
  const last = parts.at(-1) ?? '';
  return upperFirst(`${seriesOfParts(parts)}${ending === 'go on' && hasRemark(last) ? ',' : ''}`);
}

function partsInWords(callers: readonly Caller[], effect: Effect, quote: Quote): readonly string[] {
  const { list, all } = effect.callers;
  const group = new Set(callers);
  const missing = list.filter((caller) => !group.has(caller));
  if (missing.length === 0)
    return [all & othersBit ? 'Everyone told apart here, root included' : 'Everyone, root included'];
  if (missing.length <= mostExceptions && missing.every(({ named }) => named))
    return [`Everyone, root included, but not ${namesOf(missing, quote, 'or')}`];
  return origins.flatMap((origin) => ofOrigin(origin, list, group, quote));
}

/** Whether a comma must close what comes after one: `everybody in the account, root included`. */
function hasRemark(part: string): boolean {
  return /, (?:root included|but not|if the policy)\b/.test(part);
}

function seriesOfParts(parts: readonly string[]): string {
  const series = inSeries(parts);
  const [last = '', before = ''] = parts.toReversed();
  return parts.length > 1 && hasRemark(before)
    ? `${series.slice(0, -` and ${last}`.length)}, and ${last}`
    : series;
}

function ofOrigin(
  { kinds, all }: Origin,
  list: readonly Caller[],
  group: ReadonlySet<Caller>,
  quote: Quote,
): readonly string[] {
  const here = list.filter(({ kind }) => kinds.includes(kind));
  const inside = here.filter((caller) => group.has(caller));
  const outside = here.filter((caller) => !group.has(caller));
  const ordinary = inside.filter(({ named }) => !named);
  if (inside.length === 0) return [];
  if (outside.length === 0) return [all];
  // The ordinary one of a kind stands for all but those whom the policy names.
  if (outside.every(({ named }) => named) && outside.length <= mostExceptions)
    return [`${all}, but not ${namesOf(outside, quote, 'or')}`];
  const kindsHere = here.filter(({ named }) => !named).length;
  const others = ordinary.length > 0 && outside.some(({ named }) => named);
  return [
    ...(ordinary.length === kindsHere
      ? [`${all}, if the policy does not name them`]
      : ordinary.map(
          (caller) =>
            `${kindInWords(caller)}${others && caller.kind !== 'owner root' ? ' that the policy does not name' : ''}`,
        )),
    ...inside.filter(({ named }) => named).map((caller) => nameOf(caller, quote)),
  ];
}

function namesOf(callers: readonly Caller[], quote: Quote, conjunction: 'and' | 'or' = 'and'): string {
  return inSeries(
    callers.map((caller) => nameOf(caller, quote)),
    conjunction,
  );
}

function kindInWords({ kind, federated }: Caller): string {
  return federated ? 'federated sessions of the account' : kindsInWords[kind];
}

/** `account 444455556666` for its root user, who stands for it; else the ARN, of a role without the session made up. */
function nameOf(caller: Caller, quote: Quote): string {
  const { named, principal, context, pattern } = caller;
  if (!named) return kindInWords(caller);
  if (pattern !== undefined) return quote(pattern);
  const account = /^arn:[^:]+:iam::(\d{12}):root$/.exec(principal)?.[1];
  if (account !== undefined) return `account ${account}`;
  return quote(isAnySession(caller) ? (context['aws:principalarn'] ?? principal) : principal);
}

/** A sentence begins with a capital, a name as it is written. */
function upperFirst(text: string): string {
  return text.replace(
    /^(?:everybody|other|services|anonymous|the|users|roles|federated|account) /,
    (word) => word.charAt(0).toUpperCase() + word.slice(1),
  );
}
