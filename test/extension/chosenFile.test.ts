import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { chosenFiles, PolicyDrift } from '../../src/editor/policyDrift';
import { PolicyDocuments } from '../../src/editor/policyDocuments';
import { PolicyFiles } from '../../src/editor/policyFiles';
import { PolicyTargets } from '../../src/editor/policyTargets';
import { createGateways } from '../../src/locking/gateways';
import { createGlacierClock } from '../../src/locking/glacierClock';
import { openLockLedger } from '../../src/locking/lockLedger';
import type { Vault } from '../../src/locking/model';
import { createVaultStore } from '../../src/locking/vaultStore';
import { Disposables } from '../../src/shared/disposables';
import { arnOf, retention, vaultWith } from '../unit/locking/support/samples';

const [folder] = vscode.workspace.workspaceFolders ?? [];
assert.ok(folder);
const at = (name: string): vscode.Uri => vscode.Uri.joinPath(folder.uri, name);
const write = (uri: vscode.Uri, text: string): Thenable<void> =>
  vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));

/** A memory that lives as long as the test. */
function shortMemory(): vscode.Memento {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    // Whoever asks says what it is, as with VS Code's own.
    get: (key: string, otherwise?: unknown) => (values.has(key) ? values.get(key) : otherwise) as never,
    update: (key, value) => {
      values.set(key, value);
      return Promise.resolve();
    },
  };
}

describe('the file that a person chose for a vault', () => {
  const name = 'chosen-file-vault';
  const vault: Vault = vaultWith(
    {
      state: 'inProgress',
      policy: retention(name),
      created: 0,
      expires: 86_400_000,
      lockId: { held: false },
    },
    undefined,
    name,
  );
  const draft = at('chosen-file-draft.vault-lock.json');
  const parts = new Disposables();
  let outside: string;
  let documents: PolicyDocuments;
  let drift: PolicyDrift;

  before(async () => {
    assert.equal(vault.arn, arnOf(name));
    outside = await mkdtemp(path.join(os.tmpdir(), 'chosen-file-'));
    const clock = createGlacierClock();
    const gateways = parts.add(
      createGateways(() => Promise.reject(new Error('No Glacier is asked here.')), clock),
    );
    const ledger = parts.add(openLockLedger(path.join(outside, 'ledger.jsonl'), clock));
    const store = parts.add(createVaultStore({ gateways, clock, ledger, log: () => undefined }));
    const memory = shortMemory();
    documents = parts.add(new PolicyDocuments(memory));
    const targets = parts.add(new PolicyTargets(store, memory));
    const files = parts.add(
      new PolicyFiles(
        documents,
        targets,
        () => chosenFiles(memory),
        (error) => assert.fail(String(error)),
      ),
    );
    drift = parts.add(new PolicyDrift(files, memory));
    // It names the vault, and would agree.
    await write(draft, retention(name));
  });

  after(async () => {
    parts.dispose();
    await vscode.workspace.fs.delete(draft);
    await rm(outside, { recursive: true });
  });

  const elsewhere = retention(name, 30);
  const places: readonly (readonly [where: string, uri: () => vscode.Uri, text: string])[] = [
    ['outside the workspace', () => vscode.Uri.file(path.join(outside, 'kept.json')), elsewhere],
    ['in a folder that is not searched', () => at('node_modules/kept.vault-lock.json'), elsewhere],
    ['longer than any policy', () => at('kept-long.vault-lock.json'), elsewhere.padEnd(100_001)],
  ];
  for (const [where, uriOf, text] of places)
    it(`is compared ${where}, and is missing when it is deleted`, async () => {
      const uri = uriOf();
      const file = uri.toString();
      await write(uri, text);
      await drift.choose(vault, uri);
      const found = { kind: 'compared', file, agreement: 'differs' };
      assert.deepEqual((await drift.afresh(vault)).drift, found);
      assert.deepEqual(await drift.settled(vault), found);
      await write(uri, 'no policy');
      assert.deepEqual((await drift.afresh(vault)).drift, {
        kind: 'compared',
        file,
        agreement: 'unreadable',
      });
      await vscode.workspace.fs.delete(uri);
      assert.deepEqual((await drift.afresh(vault)).drift, { kind: 'missing', file });
      assert.deepEqual(await drift.settled(vault), { kind: 'missing', file });
    });

  it('is missing where it cannot be read, or is said to be no policy', async () => {
    await drift.choose(vault, folder.uri);
    assert.equal((await drift.afresh(vault)).drift?.kind, 'missing');
    await drift.choose(vault, draft);
    assert.equal((await drift.afresh(vault)).drift?.kind, 'compared');
    await documents.choose(await vscode.workspace.openTextDocument(draft), 'other');
    assert.equal((await drift.afresh(vault)).drift?.kind, 'missing');
    await documents.choose(await vscode.workspace.openTextDocument(draft), 'policy');
  });

  it('is none at all by choice, and the one that names the vault without', async () => {
    await drift.chooseNone(vault);
    assert.deepEqual(await drift.afresh(vault), { isNone: true, drift: undefined, files: [] });
    await drift.forget(vault);
    const { drift: found, isNone } = await drift.afresh(vault);
    assert.deepEqual(
      [found, isNone],
      [{ kind: 'compared', file: draft.toString(), agreement: 'same' }, false],
    );
  });
});
