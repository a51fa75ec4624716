import { readFile } from 'node:fs/promises';
import { verifyLedger, type LedgerVerification } from './verifyLedger';

/** Reads and verifies a ledger. One that was never written to is empty. Rejects with the system's error. */
export async function readLedger(filePath: string, noted?: string): Promise<LedgerVerification> {
  return verifyLedger(await bytesOf(filePath), noted);
}

async function bytesOf(filePath: string): Promise<Buffer> {
  try {
    return await readFile(filePath);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  }
}
