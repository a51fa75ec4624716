import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { faultsPage } from './faults/page';
import { hashOfSteps, keptFigures } from './randomRun/figures';

const file = path.join(import.meta.dirname, '../../../FAULTS.md');

describe('the page FAULTS.md', function () {
  this.timeout(30_000);
  it('is what the tests of faults run by (VAULT_LOCK_WRITE_GOLDEN=1 writes it)', async () => {
    const page = await format(faultsPage(), { parser: 'markdown' });
    if (process.env['VAULT_LOCK_WRITE_GOLDEN'] === '1') writeFileSync(file, page);
    assert.equal(readFileSync(file, 'utf8').replaceAll('\r\n', '\n'), page);
  });

  it('tells the figures of a long run by the steps that are drawn now', () => {
    const { seed, steps, stepsSha256 } = keptFigures();
    assert.equal(stepsSha256, hashOfSteps(seed, steps));
    assert.ok(steps >= 2_000);
  });
});
