import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lineHash } from '../../../../src/locking/ledger/ledgerChain';
import { entriesInWords, withoutLockId } from '../../../../src/locking/ledger/ledgerText';
import { verifyLedger } from '../../../../src/locking/ledger/verifyLedger';
import { fileOf, plainEntry, WrittenLedger } from './support/chained';

const kindsIn = (lines: readonly string[]) =>
  verifyLedger(fileOf(lines)).findings.map(({ line, kind }) => `${String(line)} ${kind}`);
const verdictOf = (lines: readonly string[], noted?: string) => verifyLedger(fileOf(lines), noted).verdict;

const written = (count: number) => {
  const ledger = new WrittenLedger();
  for (let index = 0; index < count; index += 1) ledger.write();
  return ledger;
};

/** Any history: old lines first, then lines of writers that are more or less up to date, torn ones, old ones. */
const anyLedger = fc
  .tuple(
    fc.nat(3),
    fc.array(
      fc.oneof(
        { arbitrary: fc.constant('write' as const), weight: 6 },
        { arbitrary: fc.constantFrom(1, 2, 3), weight: 2 },
        { arbitrary: fc.constantFrom('tear' as const, 'old' as const), weight: 1 },
      ),
      { minLength: 3, maxLength: 14 },
    ),
  )
  .map(([old, steps]) => {
    const ledger = new WrittenLedger();
    for (let index = 0; index < old; index += 1) ledger.writeUnlinked();
    ledger.write();
    for (const step of steps) {
      if (step === 'write') ledger.write();
      else if (step === 'tear') ledger.tear();
      else if (step === 'old') ledger.writeUnlinked();
      // Nobody who reads the ledger when it has entries begins the chain anew.
      else ledger.write(Math.min(step, ledger.lines.length - old - 1));
    }
    // What is not named yet cannot be protected: a line that names all others, and one that vouches for that.
    return ledger.write().write().lines;
  });

