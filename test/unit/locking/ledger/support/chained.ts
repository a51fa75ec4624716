import { LedgerChain, type Links } from '../../../../../src/locking/ledger/ledgerChain';
import { account, arnOf, region } from '../../support/samples';

/** An entry without links, told from others by its number. */
export function plainEntry(number: number): Readonly<Record<string, unknown>> {
  const at = new Date(Date.parse('2026-03-01T12:00:00Z') + number * 1_000).toISOString();
  return {
    v: 1,
    localTime: at,
    glacierTime: at,
    connection: 'local',
    kind: 'local',
    practice: true,
    arn: arnOf('claims'),
    account,
    region,
    type: 'lockIdEntered',
    lockId: `secret-lock-id-${String(number)}`,
    created: at,
    expires: at,
    policySha256: 'p',
  };
}

/**
 * A ledger as writers make it: each step is one writer's line. A writer that is `blind` to so many lines had read the
 * file before they were written.
 */
export class WrittenLedger {
  readonly lines: string[] = [];

  write(blind = 0): this {
    return this.put(this.withLinks(this.linksAt(this.lines.length - blind)));
  }

  /** A line of an earlier version. */
  writeUnlinked(): this {
    return this.put(JSON.stringify(plainEntry(this.lines.length)));
  }

  /** What a crash leaves of a line. */
  tear(): this {
    const line = this.withLinks(this.linksAt(this.lines.length));
    return this.put(line.slice(0, Math.floor(line.length / 2)));
  }

  private withLinks(links: Links): string {
    return JSON.stringify({ ...plainEntry(this.lines.length), ...links });
  }

  private linksAt(count: number): Links {
    const chain = new LedgerChain();
    for (const line of this.lines.slice(0, Math.max(0, count))) chain.add(Buffer.from(line));
    return chain.next();
  }

  private put(line: string): this {
    this.lines.push(line);
    return this;
  }
}

export function fileOf(lines: readonly string[]): Buffer {
  return Buffer.from(lines.map((line) => `${line}\n`).join(''));
}
