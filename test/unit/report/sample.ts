import { createHash } from 'node:crypto';
import type { ReportSources, VaultSources } from '../../../src/report';
import { verifyLedger } from '../../../src/locking/ledger/verifyLedger';
import { lineHash } from '../../../src/locking/ledger/ledgerChain';
import type { LedgerEvent } from '../../../src/locking/ledger/ledgerEntry';
import type { Connection } from '../../../src/locking/model';

export const account = '111122223333';
export const arnOf = (name: string): string => `arn:aws:glacier:eu-west-1:${account}:vaults/${name}`;

export const prod: Connection = {
  id: 'aws:prod',
  kind: 'aws',
  name: 'prod',
  regions: ['eu-west-1'],
  profile: 'prod',
  practice: false,
};

/** A policy as a program would send it, on one line. */
export function policyText(
  name: string,
  ...statements: readonly Readonly<Record<string, unknown>>[]
): string {
  const common = { Effect: 'Deny', Principal: '*', Action: 'glacier:DeleteArchive', Resource: arnOf(name) };
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ ...common, ...statement })),
  });
}

export const younger = (days: number): Readonly<Record<string, unknown>> => ({
  Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': String(days) } },
});

export const held = {
  Sid: 'LegalHold',
  Condition: { StringLike: { 'glacier:ResourceTag/LegalHold': ['true', ''] } },
} as const;

export const created = Date.parse('2026-03-02T08:15:30.120Z');
export const readAt = Date.parse('2026-11-20T09:30:01.000Z');

/** A vault under a lock, as it is read from Glacier. */
export function lockedVault(name: string, policy: string, more: Partial<VaultSources> = {}): VaultSources {
  return {
    vault: {
      name,
      arn: arnOf(name),
      account,
      region: 'eu-west-1',
      connection: prod,
      created: Date.parse('2026-02-27T10:00:00.000Z'),
    },
    reading: {
      read: true,
      lock: { state: 'locked', policy, created },
      requestId: 'AAABZpJrTyioDC_HsOmHae8EZp_uBSJr6cnGOLKp_XJCl-Q',
      glacierTime: readAt,
      localTime: readAt + 640,
    },
    tags: { read: true, value: {}, requestId: 'req-tags', glacierTime: readAt },
    accessPolicy: { read: true, value: undefined, requestId: 'req-access', glacierTime: readAt },
    file: { kind: 'none' },
    tests: { kind: 'none' },
    ...more,
  };
}

/** A vault with a lock in progress. */
export function inProgress(policy: string): VaultSources {
  return lockedVault('ledger', policy, {
    reading: {
      read: true,
      lock: { state: 'inProgress', policy, created: readAt - 3_600_000, expires: readAt + 82_800_000 },
      requestId: 'req-lock',
      glacierTime: readAt,
      localTime: readAt,
    },
  });
}

/** A vault without a lock. */
export const bare: VaultSources = lockedVault('bare', '', {
  reading: {
    read: true,
    lock: { state: 'none' },
    requestId: 'req-none',
    glacierTime: readAt,
    localTime: readAt,
  },
});

/** A vault whose lock nobody may read. */
export const unread: VaultSources = lockedVault('shut', '', {
  reading: {
    read: false,
    failure: {
      code: 'AccessDeniedException',
      reason: 'You may not read this lock.',
      requestId: 'req-no',
    },
    localTime: readAt,
  },
});

/** The same vault at an address that is not one of AWS. */
export function elsewhere(vault: VaultSources, endpoint = 'https://glacier.example.com:8443'): VaultSources {
  return { ...vault, vault: { ...vault.vault, connection: { ...prod, endpoint } } };
}

/** The same vault in a practice Glacier. */
export function practised(vault: VaultSources): VaultSources {
  const connection: Connection = { ...prod, endpoint: 'http://127.0.0.1:4567', practice: true };
  return { ...vault, vault: { ...vault.vault, connection } };
}

/** A ledger of which a line was changed. */
export function brokenLedger(ledger: Buffer): Buffer {
  return Buffer.from(ledger.toString().replace('req-initiate', 'req-forged'));
}

/** A ledger file of these events on a vault, chained as the real one. */
export function ledgerOf(
  arn: string,
  ...events: readonly (LedgerEvent & {
    readonly at?: string;
    readonly caller?: string;
    readonly callerUnknown?: string;
  })[]
): Buffer {
  let text = '';
  let last = Buffer.alloc(0);
  events.forEach(({ at = '2026-03-02T08:15:30.000Z', ...event }, place) => {
    const links =
      place === 0 ? { begins: createHash('sha256').update('').digest('hex') } : { prev: lineHash(last) };
    const line = JSON.stringify({
      v: 1,
      localTime: at,
      glacierTime: at,
      connection: prod.id,
      kind: prod.kind,
      practice: false,
      arn,
      account,
      region: 'eu-west-1',
      profile: 'prod',
      user: 'ana',
      host: 'archive-01',
      ...event,
      ...links,
    });
    last = Buffer.from(line);
    text += `${line}\n`;
  });
  return Buffer.from(text);
}

export const secretLockId = 'AAAA-secret-lock-id-ZZZZ';

/** What the ledger holds of a lock that was initiated and completed from here. */
export function lockedFromHere(name: string, policy: string): Buffer {
  const sha = createHash('sha256').update(policy).digest('hex');
  const iso = new Date(created).toISOString();
  const caller = `arn:aws:sts::${account}:assumed-role/Archivist/ana`;
  return ledgerOf(
    arnOf(name),
    { type: 'initiateIntended', attempt: 'a1', policySha256: sha, policy },
    {
      type: 'lockIdReceived',
      attempt: 'a1',
      lockId: secretLockId,
      policySha256: sha,
      requestId: 'req-initiate',
      notBefore: iso,
      notAfter: iso,
      caller,
    },
    { type: 'lockReadBack', attempt: 'a1', created: iso, expires: '2026-03-03T08:15:30.120Z' },
    { type: 'completeIntended', created: iso, policySha256: sha, policy, at: '2026-03-02T15:02:11.000Z' },
    {
      type: 'completed',
      created: iso,
      requestId: 'req-complete',
      at: '2026-03-02T15:02:12.000Z',
      caller,
    },
  );
}

export function sourcesOf(
  vaults: readonly VaultSources[],
  ledger: Buffer = Buffer.alloc(0),
  more: Partial<ReportSources> = {},
): ReportSources {
  return {
    tool: { name: 'Glacier Vault Lock', version: '1.2.3' },
    localTime: readAt + 2_000,
    user: 'ana',
    host: 'archive-01',
    vaults,
    unlisted: [],
    ledger: { read: true, path: '/home/ana/ledger/lock-ledger.jsonl', verification: verifyLedger(ledger) },
    ...more,
  };
}
