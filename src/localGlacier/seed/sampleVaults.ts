import { createHash } from 'node:crypto';
import { withArchives } from '../inventory';
import { newVault, type Archive, type Vault } from '../model';
import { vaultArn } from '../partition';
import { day } from '../practiceClock';
import type { VaultLock } from '../vaultLock';
import { retentionAndHoldPolicy, retentionPolicy, uploadPolicy } from './samplePolicies';

const hour = 60 * 60 * 1000;

/** A sample vault in short; ages are days before now. */
interface Sample {
  readonly name: string;
  readonly age: number;
  readonly region?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Description, age in days and size in bytes. */
  readonly archives?: readonly (readonly [description: string, age: number, size: number])[];
  readonly accessPolicy?: (arn: string) => string;
  readonly lock?: {
    readonly state: 'inProgress' | 'locked';
    /** Hours before now. */
    readonly initiated: number;
    readonly policy: (arn: string, account: string) => string;
  };
}

const home = 'us-west-2';
const kib = 1024;
const mib = 1024 * kib;

/** Vaults of a small company: enough for two pages of a list, in every state of a vault lock. */
const samples: readonly Sample[] = [
  {
    name: 'audit-logs-2024',
    age: 40,
    tags: { Department: 'Security' },
    archives: [
      ['audit-2024-q3.tar.gz', 38, 48 * mib],
      ['audit-2024-q4.tar.gz', 2, 51 * mib],
    ],
    lock: {
      state: 'inProgress',
      initiated: 17.5,
      policy: (arn) => retentionPolicy({ sid: 'keep-audit-logs-five-years', arn, days: 1827 }),
    },
  },
  {
    name: 'backups-nightly',
    age: 700,
    tags: { Department: 'IT', Rotation: '90 days' },
    archives: [
      ['nightly-minus-90.img', 90, 310 * mib],
      ['nightly-minus-30.img', 30, 325 * mib],
      ['nightly-minus-1.img', 1, 331 * mib],
    ],
  },
  { name: 'camera-footage', age: 120, archives: [['gate-north.mp4', 119, 700 * mib]] },
  { name: 'examplevault', age: 300, archives: [['My archive description', 200, 3 * mib]] },
  {
    name: 'finance-records',
    age: 3000,
    tags: { Department: 'Finance', Retention: '7 years' },
    archives: [
      ['ledger-first-year.zip', 2900, 12 * mib],
      ['ledger-just-free.zip', 2557, 14 * mib],
      ['ledger-last-day.zip', 2556, 14 * mib],
      ['ledger-last-year.zip', 400, 19 * mib],
      ['ledger-this-month.zip', 10, 2 * mib],
    ],
    lock: {
      state: 'locked',
      initiated: 2990 * 24,
      policy: (arn) => retentionPolicy({ sid: 'keep-finance-records-seven-years', arn, days: 2557 }),
    },
  },
  {
    name: 'hr-personnel-files',
    age: 900,
    tags: { Department: 'HR' },
    archives: [['files-a-to-k.zip', 890, 80 * mib]],
  },
  { name: 'lab-instruments', age: 60 },
  {
    name: 'legal-discovery',
    age: 500,
    tags: { Department: 'Legal', LegalHold: 'true' },
    archives: [
      ['mailboxes.pst', 480, 900 * mib],
      ['contracts.zip', 20, 35 * mib],
    ],
    lock: {
      state: 'locked',
      initiated: 495 * 24,
      policy: (arn, account) =>
        retentionAndHoldPolicy({
          sid: 'keep-discovery-one-year',
          arn,
          days: 366,
          officer: `arn:aws:iam::${account}:role/LegalOfficer`,
        }),
    },
  },
  {
    name: 'medical-imaging',
    age: 1500,
    archives: [['ct-series-0001.dcm.tar', 1400, 220 * mib]],
    accessPolicy: (arn) => uploadPolicy(arn, '444455556666'),
  },
  { name: 'my-vault', age: 30 },
  { name: 'photo-originals', age: 2000, archives: [['summer.zip', 1990, 640 * mib]] },
  { name: 'research-data', age: 365, tags: { Project: 'Glacial ice cores' } },
  { name: 'source-snapshots', age: 15, archives: [['release-1.0.tar.gz', 14, 9 * mib]] },
  {
    name: 'contracts-eu',
    region: 'eu-central-1',
    age: 1200,
    tags: { Department: 'Legal' },
    archives: [['contracts-signed.zip', 1190, 25 * mib]],
    lock: {
      state: 'locked',
      initiated: 1195 * 24,
      policy: (arn) => retentionPolicy({ sid: 'keep-contracts-ten-years', arn, days: 3653 }),
    },
  },
  { name: 'payroll-eu', region: 'eu-central-1', age: 200, archives: [['payroll.zip', 190, 500 * kib]] },
];

/** The sample vaults, dated back from `now` (epoch milliseconds), with ARNs of the account. */
export function sampleVaults(account: string, now: number): readonly Vault[] {
  return samples.map((sample) => makeVault(sample, account, now));
}

function makeVault(sample: Sample, account: string, now: number): Vault {
  const { name, region = home, tags = {}, archives = [], accessPolicy } = sample;
  const arn = vaultArn(account, region, name);
  const bare: Vault = {
    ...newVault(region, name, now - sample.age * day),
    tags: new Map(Object.entries(tags)),
    accessPolicy: accessPolicy?.(arn),
    lock: makeLock(sample, arn, account, now),
  };
  return archives.reduce((vault, [description, age, size]) => {
    const created = now - age * day;
    const archive = makeArchive(`${arn} ${description}`, { description, size, created });
    return withArchives(vault, new Map(vault.archives).set(archive.id, archive), created);
  }, bare);
}

function makeLock({ lock }: Sample, arn: string, account: string, now: number): VaultLock {
  if (!lock) return { state: 'none' };
  return {
    state: lock.state,
    policy: lock.policy(arn, account),
    lockId: sampleId(`${arn} lock`, 24),
    created: now - lock.initiated * hour,
  };
}

function makeArchive(key: string, facts: Pick<Archive, 'description' | 'size' | 'created'>): Archive {
  const hash = createHash('sha256').update(key).digest('hex');
  return { id: sampleId(key, 138), ...facts, contentHash: hash, treeHash: hash };
}

/** The same for the same key, so that an ID in a text about the samples stays true. */
function sampleId(key: string, length: number): string {
  const hash = createHash('sha512').update(key).digest('base64url').replaceAll('-', '_');
  return hash.repeat(Math.ceil(length / hash.length)).slice(0, length);
}
