import { killed, type Moment } from '../killed/moments';
import { keptFigures, totalOf } from '../randomRun/figures';
import { faults } from './faults';
import { operations } from './operations';
import { promises } from './promises';

/** The page FAULTS.md, made of the data that the tests run by. */
export function faultsPage(): string {
  const used = new Set(faults.flatMap(({ promised }) => Object.values(promised)));
  const legend = new Map(
    Object.entries(promises)
      .filter(([id]) => [...used].some((each) => each === id))
      .map(([, { brief, words }]) => [`${brief}: ${words}`, [brief, words]]),
  );
  return `${[
    '# What is promised when something goes wrong',
    [
      'Completing a vault lock cannot be taken back, and Glacier tells a lock ID once. So each way in which something can go',
      'wrong between this computer and Glacier is made to happen, at each operation, and what is promised is tested. This page',
      'is made of the data that the tests run by (`test/conformance/locking/faults`); a test holds the two together.',
    ].join('\n'),
    ['## Of every cell of the table', always.map((each) => `- ${each}`).join('\n')].join('\n\n'),
    ['## Fault × operation', table()].join('\n\n'),
    [
      'Each cell is a test, called `a fault at a lock operation`, then the fault, then the operation. To run a row:',
      '```sh\nnpm test -- conformance --grep "reply dropped after Glacier acted"\n```',
    ].join('\n\n'),
    ['## The words of the table', rows(['in the table', 'is promised'], [...legend.values()])].join('\n\n'),
    [
      '## A long random run',
      [
        'Random operations in two windows, each with a random fault or none, programs that die at random moments, restarts, clock',
        'moves and somebody on another computer, by a seed. An oracle asks Glacier without the SDK:',
      ].join('\n'),
      [
        '- After every step the new lines of the ledger are held against its chain.',
        '- After an operation that ended well, or with an error after which the lock had been looked at, what its window shows is',
        '  compared as it stands, before anybody looks again; and what ended well has to be in the ledger as Glacier shows it.',
        '- After most other operations the lock is read anew and compared; after the others it is left as it is, for the next step',
        '  to meet.',
        '- A window that is opened, and at every fifth step both, show all vaults as Glacier does, with every lock ID that came to',
        '  that window or is in the ledger.',
      ].join('\n'),
      'A run that fails prints its seed and its steps.',
      figures(),
      [
        'Every `npm test -- conformance` runs the first 2,000 steps of it. More, and from another seed:',
        '```sh\nVAULT_LOCK_FAULT_STEPS=20000 VAULT_LOCK_FAULT_SEED=100 npm test -- conformance --grep "long random run"\n```',
      ].join('\n\n'),
    ].join('\n\n'),
    [
      '## The program is killed',
      [
        'A program that is killed has no moment to say or write anything. The next one reads the vault again, tells once what',
        'became of what was under way and offers the step that helps, writes that to the ledger, and sends nothing by itself.',
        'A program that is still at it is left alone.',
      ].join('\n'),
      killedTable(),
      [
        'Each cell is a test, called `a program that is killed in the middle of an operation`. In a real VS Code the extension',
        'host is killed, reloaded and left without a disk by `test/workbench/killed.test.ts` and `test/workbench/fullDisk.test.ts`.',
      ].join('\n'),
    ].join('\n\n'),
  ].join('\n\n')}\n`;
}

const always: readonly string[] = [
  'What a window shows afterwards, and what a fresh start shows, is what Glacier says, read past the fault.',
  'Initiate is sent once at most, and again only where Glacier said that it had too much to do to look at it. Complete and Abort may be sent again: Glacier takes the second for the first.',
  'A lock ID that is on the disk is found by a fresh start, and completes the lock. One that arrived and could not be written, or whose program was killed between the reply and the writing, is known to that window only, or to nobody: its lock has to be restarted, or the lock ID entered. No lock ID of another attempt is ever offered.',
  'A lock whose ID never arrived is shown as in progress with its lock ID unknown. Entering the ID works, and so does restarting.',
  'The next operation of the next window works, and the ledger is whole.',
];

/** Of one run, which was kept. */
function figures(): string {
  const { seed, steps, operations: done, endedWell, faults: injected } = keptFigures();
  return [
    `The run from seed ${String(seed)}: ${String(steps)} steps, ${String(done)} operations, of which ${String(endedWell)} ended well, ${String(totalOf(injected))} faults injected.`,
    rows(
      ['fault', 'times'],
      Object.entries(injected).map(([kind, count]) => [kind, String(count)]),
    ),
  ].join('\n\n');
}

function table(): string {
  return rows(
    ['what goes wrong', ...operations.map(({ words }) => words)],
    faults.map(({ words, promised }) => [
      words,
      ...operations.map(({ id }) => {
        const promise = promised[id];
        return promise === undefined ? '–' : promises[promise].brief;
      }),
    ]),
  );
}

const moments: Readonly<Record<Moment, string>> = {
  before: 'Glacier has not seen it',
  during: 'Glacier has acted, the reply has not arrived',
  after: 'the reply has arrived, nothing was read back',
};

function killedTable(): string {
  const places = [...new Set(killed.map(({ operation, at }) => `${operation} ${at}`))];
  return rows(
    ['killed in', 'at the request', ...Object.values(moments)],
    places.map((place) => {
      const cells = killed.filter(({ operation, at }) => `${operation} ${at}` === place);
      const tells = (moment: string) => cells.find((each) => each.moment === moment)?.told ?? '–';
      return [...place.split(' '), ...Object.keys(moments).map(tells)];
    }),
  );
}

function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}
