import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { hostileTexts, policiesWith } from '../support/hostileTexts';
import { runCliIn } from './support/commandLine';

/** What would move the cursor, change colours or turn the direction of writing on a terminal. */
const unseen = /[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/u;

/** Those that a terminal or a runner would mind, by their places. */
const mostHostile = [9, 10, 11, 12];

/** Fit for a file name of every system that the suites run on. */
const fileName = (text: string): string => text.replace(/[/\0]/g, '_').slice(0, 60);

describe('hostile texts on the command line', function () {
  this.timeout(180_000);
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(path.join(os.tmpdir(), 'hostile-'))));
  afterEach(async () => rm(folder, { recursive: true }));

  function assertHarmless(text: string, about: string): void {
    for (const line of text.split('\n')) {
      assert.doesNotMatch(line, unseen, `${about}: ${JSON.stringify(line)}`);
      // A command for the runner of GitHub's actions.
      assert.doesNotMatch(line, /^\s*::/, `${about}: ${line}`);
    }
  }

  it('never reach the terminal as they are, in texts, names of files and arguments', async () => {
    const policies: string[] = [];
    const tests: string[] = [];
    for (const [index, hostile] of hostileTexts.entries()) {
      const place = path.join(folder, `${String(index)}${fileName(hostile)}`);
      await mkdir(place);
      for (const [number, policy] of policiesWith(hostile).entries()) {
        const name = path.join(place, `${String(number)}.vault-lock.json`);
        await writeFile(name, policy);
        policies.push(name);
      }
      const test = path.join(place, '0.vault-lock.test.json');
      await writeFile(
        test,
        JSON.stringify({
          tests: [
            {
              name: hostile,
              principal: '*',
              action: 'DeleteArchive',
              ages: 1,
              expect: 'allowed',
              by: hostile,
            },
            { name: `other ${hostile}`, principal: hostile, action: hostile, expect: hostile, [hostile]: 1 },
          ],
        }),
      );
      tests.push(test);
    }
    const first = policies.filter((name) => name.includes(`${path.sep}0.vault-lock.json`));
    const runs: (readonly string[])[] = [
      ['lint', ...policies],
      ['test', ...tests],
      ...mostHostile.flatMap((at) => {
        const hostile = hostileTexts[at] ?? '';
        // No program can be handed a NUL as an argument.
        const argument = hostile.replaceAll('\0', '');
        return [
          [argument],
          ['lint', '--vault', argument, ...first.slice(0, 1)],
          ['explain', path.join(folder, `missing ${argument}`)],
          ['ledger', 'show', path.join(folder, `missing ${argument}`)],
        ];
      }),
      ...policies
        .filter((_, index) => mostHostile.includes(Math.floor(index / 13)) && [8, 9].includes(index % 13))
        .map((name) => ['explain', name]),
    ];
    const queue = runs.values();
    const work = async (): Promise<void> => {
      for (const args of queue) {
        const { out, err } = await runCliIn({ cwd: folder }, ...args);
        assertHarmless(`${out}\n${err}`, args.slice(0, 2).join(' '));
        assert.notEqual(out + err, '');
      }
    };
    await Promise.all([work(), work()]);
  });

  it('stay data in JSON and SARIF, with control characters escaped', async () => {
    const [text] = policiesWith(hostileTexts[11] ?? '');
    const file = path.join(folder, 'a.vault-lock.json');
    await writeFile(file, text ?? '');
    for (const args of [
      ['lint', '--format', 'json', file],
      ['lint', '--format', 'sarif', file],
      ['explain', '--format', 'json', file],
    ]) {
      const { out } = await runCliIn({}, ...args);
      JSON.parse(out);
      assert.doesNotMatch(out, /[^\P{Cc}\n\x7f-\x9f]/u);
    }
  });
});
