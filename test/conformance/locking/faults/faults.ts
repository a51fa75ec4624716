import { glacierFault, latch, type Answer } from '../../support/disturbedGlacier';
import type { DiskFault } from '../../support/failingDisk';
import { dayInSeconds } from '../../support/sdk';
import { killing } from './killing';
import { isRead, policyElsewhere, vaultName, type OperationId } from './operations';
import type { PromiseId } from './promises';
import { always, disturbing, endOf, once, startIn, type Scene, type Strike } from './scene';

/** One way in which something goes wrong, and what is promised of each operation then. */
export interface Fault {
  readonly id: string;
  readonly words: string;
  readonly strike: Strike;
  /** Of an operation that cannot meet this fault nothing is promised. */
  readonly promised: Readonly<Partial<Record<OperationId, PromiseId | undefined>>>;
  /** By how many hours Glacier's clock is ahead of this computer's. */
  readonly hoursAhead?: number;
}

type Promised = Fault['promised'];

const htmlPage: Answer = {
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><html><title>Log in to the network</title></html>',
};
const badGateway: Answer = { ...htmlPage, status: 502 };
const garbage: Answer = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{"Policy": [',
};
const serverFault = glacierFault(500, 'ServiceUnavailableException');
const throttled = glacierFault(400, 'ThrottlingException', 'Rate exceeded');
const expired = glacierFault(403, 'ExpiredTokenException');

/** Nobody notices: it was tried again, or the answer did not matter. */
const allDone: Promised = {
  initiate: 'done',
  complete: 'done',
  abort: 'done',
  restartAtAbort: 'done',
  restartAtInitiate: 'done',
  replaceAtAbort: 'done',
  replaceAtInitiate: 'done',
  enterLockId: 'done',
  refresh: 'done',
};
const unread: Promised = { enterLockId: 'notReadElsewhere', refresh: 'notRead' };
/** The request never took effect, and what a person is told is certain. */
const nothingDone: Promised = {
  initiate: 'nothingDone',
  complete: 'nothingDone',
  abort: 'nothingDone',
  restartAtAbort: 'nothingDone',
  restartAtInitiate: 'restartIncomplete',
  replaceAtAbort: 'nothingDone',
  replaceAtInitiate: 'restartIncomplete',
  ...unread,
};
/** The same where Glacier or the network said so. */
const refused: Promised = {
  ...nothingDone,
  ...({ initiate: 'refused', complete: 'refused', abort: 'refused' } as const),
  ...({ restartAtAbort: 'refused', replaceAtAbort: 'refused' } as const),
};
const initiateUndone = {
  initiate: 'nothingDone',
  restartAtInitiate: 'restartIncomplete',
  replaceAtInitiate: 'restartIncomplete',
} as const satisfies Promised;
const lockIdLost = {
  initiate: 'lockIdLost',
  restartAtInitiate: 'lockIdLost',
  replaceAtInitiate: 'lockIdLost',
} as const satisfies Promised;
const notSent: Promised = {
  initiate: 'notSent',
  complete: 'notSent',
  abort: 'notSent',
  restartAtAbort: 'notSent',
  restartAtInitiate: 'restartIncomplete',
  replaceAtAbort: 'notSent',
  replaceAtInitiate: 'restartIncomplete',
  enterLockId: 'notEntered',
};

const killedBefore: Promised = {
  initiate: 'killedBefore',
  complete: 'killedBefore',
  abort: 'killedBefore',
  restartAtAbort: 'killedBefore',
  restartAtInitiate: 'killedAborted',
  replaceAtAbort: 'killedBefore',
  replaceAtInitiate: 'killedAborted',
};
const killedActed: Promised = {
  initiate: 'killedUnknown',
  complete: 'killedDone',
  abort: 'killedDone',
  restartAtAbort: 'killedAborted',
  restartAtInitiate: 'killedUnknown',
  replaceAtAbort: 'killedAborted',
  replaceAtInitiate: 'killedUnknown',
};

export const faults: readonly Fault[] = [
  {
    id: 'refused-connection',
    words: 'connection refused',
    strike: refusingConnections,
    promised: refused,
  },
  {
    id: 'reset-once',
    words: 'connection reset before Glacier acted, once',
    strike: once({ kind: 'lose' }),
    promised: { ...allDone, ...initiateUndone },
  },
  {
    id: 'reset-always',
    words: 'connection reset before Glacier acted, each time',
    strike: always({ kind: 'lose' }),
    promised: nothingDone,
  },
  {
    id: 'reply-dropped-once',
    words: 'reply dropped after Glacier acted, once',
    strike: once({ kind: 'loseReply' }),
    promised: { ...allDone, ...lockIdLost },
  },
  {
    id: 'reply-dropped-always',
    words: 'reply dropped after Glacier acted, each time',
    strike: always({ kind: 'loseReply' }),
    promised: { ...allDone, ...lockIdLost, ...unread },
  },
  {
    id: 'reset-in-head',
    words: 'connection reset in the head of the reply',
    strike: always({ kind: 'cut', within: 'head', by: 'reset' }),
    promised: { ...allDone, ...lockIdLost, ...unread },
  },
  {
    id: 'reset-in-body',
    words: 'connection reset after the head of the reply',
    strike: always({ kind: 'cut', within: 'body', by: 'reset' }),
    promised: { ...allDone, ...unread },
  },
  {
    id: 'truncated',
    words: 'reply cut short: it says that more comes, and ends',
    strike: always({ kind: 'cut', within: 'body', by: 'end' }),
    promised: { ...allDone, ...unread },
  },
  {
    id: 'no-lock-id',
    words: 'reply without the lock ID, Glacier acted',
    strike: disturbing(() => ({
      kind: 'change',
      headers: (headers) => ({ ...headers, 'x-amz-lock-id': undefined }),
    })),
    promised: lockIdLost,
  },
  {
    id: 'html-200',
    words: "a network's log-in page (200, HTML) in place of Glacier",
    strike: always({ kind: 'answer', ...htmlPage }),
    promised: nothingDone,
  },
  {
    id: 'html-200-after',
    words: 'a page (200, HTML) in place of the reply, Glacier acted',
    strike: always({ kind: 'replaceReply', ...htmlPage }),
    promised: { ...allDone, ...lockIdLost, ...unread },
  },
  {
    id: 'html-502-after',
    words: "a proxy's page (502, HTML) in place of the reply, Glacier acted",
    strike: always({ kind: 'replaceReply', ...badGateway }),
    promised: { ...allDone, ...lockIdLost, ...unread },
  },
  {
    id: 'garbage',
    words: 'half a JSON in place of the reply, Glacier acted',
    strike: always({ kind: 'replaceReply', ...garbage }),
    promised: { ...allDone, ...lockIdLost, ...unread },
  },
  {
    id: 'acts-late',
    words: 'no answer for longer than we wait; Glacier acts after that',
    strike: actingLate,
    promised: {
      initiate: 'actsLate',
      complete: 'actsLate',
      abort: 'abortsLate',
      restartAtAbort: 'abortsLate',
      restartAtInitiate: 'initiatesLate',
      replaceAtAbort: 'abortsLate',
      replaceAtInitiate: 'initiatesLate',
      ...unread,
    },
  },
  {
    id: 'answers-late',
    words: 'no answer for longer than we wait; Glacier acted at once',
    strike: answeringLate,
    promised: { ...allDone, ...lockIdLost, ...unread },
  },
  {
    id: '500-once',
    words: '500 before Glacier acted, once',
    strike: once({ kind: 'answer', ...serverFault }),
    promised: { ...allDone, ...initiateUndone },
  },
  {
    id: '500-always',
    words: '500 before Glacier acted, each time',
    strike: always({ kind: 'answer', ...serverFault }),
    promised: nothingDone,
  },
  {
    id: '500-after',
    words: '500 after Glacier acted, each time',
    strike: always({ kind: 'replaceReply', ...serverFault }),
    promised: { ...allDone, ...lockIdLost, ...unread },
  },
  {
    id: 'throttled-once',
    words: 'throttled once',
    strike: once({ kind: 'answer', ...throttled }),
    promised: allDone,
  },
  {
    id: 'throttled-always',
    words: 'throttled for long',
    strike: always({ kind: 'answer', ...throttled }),
    promised: refused,
  },
  {
    id: 'expired-credentials',
    words: 'credentials expired (403)',
    strike: always({ kind: 'answer', ...expired }),
    promised: refused,
  },
  {
    id: 'clock-behind',
    words: "this computer's clock 5 hours behind, Glacier refuses such signatures",
    strike: refusingSkewed,
    promised: allDone,
    hoursAhead: 5,
  },
  {
    id: 'clock-ahead',
    words: "this computer's clock 5 hours ahead, Glacier refuses such signatures",
    strike: refusingSkewed,
    promised: allDone,
    hoursAhead: -5,
  },
  {
    id: 'clock-behind-unnoticed',
    words: "this computer's clock 30 hours behind, Glacier does not mind",
    strike: startIn,
    promised: allDone,
    hoursAhead: 30,
  },
  {
    id: 'clock-ahead-unnoticed',
    words: "this computer's clock 30 hours ahead, Glacier does not mind",
    strike: startIn,
    promised: allDone,
    hoursAhead: -30,
  },
  {
    id: 'date-ahead',
    words: 'replies whose Date is 5 hours ahead of Glacier',
    strike: datingReplies(5),
    promised: allDone,
  },
  {
    id: 'date-behind',
    words: 'replies whose Date is 5 hours behind Glacier',
    strike: datingReplies(-5),
    promised: allDone,
  },
  {
    id: 'no-date',
    words: 'replies without a Date',
    strike: datingReplies(undefined),
    promised: allDone,
  },
  {
    id: 'full-at-intent',
    words: 'disk full when the intent is written',
    strike: failingAt('intent', 'full'),
    promised: notSent,
  },
  {
    id: 'torn-at-intent',
    words: 'disk full in the middle of the intent',
    strike: failingAt('intent', 'torn'),
    promised: notSent,
  },
  {
    id: 'read-only-at-intent',
    words: 'read-only storage when the intent is written',
    strike: readOnlyFrom('start'),
    promised: { ...notSent, restartAtInitiate: undefined, replaceAtInitiate: undefined },
  },
  ...(['full', 'torn'] as const).map((how): Fault => ({
    id: `${how}-at-outcome`,
    words: `disk full ${how === 'full' ? 'when' : 'in the middle, as'} the outcome is written`,
    strike: failingAt('outcome', how),
    promised: {
      ...allDone,
      initiate: 'savedLater',
      // The new Initiate must not overtake the outcome of the Abort in the ledger.
      restartAtAbort: 'restartIncomplete',
      restartAtInitiate: 'savedLater',
      replaceAtAbort: 'restartIncomplete',
      replaceAtInitiate: 'savedLater',
      enterLockId: undefined,
      refresh: undefined,
    },
  })),
  {
    id: 'not-synced-at-outcome',
    words: 'the disk does not confirm the outcome (EIO)',
    strike: failingAt('outcome', 'notSynced'),
    promised: {
      ...allDone,
      initiate: 'hardlySaved',
      // The new Initiate must not overtake the outcome of the Abort in the ledger.
      restartAtAbort: 'restartIncomplete',
      restartAtInitiate: 'hardlySaved',
      replaceAtAbort: 'restartIncomplete',
      replaceAtInitiate: 'hardlySaved',
      enterLockId: undefined,
      refresh: undefined,
    },
  },
  {
    id: 'read-only-at-outcome',
    words: 'storage turns read-only after the intent',
    strike: readOnlyFrom('intent'),
    promised: {
      initiate: 'savedLater',
      complete: 'done',
      abort: 'done',
      restartAtAbort: 'restartIncomplete',
      restartAtInitiate: 'savedLater',
      replaceAtAbort: 'restartIncomplete',
      replaceAtInitiate: 'savedLater',
    },
  },
  {
    id: 'unread-before',
    words: 'the lock cannot be read before anything is sent',
    strike: losingReads('before'),
    promised: {
      initiate: 'refused',
      complete: 'refused',
      abort: 'refused',
      restartAtAbort: 'refused',
      replaceAtAbort: 'refused',
      ...unread,
    },
  },
  {
    id: 'unread-after',
    words: 'the lock cannot be read back afterwards',
    strike: losingReads('after'),
    promised: {
      initiate: 'notReadBack',
      complete: 'notReadBack',
      abort: 'abortNotReadBack',
      restartAtAbort: 'abortNotReadBack',
      restartAtInitiate: 'notReadBack',
      replaceAtAbort: 'abortNotReadBack',
      replaceAtInitiate: 'notReadBack',
    },
  },
  {
    id: 'asleep-before',
    words: 'computer asleep for 25 hours before the request reaches Glacier',
    strike: asleep('before'),
    promised: {
      initiate: 'done',
      complete: 'ended',
      abort: 'done',
      restartAtAbort: 'done',
      restartAtInitiate: 'done',
      replaceAtAbort: 'done',
      replaceAtInitiate: 'done',
      enterLockId: 'ended',
      refresh: 'shownEnded',
    },
  },
  {
    id: 'asleep-after',
    words: 'computer asleep for 25 hours after Glacier acted, before the reply is read',
    strike: asleep('after'),
    promised: {
      initiate: 'ended',
      complete: 'done',
      abort: 'done',
      restartAtAbort: 'done',
      restartAtInitiate: 'ended',
      replaceAtAbort: 'done',
      replaceAtInitiate: 'ended',
    },
  },
  {
    id: 'two-windows',
    words: 'two windows do it at the same time',
    strike: twoWindows,
    promised: {
      initiate: 'onlyOnce',
      complete: 'onlyOnce',
      abort: 'onlyOnce',
      restartAtAbort: 'onlyOnce',
      replaceAtAbort: 'onlyOnce',
      enterLockId: 'onlyOnce',
      refresh: 'done',
    },
  },
  {
    id: 'elsewhere-before',
    words: 'somebody elsewhere initiates another lock right before the request arrives',
    strike: elsewhere,
    promised: {
      initiate: 'othersFound',
      complete: 'othersKept',
      restartAtInitiate: 'othersFound',
      replaceAtInitiate: 'othersFound',
      enterLockId: 'othersKept',
    },
  },
  {
    id: 'killed-before-intent',
    words: 'host killed before the intent is written',
    strike: killing({ at: 'intent', when: 'before' }),
    promised: { ...killedBefore, enterLockId: 'killedElsewhere' },
  },
  {
    id: 'killed-amid-intent',
    words: 'host killed in the middle of writing the intent',
    strike: killing({ at: 'intent', when: 'amid' }),
    promised: { ...killedBefore, enterLockId: 'killedElsewhere' },
  },
  {
    id: 'killed-after-intent',
    words: 'host killed after the intent, before anything is sent',
    strike: killing({ at: 'intent', when: 'after' }),
    promised: { ...killedBefore, enterLockId: 'killedDone' },
  },
  {
    id: 'killed-unarrived',
    words: 'host killed while the request is on its way, which is lost',
    strike: killing('unarrived'),
    promised: killedBefore,
  },
  {
    id: 'killed-acted',
    words: 'host killed after Glacier acted, before the reply arrives',
    strike: killing('acted'),
    promised: killedActed,
  },
  {
    id: 'killed-before-outcome',
    words: 'host killed after the reply, before the outcome is written',
    strike: killing({ at: 'outcome', when: 'before' }),
    promised: killedActed,
  },
  {
    id: 'killed-amid-outcome',
    words: 'host killed in the middle of writing the outcome',
    strike: killing({ at: 'outcome', when: 'amid' }),
    promised: killedActed,
  },
  {
    id: 'killed-after-outcome',
    words: 'host killed after the outcome, before it is read back',
    strike: killing({ at: 'outcome', when: 'after' }),
    promised: {
      ...killedActed,
      ...({
        initiate: 'killedDone',
        restartAtInitiate: 'killedDone',
        replaceAtInitiate: 'killedDone',
      } as const),
    },
  },
];

/** From the moment on in which the request would be sent; what only reads meets it at once. */
async function refusingConnections(scene: Scene) {
  const { intent } = scene.operation;
  if (intent === undefined || scene.operation.id === 'enterLockId') await scene.way.refuse();
  else {
    scene.onWritten = async (type) => {
      if (type === intent) await scene.way.refuse();
    };
  }
  const ended = await startIn(scene);
  await scene.way.listen();
  return ended;
}

/** The request is on its way for so long that nobody waits any more; Glacier gets it when all has ended. */
async function actingLate(scene: Scene) {
  const late = latch();
  let sent = 0;
  const arrived = () => scene.way.reached.filter(({ request }) => scene.operation.isStruck(request)).length;
  const before = arrived();
  scene.way.disturb = (request) => {
    if (!scene.operation.isStruck(request)) return undefined;
    sent += 1;
    setImmediate(() => scene.patience.runOut());
    return { kind: 'late', until: late.opened };
  };
  const ended = await startIn(scene);
  scene.way.disturb = () => undefined;
  late.open();
  while (arrived() < before + sent) await new Promise(setImmediate);
  return ended;
}

async function answeringLate(scene: Scene) {
  const late = latch();
  scene.way.disturb = (request) => {
    if (!scene.operation.isStruck(request)) return undefined;
    const before = scene.way.reached.length;
    void (async () => {
      while (scene.way.reached.length === before) await new Promise(setImmediate);
      scene.patience.runOut();
    })();
    return { kind: 'hold', until: late.opened };
  };
  const ended = await startIn(scene);
  scene.way.disturb = () => undefined;
  late.open();
  return ended;
}

/** Glacier takes a signature whose time is no more than five minutes from its own. */
async function refusingSkewed(scene: Scene) {
  scene.way.disturb = ({ headers }) => {
    const signed = String(headers['x-amz-date']).replace(
      /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
      '$1-$2-$3T$4:$5:$6Z',
    );
    const now = scene.glacierNow();
    if (Math.abs(Date.parse(signed) - now) <= 300_000) return undefined;
    const fault = glacierFault(403, 'RequestTimeTooSkewed');
    return { kind: 'answer', ...fault, headers: { ...fault.headers, date: new Date(now).toUTCString() } };
  };
  const ended = await startIn(scene);
  scene.way.disturb = () => undefined;
  return ended;
}

function datingReplies(hours: number | undefined): Strike {
  return async (scene) => {
    scene.way.disturb = () => ({
      kind: 'change',
      headers: (headers) => ({
        ...headers,
        date:
          hours === undefined
            ? undefined
            : new Date(Date.parse(String(headers.date)) + hours * 3_600_000).toUTCString(),
      }),
    });
    const ended = await startIn(scene);
    scene.way.disturb = () => undefined;
    return ended;
  };
}

function failingAt(moment: 'intent' | 'outcome', how: DiskFault): Strike {
  return async (scene) => {
    const type = scene.operation[moment];
    scene.disk.fault = (text) => (type !== undefined && text.includes(`"type":"${type}"`) ? how : undefined);
    const ended = await startIn(scene);
    scene.disk.fault = () => undefined;
    return ended;
  };
}

function readOnlyFrom(moment: 'start' | 'intent'): Strike {
  return async (scene) => {
    if (moment === 'start') scene.disk.fault = () => 'readOnly';
    scene.onWritten = (type) => {
      if (moment === 'intent' && type === scene.operation.intent) scene.disk.fault = () => 'readOnly';
    };
    const ended = await startIn(scene);
    scene.disk.fault = () => undefined;
    return ended;
  };
}

function losingReads(moment: 'before' | 'after'): Strike {
  return async (scene) => {
    const { operation, way } = scene;
    const changed = () => way.reached.filter(({ request }) => operation.isStruck(request)).length;
    const before = changed();
    way.disturb = (request) =>
      isRead(request) && (moment === 'before' || changed() > before) ? { kind: 'lose' } : undefined;
    const ended = await startIn(scene);
    way.disturb = () => undefined;
    return ended;
  };
}

/** Both begin before either has asked Glacier anything. Tells of the one that did not do it. */
async function twoWindows(scene: Scene) {
  const { operation, lockId } = scene;
  const { window, vault } = await scene.openOther();
  const both = await Promise.all([startIn(scene), endOf(operation.start(window, vault, lockId))]);
  const [other] = both.filter(({ how }) => how !== 'well');
  return other ?? ({ how: 'well' } as const);
}

/** Where a lock is in progress, it is aborted there first. */
function elsewhere(scene: Scene) {
  const act = async () => {
    await scene.elsewhere.abortVaultLock(vaultName);
    const { value } = await scene.elsewhere.initiateVaultLock(vaultName, policyElsewhere);
    scene.lockIdElsewhere = value.lockId;
  };
  return disturbing((nth) => (nth === 0 ? { kind: 'late', until: act() } : undefined))(scene);
}

function asleep(moment: 'before' | 'after'): Strike {
  return disturbing((nth, _, { glacier }) => {
    if (nth > 0) return undefined;
    const sleep = () => glacier.advance(dayInSeconds + 3_600);
    return moment === 'before' ? { kind: 'late', until: sleep() } : { kind: 'hold', until: sleep };
  });
}
