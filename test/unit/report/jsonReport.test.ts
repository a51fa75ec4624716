import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import fc from 'fast-check';
import { jsonReport, makeEvidence, type ReportSources, type VaultSources } from '../../../src/report';
import { root } from '../../../tools/setup/root.mjs';
import {
  brokenLedger,
  created,
  held,
  lockedFromHere,
  lockedVault,
  policyText,
  prod,
  readAt,
  secretLockId,
  sourcesOf,
  younger,
} from './sample';

const policy = policyText('ledger', { Sid: 'Keep', ...younger(366) }, held);
const commit = { kind: 'commit', hash: '9f2c1d5e7a8b4c3d2e1f0a9b8c7d6e5f4a3b2c1d', branch: 'main' } as const;

/** One vault of each kind, and a region that could not be listed. */
const sources = sourcesOf(
  [
    lockedVault('ledger', policy, {
      file: {
        kind: 'file',
        path: 'ledger.vault-lock.json',
        agreement: 'same',
        unsaved: false,
        commit: { ...commit, file: { kind: 'present', unchanged: true, agreement: 'same' } },
      },
      tests: {
        kind: 'run',
        files: [
          {
            path: 'ledger.vault-lock.test.json',
            problems: [],
            cases: [{ name: 'young archives stay', passed: true, deviations: [] }],
          },
        ],
      },
    }),
    lockedVault('drafts', policy, {
      reading: {
        read: true,
        lock: { state: 'inProgress', policy: '{"Statement":1}', created, expires: created + 86_400_000 },
        requestId: undefined,
        glacierTime: readAt,
        localTime: readAt,
      },
      file: { kind: 'several', paths: ['a.json', 'b.json'] },
      tests: { kind: 'notRun', reason: 'The policy tests could not be run.' },
    }),
    lockedVault('bare', policy, {
      reading: {
        read: true,
        lock: { state: 'none' },
        requestId: 'req-none',
        glacierTime: readAt,
        localTime: readAt,
      },
    }),
    lockedVault('shut', policy, {
      reading: {
        read: false,
        failure: {
          code: 'AccessDeniedException',
          reason: 'You may not read this lock.',
          requestId: 'req-no',
        },
        localTime: readAt,
      },
    }),
  ],
  lockedFromHere('ledger', policy),
  {
    unlisted: [
      { connection: prod, region: 'sa-east-1', failure: { code: 'ECONNREFUSED', reason: 'Nobody answers.' } },
    ],
  },
);
const json = (made: ReportSources): string => jsonReport(makeEvidence(made));

const schemaFile = path.join(root, 'media', 'schemas', 'vault-lock-evidence.schema.json');
/** The schema with no member allowed that it does not name. */
function strictly(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strictly);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inside = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, strictly(value)]));
  return 'properties' in schema ? { ...inside, additionalProperties: false } : inside;
}

const schema: unknown = JSON.parse(readFileSync(schemaFile, 'utf8'));
const validate = new Ajv({ strict: false, allErrors: true, formats: { 'date-time': true } }).compile(
  strictly(schema) as object,
);
const assertOfForm = (text: string): void => {
  assert.ok(validate(JSON.parse(text)), JSON.stringify(validate.errors, undefined, 2));
};

describe('an evidence report as JSON', () => {
  it('is what it was: programs read it', () => {
    const file = path.join(root, 'test', 'fixtures', 'report', 'evidence.json');
    const text = json(sources);
    // To take over a change on purpose: VAULT_LOCK_WRITE_GOLDEN=1 npm test -- unit
    if (process.env['VAULT_LOCK_WRITE_GOLDEN'] === '1') writeFileSync(file, text);
    assert.equal(text, readFileSync(file, 'utf8'));
  });

  it('is of the form that its schema describes, which leaves out no member', () => {
    assertOfForm(json(sources));
    assertOfForm(json({ ...sources, ledger: { read: false, path: '/x', reason: 'No.' } }));
    assertOfForm(json({ ...sources, vaults: [], unlisted: [] }));
    const { tool, localTime, vaults, unlisted, ledger } = sources;
    assertOfForm(json({ tool, localTime, vaults, unlisted, ledger }));
  });

  it('is the same whatever the order in which vaults were read', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...sources.vaults], { minLength: sources.vaults.length }),
        (vaults) => {
          assert.equal(json({ ...sources, vaults }), json(sources));
        },
      ),
      { numRuns: 5 },
    );
  });

  it('says of whom a broken ledger names that it is not certain', () => {
    const text = json({
      ...sources,
      ...sourcesOf(sources.vaults, brokenLedger(lockedFromHere('ledger', policy))),
    });
    assertOfForm(text);
    const { vaults } = JSON.parse(text) as {
      readonly vaults: readonly {
        readonly name: string;
        readonly ledgerDoubt: string | null;
        readonly initiated: { readonly doubt?: string } | null;
      }[];
    };
    const vault = vaults.find(({ name }) => name === 'ledger');
    assert.match(vault?.ledgerDoubt ?? '', /ledger is broken/);
    assert.match(vault?.initiated?.doubt ?? '', /ledger is broken/);
  });

  it('shows no lock ID', () => {
    assert.ok(!json(sources).includes(secretLockId));
  });

  it('holds the policy as it came, whatever is in it, and hides nothing', () => {
    const hostile = `${policy} \u202E\u2028\u0000`;
    const vault: VaultSources = lockedVault('ledger', hostile);
    const text = json(sourcesOf([vault]));
    assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\p{Cf}\p{Zl}]/u);
    const report = JSON.parse(text) as {
      readonly vaults: readonly [{ readonly policy: { readonly text: string } }];
    };
    assert.equal(report.vaults[0].policy.text, hostile);
    assertOfForm(text);
  });
});
