import type { Connection } from '../model';
import type { Links } from './ledgerChain';

/** Which lock is meant: a vault, and how it is reached. */
export interface LedgerSubject {
  readonly connection: Connection;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** Who asks Glacier, as an ARN; for an intent, that is looked up before. */
  readonly caller?: string;
  /** Why it could not be found out who asks. */
  readonly callerUnknown?: string;
}

/** `cancelled`: by the person. `stopped`: by the program, for a reason of its own. */
export type WhyNotSent = 'cancelled' | 'stopped';

/** What Glacier showed of a vault's lock when it was asked what became of an operation. */
export type Found = 'no lock' | 'in progress' | 'locked' | 'another lock' | 'vault gone';

/** What happened to a vault's lock. Instants are ISO 8601 on Glacier's clock. */
export type LedgerEvent =
  /** Written before Initiate is sent. `attempt` ties the lines of one Initiate together. */
  | {
      readonly type: 'initiateIntended';
      readonly attempt: string;
      readonly policySha256: string;
      readonly policy: string;
    }
  /** Glacier said no: this attempt started nothing. */
  | {
      readonly type: 'initiateRefused';
      readonly attempt: string;
      readonly code: string;
      readonly requestId?: string;
    }
  /** No proper answer came: this attempt may have started a lock, whose lock ID is lost. */
  | {
      readonly type: 'initiateUnclear';
      readonly attempt: string;
      readonly code: string;
      readonly requestId?: string;
    }
  | {
      readonly type: 'lockIdReceived';
      readonly attempt: string;
      readonly lockId: string;
      readonly policySha256: string;
      readonly requestId?: string;
      /** The lock was created no earlier and no later than this, by the reply's `Date` header. */
      readonly notBefore: string;
      readonly notAfter: string;
    }
  /** The attempt was seen on Glacier: from now on it is known by its exact creation time. */
  | {
      readonly type: 'lockReadBack';
      readonly attempt: string;
      readonly created: string;
      readonly expires: string;
      /** Of the policy that Glacier says is in force. */
      readonly policySha256?: string;
      readonly requestId?: string;
    }
  /** A person brought the lock ID of the lock in progress from elsewhere. */
  | {
      readonly type: 'lockIdEntered';
      readonly lockId: string;
      readonly created: string;
      readonly expires: string;
      readonly policySha256: string;
    }
  /** Glacier says that this is not the lock's ID. */
  | { readonly type: 'lockIdRejected'; readonly lockId: string; readonly created: string }
  | {
      readonly type: 'completeIntended';
      readonly created: string;
      readonly policySha256: string;
      readonly policy: string;
    }
  | {
      readonly type: 'abortIntended';
      readonly created: string;
      readonly policySha256: string;
      readonly policy: string;
      /** Of the policy that is to be initiated right after, where the lock is to be restarted or replaced. */
      readonly nextPolicySha256?: string;
      /** Its text, where it is another one. */
      readonly nextPolicy?: string;
    }
  /** The intent of this attempt was given up before anything was sent. */
  | { readonly type: 'initiateNotSent'; readonly attempt: string; readonly why: WhyNotSent }
  /** The same for the lock with this creation time. */
  | {
      readonly type: 'completeNotSent' | 'abortNotSent';
      readonly created: string;
      readonly why: WhyNotSent;
    }
  /** Glacier said no: this request changed nothing. */
  | {
      readonly type: 'completeRefused' | 'abortRefused';
      readonly created: string;
      readonly code: string;
      readonly requestId?: string;
    }
  /** No proper answer came: Glacier may have acted, or may still act. */
  | {
      readonly type: 'completeUnclear' | 'abortUnclear';
      readonly created: string;
      readonly code: string;
      readonly requestId?: string;
    }
  /** Glacier accepted it, or showed after a lost answer that it was done. */
  | { readonly type: 'completed' | 'aborted'; readonly created: string; readonly requestId?: string }
  /** After that, the lock was read back from Glacier as locked. */
  | {
      readonly type: 'completeReadBack';
      readonly created: string;
      readonly policySha256: string;
      readonly requestId?: string;
    }
  /** After that, Glacier was asked and showed no lock. */
  | { readonly type: 'abortReadBack'; readonly created: string; readonly requestId?: string }
  /** What was found on Glacier after no proper answer came, or after the program had ended in the middle. */
  | { readonly type: 'initiateSettled'; readonly attempt: string; readonly found: Found }
  | {
      readonly type: 'completeSettled' | 'abortSettled';
      readonly created: string;
      readonly found: Found;
    }
  /**
   * The lock was seen to be over without anything done from here. `expired` only where it was seen in progress until
   * shortly before its end; `over, not seen how` where Glacier was first asked again after its 24 hours.
   */
  | {
      readonly type: 'ended';
      readonly created: string;
      readonly how:
        'expired' | 'over, not seen how' | 'aborted elsewhere' | 'completed elsewhere' | 'vault gone';
    };

