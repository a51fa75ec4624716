import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, '../../fixtures/cli/golden');

/** Compares with a file of `test/fixtures/cli/golden`. VAULT_LOCK_WRITE_GOLDEN=1 writes it instead: read the change. */
export function assertGolden(name: string, actual: string): void {
  const file = path.join(folder, name);
  if (process.env['VAULT_LOCK_WRITE_GOLDEN'] === '1') writeFileSync(file, actual);
  assert.equal(actual, readFileSync(file, 'utf8').replaceAll('\r\n', '\n'));
}
