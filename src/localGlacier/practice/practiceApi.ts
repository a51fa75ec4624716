import type { Reply } from '../http/reply';
import { GlacierFault } from '../glacierFault';
import type { ReceivedBody } from '../http/receiveBody';
import type { GlacierState } from '../model';
import { invalid, requestDocument } from '../operations/requestDocument';
import { movedAhead } from '../practiceClock';

/** The first segment of every path that is not Glacier's; no account is called so. */
export const practiceSegment = '_practice';

/** What a practice request may look at and change. */
export interface PracticeDesk {
  /** The practice clock, epoch milliseconds. */
  now(state: GlacierState): number;
  /** The state a reset returns to, the clock on the system's time included. */
  seeded(state: GlacierState): GlacierState;
}

interface PracticeOutcome {
  readonly reply: Reply;
  readonly state?: GlacierState;
}

/**
 * The contract's extras: the clock, which can be moved forward, and the reset. No credentials are asked for. Throws a
 * GlacierFault to refuse.
 */
export function performPractice(
  request: { readonly method: string; readonly segments: readonly string[]; readonly body: ReceivedBody },
  state: GlacierState,
  desk: PracticeDesk,
): PracticeOutcome {
  switch (`${request.method} ${request.segments.slice(1).join('/')}`) {
    case 'GET clock':
      return { reply: clockReply(desk.now(state)) };
    case 'POST clock': {
      const moved = advance(request.body, state, desk);
      return { reply: clockReply(desk.now(moved)), state: moved };
    }
    case 'POST reset': {
      const seeded = desk.seeded(state);
      return { reply: clockReply(desk.now(seeded)), state: seeded };
    }
    default:
      throw new GlacierFault(
        'BadRequest',
        'There are GET and POST /_practice/clock, and POST /_practice/reset.',
      );
  }
}

function advance(body: ReceivedBody, state: GlacierState, desk: PracticeDesk): GlacierState {
  const seconds = requestDocument(body).get('advanceSeconds');
  if (typeof seconds !== 'number' || !(seconds >= 0)) {
    throw invalid('advanceSeconds is a number of seconds, 0 or more.');
  }
  const clockAhead = movedAhead(state.clockAhead, seconds, desk.now(state) - state.clockAhead);
  if (clockAhead === undefined) throw invalid('The clock does not go beyond the year 9999.');
  return { ...state, clockAhead };
}

function clockReply(now: number): Reply {
  return { status: 200, body: { now: new Date(now).toISOString() } };
}
