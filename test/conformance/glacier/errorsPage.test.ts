import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { errorsPage } from './errors/page';

const file = path.join(import.meta.dirname, '../../../ERRORS.md');

describe('the page ERRORS.md', function () {
  this.timeout(30_000);
  it('is what the tests of errors run by (VAULT_LOCK_WRITE_GOLDEN=1 writes it)', async () => {
    const page = await format(errorsPage(), { parser: 'markdown' });
    if (process.env['VAULT_LOCK_WRITE_GOLDEN'] === '1') writeFileSync(file, page);
    assert.equal(readFileSync(file, 'utf8').replaceAll('\r\n', '\n'), page);
  });
});
