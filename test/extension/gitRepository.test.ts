import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { committedFile } from '../../src/commands/report/committedFile';
import { repositoryOf } from '../../src/commands/report/gitRepository';
import { until } from './support/host';

const run = promisify(execFile);

describe('the repository of a policy file', () => {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const root = folder.uri;
  const file = vscode.Uri.joinPath(root, 'seven-years.vault-lock.json');
  const git = (...args: readonly string[]) =>
    run('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: root.fsPath });

  after(async () => {
    const folderOfGit = vscode.Uri.joinPath(root, '.git');
    await vscode.workspace.fs.delete(folderOfGit, { recursive: true }).then(undefined, () => undefined);
  });

  it('is none where there is none, and says why', async () => {
    assert.equal(typeof (await repositoryOf(file)), 'string');
    assert.equal(
      await repositoryOf(vscode.Uri.parse('untitled:x.json')),
      'The file is not on a disk where a repository could be.',
    );
  });

  it('tells what its commit has of the file, wherever Git is installed', async () => {
    const version = await git('--version').catch(() => undefined);
    if (version === undefined) {
      assert.equal(typeof (await repositoryOf(file)), 'string');
      return;
    }
    await git('init', '-q');
    await git('add', 'seven-years.vault-lock.json');
    await git('commit', '-q', '-m', 'x');
    const hash = (await git('rev-parse', 'HEAD')).stdout.trim();
    const inForce = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    const look = async (of: vscode.Uri) => {
      const repository = await repositoryOf(of);
      if (typeof repository === 'string') return undefined;
      const found = await committedFile(repository, of.fsPath, () => vscode.workspace.fs.readFile(of), {
        inForce,
        vaultArn: 'arn:aws:glacier:us-west-2:111122223333:vaults/my-vault',
      });
      return found.kind === 'commit' ? found : undefined;
    };
    const found = await until(() => look(file), "VS Code's Git support to see the commit");
    assert.equal(found.hash, hash);
    assert.match(found.date ?? '', /^\d{4}-/);
    assert.deepEqual(found.file, { kind: 'present', unchanged: true, agreement: 'same' });
    const other = await look(vscode.Uri.joinPath(root, 'legal-hold.vault-lock.json'));
    assert.deepEqual(other?.file, { kind: 'absent' });
  });
});
