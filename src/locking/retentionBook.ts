import { parseVaultArn, retentionOf, type Retention } from '../policy';
import type { Disposable, Event } from './api';
import { Emitter } from './event';
import { lockOf } from './lockOf';
import { isUnread, type Vault } from './model';

/** Milliseconds of work in one go: between two of them everything else has its turn. */
const longestGo = 5;

/** A policy that waits to be looked at, for a vault that stands for all with the same. */
interface Question {
  readonly policy: string;
  readonly arn: string;
}

/**
 * What the policy in force on a vault comes to, as far as it is known. `working`: it is being worked out. `beingRead`: what
 * is in force is not known yet. `notRead`: it could not be read.
 */
export type RetentionFact = Retention | { readonly kind: 'noPolicy' | 'working' | 'beingRead' | 'notRead' };

export interface RetentionBookParts {
  /** Works it out; given by tests. */
  readonly retentionOf?: (policy: string, vaultArn: string) => Retention;
  /** Milliseconds; given by tests. */
  readonly now?: () => number;
}

/**
 * The retention of the policies in force: worked out once for each policy, in the background and a little at a time, and
 * kept as long as the policy is.
 */
export class RetentionBook implements Disposable {
  private readonly known = new Map<string, Retention>();
  /** By lock as it was read: comparing long policies letter by letter at each drawing would take its time. */
  private readonly ofLock = new WeakMap<object, Retention>();
  private readonly waiting = new Map<string, Question>();
  private readonly workedOut = new Emitter<void>();
  private turn: NodeJS.Immediate | undefined;

  /** Fires when more is known. */
  readonly onDidChange: Event<void> = this.workedOut.event;

  constructor(private readonly parts: RetentionBookParts = {}) {}

  of(vault: Vault): RetentionFact {
    const lock = lockOf(vault);
    if (lock === undefined) return { kind: isUnread(vault.lock) ? 'beingRead' : 'notRead' };
    if (lock.state === 'none') return { kind: 'noPolicy' };
    const before = this.ofLock.get(lock);
    if (before !== undefined) return before;
    const { policy } = lock;
    const key = sameFor(policy, vault.arn);
    const known = this.known.get(key);
    if (known !== undefined) {
      this.ofLock.set(lock, known);
      return known;
    }
    this.waiting.set(key, { policy, arn: vault.arn });
    this.turn ??= setImmediate(() => this.work());
    return { kind: 'working' };
  }

  dispose(): void {
    if (this.turn !== undefined) clearImmediate(this.turn);
    this.waiting.clear();
    this.workedOut.dispose();
  }

  private work(): void {
    const { retentionOf: find = retentionOf, now = () => performance.now() } = this.parts;
    const end = now() + longestGo;
    for (const [key, { policy, arn }] of this.waiting) {
      this.waiting.delete(key);
      this.known.set(key, find(policy, arn));
      if (now() >= end) break;
    }
    this.turn = this.waiting.size === 0 ? undefined : setImmediate(() => this.work());
    // Rows that move once are easier to follow than rows that move with each answer.
    if (this.turn === undefined) this.workedOut.fire();
  }
}

/** What may say which vault is meant, beside its whole ARN: another ARN, a pattern, an escaped letter. */
const namesVaults = /arn:|[^"]\*|\*[^"]|[?\\]/;

/**
 * What vaults with the same answer have in common: policies that differ in nothing but the vault's own ARN. A policy that
 * could tell vaults apart in another way is looked at for each; accounts and regions may be compared with in any.
 */
function sameFor(policy: string, arn: string): string {
  const own = policy.replaceAll(arn, '${vaultArn}');
  const place = parseVaultArn(arn);
  if (place === undefined || namesVaults.test(own)) return `${arn} ${policy}`;
  return `${place.partition} ${place.region} ${place.account} ${own}`;
}
