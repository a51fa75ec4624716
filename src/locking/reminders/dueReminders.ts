/** A lock in progress, as far as its reminders go. Instants: Glacier's clock, epoch milliseconds. */
export interface RunningLock {
  /** Tells this lock from all others, former ones of the same vault too. */
  readonly identity: string;
  readonly expires: number;
  /** What Glacier's clock shows now. */
  readonly now: number;
}

/** A lock of which a person is to be reminded now. */
export interface DueReminder<L extends RunningLock> {
  readonly lock: L;
  /** The moment that this reminder is for: one window of all tells of it, once. */
  readonly moment: string;
  /** Others that it stands for: those before it, and the next one where that is near. Nobody is told of them. */
  readonly covered: readonly string[];
}

export interface ReminderPlan {
  /** How long before the expiry to remind, in milliseconds. */
  readonly times: readonly number[];
  /** Until when the lock's reminders are put off; undefined if they are not. */
  readonly snoozedUntil: (identity: string) => number | undefined;
  /** Whether a moment has been told of. */
  readonly isTold: (moment: string) => boolean;
}

/** A lock is told of early, together with another one, by at most this part of the time that it then has left. */
const early = 1 / 8;

/**
 * All locks to remind of now, in one message, in the order in which they expire; none if it is no time for any.
 *
 * Of the moments that have passed only the last one counts: after a sleep over several of them there is one reminder,
 * with the time left now. A snooze is a moment like the others, and until then there are none. Locks that would be told
 * of in a little while are told of with those that are due.
 */
export function dueReminders<L extends RunningLock>(
  locks: readonly L[],
  plan: ReminderPlan,
): readonly DueReminder<L>[] {
  const due = locks.flatMap((lock) => dueNow(lock, plan) ?? []);
  if (due.length === 0) return [];
  const isDue = new Set(due.map(({ lock }) => lock.identity));
  const soon = locks
    .filter(({ identity }) => !isDue.has(identity))
    .flatMap((lock) => dueSoon(lock, plan) ?? []);
  return [...due, ...soon].sort(
    ({ lock: a }, { lock: b }) => a.expires - b.expires || (a.identity < b.identity ? -1 : 1),
  );
}

/** The moments of these locks that have passed already: those that are not to be caught up with after a change. */
export function passedMoments(locks: readonly RunningLock[], times: readonly number[]): readonly string[] {
  return locks.flatMap((lock) =>
    times
      .map((time) => lock.expires - time)
      .filter((at) => at <= lock.now)
      .map((at) => momentOf(lock, at)),
  );
}

function dueNow<L extends RunningLock>(lock: L, plan: ReminderPlan): DueReminder<L> | undefined {
  const last = Math.max(...momentsOf(lock, plan).filter((at) => at <= lock.now));
  if (lock.now >= lock.expires || isSnoozed(lock, plan) || last === Number.NEGATIVE_INFINITY)
    return undefined;
  return reminder(lock, last, plan);
}

function dueSoon<L extends RunningLock>(lock: L, plan: ReminderPlan): DueReminder<L> | undefined {
  const next = nearMoment(lock, plan);
  return next === undefined || isSnoozed(lock, plan) ? undefined : reminder(lock, next, plan);
}

/** The next moment, if it is so near that a reminder now does for it. */
function nearMoment(lock: RunningLock, plan: ReminderPlan): number | undefined {
  const next = Math.min(...momentsOf(lock, plan).filter((at) => at > lock.now));
  return next - lock.now <= (lock.expires - next) * early ? next : undefined;
}

function reminder<L extends RunningLock>(
  lock: L,
  at: number,
  plan: ReminderPlan,
): DueReminder<L> | undefined {
  const moment = momentOf(lock, at);
  if (plan.isTold(moment)) return undefined;
  const near = nearMoment(lock, plan) ?? at;
  const covered = momentsOf(lock, plan).filter((each) => each !== at && each <= Math.max(at, near));
  return { lock, moment, covered: covered.map((each) => momentOf(lock, each)) };
}

function momentsOf(lock: RunningLock, { times, snoozedUntil }: ReminderPlan): readonly number[] {
  const until = snoozedUntil(lock.identity);
  const moments = times.map((time) => lock.expires - time);
  return until === undefined ? moments : [...moments, until];
}

function isSnoozed(lock: RunningLock, { snoozedUntil }: ReminderPlan): boolean {
  return (snoozedUntil(lock.identity) ?? lock.now) > lock.now;
}

function momentOf({ identity }: RunningLock, at: number): string {
  return `reminder ${identity} ${String(at)}`;
}
