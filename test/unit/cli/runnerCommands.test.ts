import assert from 'node:assert/strict';
import { withoutRunnerCommands } from '../../../src/cli/lint/cells';

describe('lines that a runner would take for commands to it', () => {
  it('are changed so that it does not', () => {
    const lines = [
      '::error::x',
      '  ::stop-commands::x',
      '##vso[task.setvariable variable=a]b',
      '\t##[error]x',
    ];
    assert.equal(
      withoutRunnerCommands(lines.join('\n')),
      [': :error::x', '  : :stop-commands::x', '## vso[task.setvariable variable=a]b', '\t## [error]x'].join(
        '\n',
      ),
    );
    assert.equal(withoutRunnerCommands('##VSO[task.complete]'), '## VSO[task.complete]');
  });

  it('are all that is changed', () => {
    const text = ['arn:aws:iam::111122223333:root', '# heading', '## second', '  "##vso[x]": "::"'].join(
      '\n',
    );
    assert.equal(withoutRunnerCommands(text), text);
  });
});
