import type { LedgerEntry, LedgerEvent } from '../../../../../src/locking/ledger/ledgerEntry';
import { account, arnOf, practiceConnection, region } from '../../support/samples';

export const start = Date.parse('2026-03-01T12:00:00.000Z');
export const at = (seconds: number) => new Date(start + seconds * 1_000).toISOString();

/** What an entry is when nothing is said of it. */
interface Origin {
  readonly seconds?: number;
  readonly process?: string | undefined;
  readonly name?: string;
  readonly connection?: string;
}

/** An entry of a practice Glacier's vault, written so many seconds after the start. */
export function entry(event: LedgerEvent, origin: Origin = {}): LedgerEntry {
  const { seconds = 0, name = 'claims', connection = practiceConnection.id } = origin;
  const process = 'process' in origin ? origin.process : '100';
  return {
    v: 1,
    localTime: at(seconds),
    glacierTime: at(seconds),
    connection,
    kind: 'local',
    practice: true,
    endpoint: 'http://127.0.0.1:4000',
    arn: arnOf(name),
    account,
    region,
    host: 'here',
    ...(process === undefined ? {} : { process }),
    ...event,
  };
}

export const policy = '{"Statement":[]}';

export const initiate = (attempt: string): LedgerEvent => ({
  type: 'initiateIntended',
  attempt,
  policySha256: 'p',
  policy,
});
export const received = (attempt: string): LedgerEvent => ({
  type: 'lockIdReceived',
  attempt,
  lockId: `id-of-${attempt}`,
  policySha256: 'p',
  notBefore: at(0),
  notAfter: at(2),
});
export const readBack = (attempt: string): LedgerEvent => ({
  type: 'lockReadBack',
  attempt,
  created: at(1),
  expires: at(86_401),
});
export const complete: LedgerEvent = { type: 'completeIntended', created: at(1), policySha256: 'p', policy };
export const abort: LedgerEvent = { type: 'abortIntended', created: at(1), policySha256: 'p', policy };
export const restart: LedgerEvent = { ...abort, nextPolicySha256: 'p' };
export const completed: LedgerEvent = { type: 'completed', created: at(1) };
export const aborted: LedgerEvent = { type: 'aborted', created: at(1) };
