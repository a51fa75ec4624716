import type { Server } from 'node:http';
import { answerRequest, type Answer } from './answerRequest';
import { ConditionsKeeper, type Conditions } from './conditions';
import { GlacierFault } from './glacierFault';
import { Doorway } from './http/doorway';
import { createHttpServer } from './http/httpServer';
import { faultReply } from './http/reply';
import { LocalGlacierError } from './localGlacierError';
import type { GlacierState, Seed } from './model';
import { requestName } from './requestName';
import { seededState } from './seed/seededState';
import { lockStateFile, StateFile } from './state/stateFile';
import type { StateLock } from './state/stateLock';
import { StateStore } from './state/stateStore';
import { TimeKeeper } from './state/timeKeeper';

/** AWS's own documentation account. */
export const defaultAccount = '111122223333';

/** Only this machine can reach it. */
const host = '127.0.0.1';

/** How long requests that are under way may take to end when the local Glacier closes. Milliseconds. */
const closingGrace = 1_000;

export interface LocalGlacierOptions {
  /** 0 or none picks a free one. */
  readonly port?: number;
  /** Keeps the state over restarts. Without it, the state ends with the local Glacier. */
  readonly stateFile?: string;
  /** What there is at first and after a reset; `empty` unless said. A state that was kept goes before it. */
  readonly seed?: Seed;
  /** 12 digits; unless said, the account of the state that was kept, or 111122223333. */
  readonly account?: string;
  /** The system's clock, epoch milliseconds; Date.now unless said. */
  readonly systemTime?: () => number;
  /** What stands in the way of requests, asked at each of them; nothing unless said. */
  readonly conditions?: () => Conditions;
  /** Gets a line for each request and for each problem. */
  readonly log?: (line: string) => void;
  /** Gets problems only: a state that cannot be written, a defect. */
  readonly report?: (problem: string) => void;
}

/** A Glacier on 127.0.0.1 that answers. */
export interface LocalGlacier {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly port: number;
  /** Ends it: what was begun is finished, then nothing listens any more. */
  close(): Promise<void>;
}

/**
 * Starts a Glacier on this machine. Resolves once it accepts connections; rejects with a LocalGlacierError. A state
 * file that cannot be used is left as it is.
 */
export async function startLocalGlacier(options: LocalGlacierOptions = {}): Promise<LocalGlacier> {
  checkOptions(options);
  const time = new TimeKeeper(options.systemTime ?? Date.now);
  const { log = () => undefined, report = () => undefined } = options;
  let store: StateStore | undefined;
  let lock: StateLock | undefined;
  const doorway = new Doorway();
  const conditions = new ConditionsKeeper(options.conditions ?? (() => ({})));
  const desk = {
    now: (state: GlacierState) => time.now() + state.clockAhead,
    seeded: ({ account, seed }: GlacierState) => {
      time.startAgain();
      return seededState(account, options.seed ?? seed, time.now());
    },
  };
  const server = createHttpServer({
    answer: async (request) => {
      if (doorway.isShut()) return ending;
      const answer = await doorway.pass(async () => {
        const opened = await ready;
        if (time.isDue(opened.current)) await keepTime(opened, report);
        return await answerRequest(request, { store: opened, desk, conditions });
      });
      return doorway.isShut() ? { ...answer, connection: 'close' } : answer;
    },
    nameOf: ({ method = '', url = '' }) => requestName(method, url),
    now: () => time.now() + (store?.current.clockAhead ?? 0),
    log,
    report,
  });
  const listening = listen(server, options.port ?? 0);
  // The port comes first: of two that share a state file and a port, only the one that has the port may touch the file.
  const ready = listening.then(async (port) => {
    if (options.stateFile !== undefined) lock = await lockStateFile(options.stateFile, port);
    return await openStore(options, time);
  });
  try {
    store = await ready;
    const port = await listening;
    const running = store;
    return {
      url: `http://${host}:${port}`,
      port,
      close: () => close({ server, doorway, store: running, lock, report }),
    };
  } catch (error) {
    await lock?.release();
    server.close();
    server.closeAllConnections();
    throw error;
  }
}

function checkOptions({ account, port = 0 }: LocalGlacierOptions): void {
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    throw new LocalGlacierError(
      'invalidOption',
      `The account "${account}" is not 12 digits.`,
      'Write the account without hyphens.',
    );
  }
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new LocalGlacierError(
      'invalidOption',
      `The port ${port} is not a whole number from 0 to 65535.`,
      'Leave it out to have a free one picked.',
    );
  }
}

async function openStore(options: LocalGlacierOptions, time: TimeKeeper): Promise<StateStore> {
  const fresh = () => seededState(options.account ?? defaultAccount, options.seed ?? 'empty', time.now());
  if (options.stateFile === undefined) return new StateStore(fresh(), undefined);
  const { stateFile, state, timeSeen } = await StateFile.open(options.stateFile);
  const durable = time.keepingIn(stateFile);
  if (state) {
    refuseOtherAccount(state, options);
    if (timeSeen !== undefined) time.goOnFrom(timeSeen);
    return new StateStore(state, durable);
  }
  const first = fresh();
  await durable.write(first);
  return new StateStore(first, durable);
}

/** A time that cannot be kept is no reason to refuse an answer. */
async function keepTime(store: StateStore, report: (problem: string) => void): Promise<void> {
  try {
    await store.writeAgain();
  } catch (error) {
    report(error instanceof Error ? error.message : String(error));
  }
}

function refuseOtherAccount(state: GlacierState, { account, stateFile = '' }: LocalGlacierOptions): void {
  if (account === undefined || account === state.account) return;
  throw new LocalGlacierError(
    'stateOfAnotherAccount',
    `The state file ${stateFile} is of the account ${state.account}, not of ${account}.`,
    'Name another file, or leave the account out.',
  );
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => reject(notListening(port, error));
    server.once('error', refuse);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', refuse);
      resolve();
    });
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

function notListening(port: number, error: NodeJS.ErrnoException): LocalGlacierError {
  return error.code === 'EADDRINUSE'
    ? new LocalGlacierError(
        'portTaken',
        `Another program listens on port ${port} of ${host}.`,
        'Choose another port, or none to have a free one picked.',
        error,
      )
    : new LocalGlacierError(
        'cannotListen',
        `The local Glacier cannot listen on port ${port} of ${host}: ${error.message}.`,
        'Choose another port, or none to have a free one picked.',
        error,
      );
}

/** The answer to whoever comes while the local Glacier ends. */
const ending: Answer = {
  reply: faultReply(new GlacierFault('ServiceUnavailableException', 'The local Glacier is ending.')),
  connection: 'close',
};

/**
 * The port is kept until everything is on disk: whoever has it next reads the state file, and must find all of it.
 */
async function close({
  server,
  doorway,
  store,
  lock,
  report,
}: {
  readonly server: Server;
  readonly doorway: Doorway;
  readonly store: StateStore;
  readonly lock: StateLock | undefined;
  readonly report: (problem: string) => void;
}): Promise<void> {
  const grace = setTimeout(() => server.closeAllConnections(), closingGrace);
  await doorway.shutAndEmpty();
  await store.settled();
  await keepTime(store, report);
  // Before the port: a lock whose port is silent counts as left behind, and so does one that cannot be removed.
  await lock?.release().catch((error: unknown) => report(String(error)));
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await closed;
  clearTimeout(grace);
}