/** One line of the ledger. `v` counts the form of the line; lines of a later form are kept and passed over. */
export type LedgerEntry = LedgerEvent & {
  readonly v: 1;
  /** ISO 8601 on this machine's clock. */
  readonly localTime: string;
  /** ISO 8601 on Glacier's clock. */
  readonly glacierTime: string;
  readonly connection: string;
  readonly kind: Connection['kind'];
  readonly practice: boolean;
  /** Scheme, host and port of a custom endpoint. */
  readonly endpoint?: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** The profile of the shared AWS files. */
  readonly profile?: string;
  /** ARN of who asked Glacier, as STS GetCallerIdentity told it. Intents have it, or the reason why it is missing. */
  readonly caller?: string;
  readonly callerUnknown?: string;
  /** Who was logged in on which computer. */
  readonly user?: string;
  readonly host?: string;
  /** The ID of the process that wrote it, on that computer: tells whether what it began can still be under way. */
  readonly process?: string;
};

/** An entry as it stands in the file. Entries of earlier versions are not chained. */
export type ChainedEntry = LedgerEntry & Links;

/** The members that each kind of line has beside the common ones; all are texts. */
const members: Readonly<Record<LedgerEvent['type'], readonly string[]>> = {
  initiateIntended: ['attempt', 'policySha256', 'policy'],
  initiateRefused: ['attempt', 'code'],
  initiateUnclear: ['attempt', 'code'],
  lockIdReceived: ['attempt', 'lockId', 'policySha256', 'notBefore', 'notAfter'],
  lockReadBack: ['attempt', 'created', 'expires'],
  lockIdEntered: ['lockId', 'created', 'expires', 'policySha256'],
  lockIdRejected: ['lockId', 'created'],
  completeIntended: ['created', 'policySha256', 'policy'],
  abortIntended: ['created', 'policySha256', 'policy'],
  initiateNotSent: ['attempt', 'why'],
  completeNotSent: ['created', 'why'],
  abortNotSent: ['created', 'why'],
  completeRefused: ['created', 'code'],
  abortRefused: ['created', 'code'],
  completeUnclear: ['created', 'code'],
  abortUnclear: ['created', 'code'],
  completed: ['created'],
  aborted: ['created'],
  completeReadBack: ['created', 'policySha256'],
  abortReadBack: ['created'],
  initiateSettled: ['attempt', 'found'],
  completeSettled: ['created', 'found'],
  abortSettled: ['created', 'found'],
  ended: ['created', 'how'],
};

const common = ['localTime', 'glacierTime', 'connection', 'kind', 'arn', 'account', 'region'];
const optional = [
  ...['endpoint', 'profile', 'caller', 'callerUnknown', 'user', 'host', 'process', 'requestId'],
  ...['policySha256', 'nextPolicySha256', 'nextPolicy'],
];
const instants = ['notBefore', 'notAfter', 'created', 'expires'];

/** Why a line of the ledger is passed over. Never quotes the line: it may hold a lock ID. */
export type LineProblem = 'not JSON' | 'not a ledger entry' | 'written by a later version';

export type ParsedLine =
  { readonly ok: true; readonly entry: LedgerEntry } | { readonly ok: false; readonly problem: LineProblem };

/**
 * The ARN in a line that has the form in which this program writes entries, without reading the line as JSON: a ledger
 * grows for ever, and who asks for one vault need not wait for the others to be read. Undefined for any other line, also
 * a torn one. A quotation mark inside a value is written with a backslash, so what is found is the member.
 */
export function arnInLine(line: string): string | undefined {
  if (!line.startsWith('{"v":1,') || !line.endsWith('"}')) return undefined;
  const member = '"arn":"';
  const at = line.indexOf(member);
  if (at < 0) return undefined;
  const arn = line.slice(at + member.length, line.indexOf('"', at + member.length));
  return arn.includes('\\') ? undefined : arn;
}

export function parseLedgerLine(line: string): ParsedLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { ok: false, problem: 'not JSON' };
  }
  if (typeof value !== 'object' || value === null) return { ok: false, problem: 'not a ledger entry' };
  const fields = value as Readonly<Record<string, unknown>>;
  if (typeof fields['v'] === 'number' && fields['v'] > 1) {
    return { ok: false, problem: 'written by a later version' };
  }
  return isEntry(fields) ? { ok: true, entry: fields } : { ok: false, problem: 'not a ledger entry' };
}

function isEntry(
  fields: Readonly<Record<string, unknown>>,
): fields is Readonly<Record<string, unknown>> & LedgerEntry {
  const { v, type, practice } = fields;
  if (v !== 1 || typeof type !== 'string' || !isType(type)) return false;
  if (typeof practice !== 'boolean') return false;
  const required = [...common, ...members[type]];
  return (
    required.every((name) => typeof fields[name] === 'string') &&
    optional.every((name) => fields[name] === undefined || typeof fields[name] === 'string') &&
    instants.every((name) => fields[name] === undefined || isInstant(fields[name]))
  );
}

function isType(type: string): type is LedgerEvent['type'] {
  return Object.hasOwn(members, type);
}

function isInstant(value: unknown): boolean {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}
