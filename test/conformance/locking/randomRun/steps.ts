/** What happens in a random run, as plain data: a run is repeated, shortened and printed by its steps. */
export type Step =
  | { readonly does: 'operate'; readonly doing: Doing; readonly fault?: StepFault }
  /** Both windows at the same moment, on the same vault. */
  | {
      readonly does: 'both';
      readonly vault: number;
      readonly first: Act;
      readonly second: Act;
      readonly dice: number;
    }
  | { readonly does: 'sleep'; readonly seconds: number }
  /** Somebody on another computer. */
  | { readonly does: 'elsewhere'; readonly vault: number; readonly act: ElsewhereAct }
  /** The window is closed, and another one opened in its place. */
  | { readonly does: 'reopen'; readonly window: 0 | 1 }
  /** Requests that were long on their way arrive. */
  | { readonly does: 'arrive' };

export interface Doing {
  readonly window: 0 | 1;
  readonly vault: number;
  readonly act: Act;
  /** At least 0, less than 1. */
  readonly dice: number;
}

export const acts = [
  /** What makes sense on the vault as it is shown; `dice` chooses. */
  'fitting',
  ...(['initiate', 'complete', 'abort', 'restart', 'replace', 'refresh', 'readLock'] as const),
  ...(['enterRight', 'enterWrong', 'enterGarbage'] as const),
] as const;
export type Act = (typeof acts)[number];

const elsewhereActs = ['initiate', 'abort', 'restart', 'complete', 'deleteVault'] as const;
export type ElsewhereAct = (typeof elsewhereActs)[number];

export const networkFaults = [
  ...(['refused', 'reset', 'reply dropped', 'reset in head', 'reset in body', 'cut short'] as const),
  ...(['log-in page', 'page after', '502 after', 'garbage after', 'no lock ID'] as const),
  ...(['500 before', '500 after', 'throttled', 'expired credentials', 'time too skewed'] as const),
  ...(['wrong Date', 'no Date', 'acts late', 'answers late'] as const),
] as const;
export type NetworkFault = (typeof networkFaults)[number];

export const diskFaults = ['full', 'torn', 'notSynced', 'readOnly'] as const;
export const deathsAtEntries = ['dies before entry', 'dies amid entry', 'dies after entry'] as const;
export const deathsAtRequests = ['dies before request', 'dies after request'] as const;

export type StepFault =
  | {
      readonly on: 'network';
      readonly what: NetworkFault;
      /** Which requests: those that change something, that read, or any. */
      readonly at: 'changes' | 'reads' | 'any';
      /** So many of them go well before. */
      readonly skip: number;
      readonly times: 'once' | 'always';
    }
  | {
      readonly on: 'disk';
      readonly what: (typeof diskFaults)[number];
      /** So many entries are written well before. */
      readonly skip: number;
      readonly times: 'once' | 'always';
    }
  /** The program ends: at an entry of the ledger, or when a request reaches Glacier. */
  | {
      readonly on: 'host';
      readonly what: (typeof deathsAtEntries)[number] | (typeof deathsAtRequests)[number];
      readonly skip: number;
    };

/** Numbers that are random and the same for the same seed: at least 0, less than 1. */
export function randomOf(seed: number): () => number {
  // Mulberry32, by Tommy Ettinger (public domain).
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Weighted<T> = readonly (readonly [weight: number, make: () => T])[];

const actWeights: Readonly<Record<Act, number>> = {
  fitting: 30,
  initiate: 2,
  complete: 2,
  abort: 1,
  restart: 1,
  replace: 1,
  refresh: 1,
  readLock: 1,
  enterRight: 1.5,
  enterWrong: 0.5,
  enterGarbage: 0.2,
};

/** So many steps by this seed, on so many vaults. */
export function randomSteps(seed: number, count: number, vaults: number): readonly Step[] {
  const random = randomOf(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(from: readonly T[]): T => {
    const picked = from[below(from.length)];
    if (picked === undefined) throw new Error('There is nothing to pick from.');
    return picked;
  };
  const weighted = <T>(from: Weighted<T>): T => {
    let left = random() * from.reduce((sum, [weight]) => sum + weight, 0);
    const chosen = from.find(([weight]) => (left -= weight) < 0) ?? from[0];
    if (chosen === undefined) throw new Error('There is nothing to pick from.');
    return chosen[1]();
  };
  const act = () => weighted<Act>(acts.map((each) => [actWeights[each], () => each]));
  const times = () => pick(['once', 'always'] as const);
  const window = () => pick([0, 1] as const);
  const fault = () =>
    weighted<StepFault | undefined>([
      [4, () => undefined],
      [
        6,
        () => ({
          on: 'network',
          what: pick(networkFaults),
          at: pick(['changes', 'changes', 'changes', 'reads', 'any'] as const),
          skip: pick([0, 0, 0, 0, 0, 1, 1, 2, 3]),
          times: times(),
        }),
      ],
      [2, () => ({ on: 'disk', what: pick(diskFaults), skip: below(4), times: times() })],
      [2, () => ({ on: 'host', what: pick(deathsAtEntries), skip: below(4) })],
      [1, () => ({ on: 'host', what: pick(deathsAtRequests), skip: below(5) })],
    ]);
  const operate = (): Step => {
    const doing: Doing = { window: window(), vault: below(vaults), act: act(), dice: random() };
    const struck = fault();
    return { does: 'operate', doing, ...(struck === undefined ? {} : { fault: struck }) };
  };
  const both = (): Step => {
    const first = act();
    const second = random() < 0.6 ? first : act();
    return { does: 'both', vault: below(vaults), first, second, dice: random() };
  };
  const seconds = () =>
    weighted<number>([
      [4, () => below(3_600)],
      [2, () => 82_800 + below(3_600)],
      [2, () => 86_400 + below(36_000)],
    ]);
  return Array.from({ length: count }, () =>
    weighted<Step>([
      [70, operate],
      [8, both],
      [6, () => ({ does: 'sleep', seconds: seconds() })],
      [6, () => ({ does: 'elsewhere', vault: below(vaults), act: pick(elsewhereActs) })],
      [6, () => ({ does: 'reopen', window: window() })],
      [4, () => ({ does: 'arrive' })],
    ]),
  );
}

/** Each world begins anew, by the next seed: what fails is found again without all that was before. */
const stepsInWorld = 200;
/** In each world. */
export const vaultsInWorld = 3;

/** The steps of a run from a seed, world by world. */
export function* stepsOfRun(
  firstSeed: number,
  count: number,
): Generator<{ readonly seed: number; readonly steps: readonly Step[] }> {
  for (let seed = firstSeed, left = count; left > 0; seed += 1, left -= stepsInWorld)
    yield { seed, steps: randomSteps(seed, Math.min(stepsInWorld, left), vaultsInWorld) };
}

/** One line for people. */
export function stepInWords(step: Step): string {
  switch (step.does) {
    case 'operate': {
      const { doing, fault } = step;
      return `window ${String(doing.window)}: ${doing.act} (${doing.dice.toFixed(2)}) vault ${String(doing.vault)}${fault === undefined ? '' : `, ${JSON.stringify(fault)}`}`;
    }
    case 'both':
      return `both windows at once: ${step.first} and ${step.second} vault ${String(step.vault)}`;
    case 'sleep':
      return `${String(step.seconds)} seconds pass`;
    case 'elsewhere':
      return `elsewhere: ${step.act} vault ${String(step.vault)}`;
    case 'reopen':
      return `window ${String(step.window)} is closed and opened again`;
    case 'arrive':
      return 'late requests arrive';
  }
}
