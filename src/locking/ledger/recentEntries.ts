import { open } from 'node:fs/promises';
import { parseLedgerLine, type LedgerEntry } from './ledgerEntry';
import { linesOf } from './linesOf';

/** A ledger grows for ever; this much of its end holds days of the busiest person's work, policies included. */
const recent = 1024 * 1024;

/**
 * The entries in the last megabyte of a ledger, in order; lines that are none are left out. For what is asked about the
 * last days only. Rejects with the system's error; of a ledger that does not exist yet there are none.
 */
export async function recentEntries(filePath: string, bytes = recent): Promise<readonly LedgerEntry[]> {
  const text = await endOf(filePath, bytes);
  if (text === undefined) return [];
  const { lines, rest } = linesOf(text);
  return [...lines, rest].flatMap((line) => {
    const parsed = parseLedgerLine(line.toString('utf8'));
    return parsed.ok ? [parsed.entry] : [];
  });
}

async function endOf(filePath: string, bytes: number): Promise<Buffer | undefined> {
  try {
    const file = await open(filePath, 'r');
    try {
      const { size } = await file.stat();
      const from = Math.max(0, size - bytes);
      const buffer = Buffer.alloc(size - from);
      const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