describe('verifyLedger', () => {
  it('finds nothing in what honest writers wrote, however they ran into each other', () => {
    fc.assert(
      fc.property(anyLedger, (lines) => {
        assert.equal(verdictOf(lines), 'whole', JSON.stringify(kindsIn(lines)));
      }),
    );
  });

  describe('says that it is broken after', () => {
    const breaks = (change: (lines: readonly string[], at: number, to: number) => readonly string[]) => () =>
      fc.assert(
        fc.property(anyLedger, fc.nat(), fc.nat(), (lines, at, to) => {
          // The last line is what no other line vouches for; the noted head does.
          const changed = change(lines, at % (lines.length - 1), to % (lines.length - 1));
          if (changed.join('\n') === lines.join('\n')) return;
          assert.equal(verdictOf(changed), 'broken', JSON.stringify(kindsIn(changed)));
        }),
      );

    it(
      'any changed character',
      breaks((lines, at, to) =>
        lines.map((line, index) => {
          const place = to % Math.max(1, line.length);
          return index === at
            ? `${line.slice(0, place)}${line[place] === '1' ? '2' : '1'}${line.slice(place + 1)}`
            : line;
        }),
      ),
    );
    it(
      'a removed line',
      breaks((lines, at) => lines.filter((_, index) => index !== at)),
    );
    it(
      'two lines that changed places',
      breaks((lines, at, to) =>
        lines.map((line, index) => (index === at ? lines[to] : index === to ? lines[at] : line) ?? ''),
      ),
    );
    it(
      'a line that was put in, also one that names what stands before it',
      breaks((lines, at, to) => {
        const forged = JSON.stringify({ ...plainEntry(99), prev: lineHash(Buffer.from(lines[at] ?? '')) });
        const line = to % 2 === 0 ? forged : JSON.stringify(plainEntry(99));
        const place = Math.min(at + 1, lines.length - 2);
        return [...lines.slice(0, place), line, ...lines.slice(place)];
      }),
    );
    it(
      'a line that is there twice',
      breaks((lines, at, to) => {
        const place = Math.min(Math.max(at, to) + 1, lines.length - 2);
        return [...lines.slice(0, place), lines[at] ?? '', ...lines.slice(place)];
      }),
    );
    it(
      'a beginning that was cut off',
      breaks((lines, at) => lines.slice(at + 1)),
    );
  });

  it('never is silent about a line that was put in right before the last one, but cannot tell it from an honest one', () => {
    const { lines } = written(4);
    const forged = JSON.stringify({ ...plainEntry(99), prev: lineHash(Buffer.from(lines[2] ?? '')) });
    assert.deepEqual(kindsIn([...lines.slice(0, 3), forged, ...lines.slice(3)]), ['5 sameTime']);
  });

  it('tells one change once', () => {
    const { lines } = written(6);
    lines.splice(2, 1);
    assert.deepEqual(kindsIn(lines), ['3 broken']);
  });

  it('tells entries that were written at the same time from broken ones', () => {
    const { lines } = written(2).write(1).write(2).write();
    assert.deepEqual(kindsIn(lines), ['3 sameTime', '4 sameTime']);
    assert.equal(verdictOf(lines), 'whole');
  });

  it('does not let a line of those disappear', () => {
    const { lines } = written(2).write(1).write();
    for (const index of [1, 2])
      assert.equal(verdictOf(lines.filter((_, at) => at !== index)), 'broken', String(index));
  });

  it('recognises a line that a crash has torn, in the middle and at the end', () => {
    const { lines } = written(2).tear().write().tear();
    assert.deepEqual(kindsIn(lines), ['3 torn', '5 torn']);
    assert.equal(verdictOf(lines), 'whole');
    const open = Buffer.from(lines.join('\n'));
    assert.deepEqual(
      verifyLedger(open).findings.map(({ line, kind }) => [line, kind]),
      [
        [3, 'torn'],
        [5, 'torn'],
      ],
    );
  });

  it('takes a last line that lacks nothing but its end', () => {
    const { lines } = written(3);
    const { verdict, entries, findings } = verifyLedger(Buffer.from(lines.join('\n')));
    assert.deepEqual([verdict, entries.length, findings], ['whole', 3, []]);
  });

  it('says where the chain begins, and guards what stands before it from then on', () => {
    const old = new WrittenLedger().writeUnlinked().writeUnlinked();
    assert.equal(verdictOf(old.lines), 'unchained');
    const { lines } = old.write().write();
    const { verdict, begins } = verifyLedger(fileOf(lines));
    assert.deepEqual([verdict, begins], ['whole', 3]);
    assert.equal(verdictOf([lines[1] ?? '', ...lines.slice(1)]), 'broken');
    assert.equal(verdictOf(lines.slice(1)), 'broken');
  });

  it('tells an entry that an earlier version wrote in between', () => {
    const { lines } = written(2).writeUnlinked().write();
    assert.deepEqual(kindsIn(lines), ['3 unlinked']);
    assert.equal(verdictOf(lines), 'whole');
  });

  it('does not see that the end was cut off, but for the head that was noted', () => {
    const { lines } = written(5);
    const noted = verifyLedger(fileOf(lines)).head?.hash ?? '';
    assert.equal(verdictOf(lines.slice(0, 3)), 'whole');
    assert.equal(verdictOf(lines.slice(0, 3), noted), 'headMissing');
    assert.equal(verdictOf([], noted), 'headMissing');
    const last = (lines[4] ?? '').replace('secret', 'forged');
    assert.equal(verdictOf([...lines.slice(0, 4), last]), 'whole');
    assert.equal(verdictOf([...lines.slice(0, 4), last], noted), 'headMissing');
    // What is put right before the last line passes for written at the same time; the head has moved down by it.
    const inserted = verifyLedger(fileOf([...lines.slice(0, 4), last, lines[4] ?? '']), noted);
    assert.deepEqual([inserted.verdict, inserted.noted?.line, inserted.head?.line], ['whole', 6, 6]);
    const appended = verifyLedger(fileOf([...lines, written(5).write().lines[5] ?? '']), noted);
    assert.deepEqual([appended.verdict, appended.noted?.line, appended.head?.line], ['whole', 5, 6]);
    const stripped = lines.map((line) => line.replace(/,"(?:prev|begins)":"[0-9a-f]+"/, ''));
    assert.equal(verdictOf(stripped), 'unchained');
    assert.equal(verdictOf(stripped, noted), 'headMissing');
    // An honest ledger goes on, and the noted head stays in it.
    const { verdict, noted: found } = verifyLedger(fileOf(lines), lineHash(Buffer.from(lines[2] ?? '')));
    assert.deepEqual([verdict, found?.line], ['whole', 3]);
  });

  it('takes any bytes without throwing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        assert.ok(verifyLedger(Buffer.from(bytes)).lines >= 0);
      }),
    );
  });

  it('shows no lock ID', () => {
    const lines = written(3).tear().lines;
    const verification = verifyLedger(fileOf(lines));
    const shown = [
      entriesInWords(verification.entries),
      JSON.stringify(verification.entries.map(withoutLockId)),
      JSON.stringify(verification.findings),
    ].join('\n');
    assert.match(shown, /Lock ID entered/);
    assert.ok(!shown.includes('secret-lock-id'), shown);
  });
});
