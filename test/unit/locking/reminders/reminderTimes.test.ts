import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { readReminderTimes, usualTimes } from '../../../../src/locking/reminders/reminderTimes';

const minute = 60_000;
const hour = 60 * minute;

interface Setting {
  readonly default: readonly string[];
  readonly scope: string;
  readonly items: { readonly pattern: string };
}

interface Manifest {
  readonly contributes: {
    readonly configuration: readonly { readonly properties: Readonly<Record<string, Setting>> }[];
  };
}

const manifest = JSON.parse(
  readFileSync(path.resolve(__dirname, '../../../../package.json'), 'utf8'),
) as Manifest;
const setting = manifest.contributes.configuration.flatMap(
  ({ properties }) => properties['glacierVaultLock.reminders'] ?? [],
)[0];
assert.ok(setting);

describe('readReminderTimes', () => {
  it('reads hours and minutes, longest first and none twice', () => {
    assert.deepEqual(readReminderTimes(['15 min', '4 hours', '1 hour', '60 minutes', '1h', ' 2 h ']), {
      times: [4 * hour, 2 * hour, hour, 15 * minute],
      nonsense: [],
    });
  });

  it('is switched off by an empty list, and by nothing else', () => {
    assert.deepEqual(readReminderTimes([]), { times: [], nonsense: [] });
    assert.deepEqual(readReminderTimes('never'), { times: usualTimes, nonsense: ['"never"'] });
    assert.deepEqual(readReminderTimes(null), { times: usualTimes, nonsense: ['null'] });
  });

  it('leaves out what is no time before the expiry, and tells it as it was written', () => {
    const { times, nonsense } = readReminderTimes([
      ...['1 hour', '24 hours', '0 min', '1440 min', '-1 h', '1.5 hours', 'soon', '15'],
      15,
      { hours: 1 },
    ]);
    assert.deepEqual(times, [hour]);
    assert.deepEqual(nonsense, [
      ...['"24 hours"', '"0 min"', '"1440 min"', '"-1 h"', '"1.5 hours"', '"soon"', '"15"'],
      '15',
      '{"hours":1}',
    ]);
  });

  it('knows the same default as the manifest, of which a workspace can change nothing', () => {
    assert.deepEqual(readReminderTimes(setting.default), { times: usualTimes, nonsense: [] });
    assert.equal(setting.scope, 'application');
  });

  it('takes for a time exactly what the manifest lets pass', () => {
    const pattern = new RegExp(setting.items.pattern);
    const text = fc.oneof(
      fc
        .tuple(
          fc.integer({ min: 0, max: 1600 }),
          fc.constantFrom('', ' ', '  '),
          fc.constantFrom('h', 'hour', 'hours', 'min', 'minute', 'minutes', 'm', 'days', ''),
        )
        .map((parts) => parts.join('')),
      fc.string({ maxLength: 8 }),
    );
    fc.assert(
      fc.property(text, (written) => {
        // VS Code does not trim; the person need not be told of a blank.
        fc.pre(written === written.trim());
        assert.equal(pattern.test(written), readReminderTimes([written]).nonsense.length === 0, written);
      }),
    );
    for (const good of ['1 min', '1439 min', '23 hours', '9h', '60 minutes']) assert.match(good, pattern);
    for (const bad of ['24 h', '1440 min', '0 h', '00 min']) assert.doesNotMatch(bad, pattern);
  });
});
