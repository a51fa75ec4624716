import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { signInTerminal } from '../../src/commands/signIn';
import { command, extensionApi, until } from './support/host';

describe('signing in to AWS', () => {
  it('hands the name of a profile over as it is, in one argument, and no shell reads it', () => {
    for (const profile of ['work', '$(touch /tmp/x)', '"; rm -rf ~ #', '-v', "it's", '%PATH%']) {
      const { shellPath, shellArgs } = signInTerminal({ how: 'sso', profile });
      assert.deepEqual([shellPath, ...shellArgs], ['aws', 'sso', 'login', `--profile=${profile}`]);
    }
    assert.deepEqual(signInTerminal({ how: 'login' }).shellArgs, ['login']);
  });

  it('opens a terminal for it, and ends with it', async () => {
    await extensionApi();
    const signingIn = command('connection.signIn', { how: 'sso', profile: 'it\u0000hurts' });
    const terminal = await until(
      () => vscode.window.terminals.find(({ name }) => name === 'Sign in to AWS'),
      'the terminal',
    );
    const { creationOptions } = terminal;
    assert.ok('shellArgs' in creationOptions);
    assert.deepEqual(creationOptions.shellArgs, ['sso', 'login']);
    terminal.dispose();
    await signingIn;
  });
});
