import assert from 'node:assert/strict';
import {
  inventoryInterval,
  isKnownEmpty,
  lastInventory,
  withArchives,
} from '../../../src/localGlacier/inventory';
import { newVault, type Archive, type Vault } from '../../../src/localGlacier/model';

const start = Date.UTC(2026, 0, 1);
const hash = 'a'.repeat(64);
const archive = (id: string, size: number): Archive => ({
  id,
  size,
  description: '',
  contentHash: hash,
  treeHash: hash,
  created: start,
});

const upload = (vault: Vault, id: string, size: number, now: number) =>
  withArchives(vault, new Map(vault.archives).set(id, archive(id, size)), now);

function remove(vault: Vault, id: string, now: number): Vault {
  const archives = new Map(vault.archives);
  archives.delete(id);
  return withArchives(vault, archives, now);
}

describe('the daily inventory', () => {
  const empty = newVault('us-west-2', 'v', start);
  const one = upload(empty, 'a', 10, start);
  const two = upload(one, 'b', 5, start + inventoryInterval * 1.5);

  it('is not taken before anything was written', () => {
    assert.equal(lastInventory(empty, start + 10 * inventoryInterval), undefined);
  });

  it('is taken each 24 hours from the first write on', () => {
    assert.equal(lastInventory(one, start + inventoryInterval - 1), undefined);
    for (const days of [1, 2, 30]) {
      const taken = start + days * inventoryInterval;
      for (const now of [taken, taken + inventoryInterval - 1]) {
        assert.deepEqual(lastInventory(one, now), { taken, archives: 1, size: 10 });
      }
    }
  });

  it('does not see what was written after it', () => {
    const first = { taken: start + inventoryInterval, archives: 1, size: 10 };
    assert.deepEqual(lastInventory(two, start + inventoryInterval * 1.5), first);
    assert.deepEqual(lastInventory(two, start + inventoryInterval * 2 - 1), first);
    assert.deepEqual(lastInventory(two, start + inventoryInterval * 2), {
      taken: start + inventoryInterval * 2,
      archives: 2,
      size: 15,
    });
  });

  it('lets a vault be deleted only if it was seen empty and not written to since', () => {
    const cleared = remove(one, 'a', start + inventoryInterval * 1.5);
    const rewritten = remove(
      upload(cleared, 'c', 1, start + inventoryInterval * 2.5),
      'c',
      start + inventoryInterval * 2.6,
    );
    const rows: readonly (readonly [string, Vault, number, boolean])[] = [
      ['never written to', empty, 0, true],
      ['just written to', one, 0, false],
      ['with an archive', one, 5, false],
      ['cleared, not yet seen', cleared, 1.9, false],
      ['cleared and seen', cleared, 2, true],
      ['seen empty, written to since', rewritten, 2.7, false],
      ['seen empty again', rewritten, 3, true],
    ];
    for (const [title, vault, days, expected] of rows) {
      assert.equal(isKnownEmpty(vault, start + days * inventoryInterval), expected, title);
    }
  });
});
