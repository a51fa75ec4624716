import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  AbortVaultLockCommand,
  AddTagsToVaultCommand,
  CompleteVaultLockCommand,
  DeleteArchiveCommand,
  DeleteVaultCommand,
  DescribeVaultCommand,
  GlacierServiceException,
  InitiateJobCommand,
  ListTagsForVaultCommand,
  RemoveTagsFromVaultCommand,
  UploadArchiveCommand,
  type GlacierClient,
} from '@aws-sdk/client-glacier';
import {
  explanationOf,
  parsePolicy,
  type Band,
  type Caller,
  type EffectRow,
  type EffectTable,
  type State,
} from '../../src/policy';
import { endTested, startTested, type TestedGlacier } from './support/localGlacier';
import {
  account,
  arnOf,
  clientAs,
  clientOf,
  createVault,
  dayInSeconds,
  endClients,
  initiate,
  upload,
  vault,
} from './support/sdk';

/** The statements of a policy for a vault. */
type Policy = (arn: string) => readonly object[];

const other = '444455556666';
const age = (operator: string, days: unknown) => ({ [operator]: { 'glacier:ArchiveAgeInDays': days } });
const deny = (arn: string, changes: object = {}) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: 'glacier:DeleteArchive',
  Resource: arn,
  ...changes,
});
const tag = (operator: string, values: unknown) => ({
  [operator]: { 'glacier:ResourceTag/LegalHold': values },
});

/** One of AWS's own examples, for another vault and this account. */
const example =
  (name: string): Policy =>
  (arn) => {
    const text = readFileSync(path.join(import.meta.dirname, `../fixtures/awsExamples/${name}.json`), 'utf8');
    const outer = JSON.parse(text) as { readonly Policy?: string };
    const inner = outer.Policy ?? text;
    const moved = inner
      .replaceAll('VAULT_ARN', arn)
      .replace(/arn:aws:glacier:us-west-2:\d{12}:vaults\/examplevault/g, arn)
      .replace(/123456789012|999999999999/g, account);
    return (JSON.parse(moved) as { readonly Statement: readonly object[] }).Statement;
  };

const policies: Readonly<Record<string, Policy>> = {
  'AWS: retention': example('retention'),
  'AWS: legal hold': example('legalHold'),
  'AWS: InitiateVaultLock': example('initiateVaultLock'),
  'AWS: wrapper of the CLI': example('cliWrapper'),
  'AWS: cross-account upload': example('crossAccountUpload'),
  'AWS: MFA delete': example('mfaDelete'),
  'AWS: time-based delete': example('timeBasedDelete'),
  'AWS: owner rights': example('ownerRights'),
  'a retention for the own account only': (arn) => [
    deny(arn, { Principal: { AWS: account }, Condition: age('NumericLessThan', 30) }),
  ],
  'a hold while a tag is there': (arn) => [deny(arn, { Condition: tag('StringEquals', 'true') })],
  'a hold unless a tag lifts it': (arn) => [deny(arn, { Condition: tag('StringNotEquals', 'released') })],
  'a retention and a hold': (arn) => [
    deny(arn, { Condition: age('NumericLessThan', 2557) }),
    deny(arn, { Condition: tag('StringLike', 'case-*') }),
    deny(arn, { Action: ['glacier:AddTagsToVault', 'glacier:RemoveTagsFromVault'] }),
  ],
  'a hold while young': (arn) => [
    deny(arn, {
      Condition: { ...age('NumericLessThanEquals', 90), ...tag('StringEqualsIgnoreCase', 'yes') },
    }),
  ],
  'a gap between two retentions': (arn) => [
    deny(arn, { Condition: age('NumericLessThan', 10) }),
    deny(arn, { Condition: { ...age('NumericGreaterThanEquals', 20), ...age('NumericLessThan', 40) } }),
  ],
  'every action, by age': (arn) => [deny(arn, { Action: 'glacier:*', Condition: age('NumericLessThan', 5) })],
  'every action where there is no age': (arn) => [
    deny(arn, { Action: 'glacier:*', Condition: age('NumericGreaterThanIfExists', 100) }),
  ],
  NotAction: (arn) => [
    deny(arn, {
      Action: undefined,
      NotAction: ['glacier:UploadArchive', 'glacier:Abort*', 'glacier:*Lock', 'glacier:InitiateJob'],
    }),
  ],
  NotPrincipal: (arn) => [
    deny(arn, { Principal: undefined, NotPrincipal: { AWS: `arn:aws:iam::${account}:role/Keeper` } }),
  ],
  'NotPrincipal with all that is needed': (arn) => [
    deny(arn, {
      Principal: undefined,
      NotPrincipal: { AWS: [account, `arn:aws:iam::${account}:user/keeper`] },
    }),
  ],
  'years as days': (arn) => [
    deny(arn, { Condition: age('NumericLessThan', '2557') }),
    deny(arn, { Condition: age('NumericLessThan', 365.5) }),
  ],
  'MFA, as AWS writes it and as it works': (arn) => [
    deny(arn, { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }),
    deny(arn, {
      Action: 'glacier:InitiateJob',
      Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': false } },
    }),
  ],
  'single days': (arn) => [deny(arn, { Condition: age('NumericEquals', ['1', 7, '8', '30.5']) })],
  'all days but one': (arn) => [deny(arn, { Condition: age('NumericNotEquals', 12) })],
  'two accounts': (arn) => [
    deny(arn, {
      Principal: { AWS: [account, `arn:aws:iam::${other}:root`] },
      Condition: age('NumericLessThan', 9),
    }),
    deny(arn, { Effect: 'Allow', Principal: { AWS: other } }),
  ],
  'a role, a session and a user': (arn) => [
    deny(arn, {
      Principal: {
        AWS: [
          `arn:aws:iam::${account}:role/ops/Backup`,
          `arn:aws:sts::${account}:assumed-role/Auditor/monday`,
          `arn:aws:iam::${account}:user/ana`,
        ],
      },
    }),
  ],
  'everyone but a role, by condition': (arn) => [
    deny(arn, {
      Condition: {
        ...age('NumericLessThan', 60),
        ArnNotEquals: { 'aws:PrincipalArn': `arn:aws:iam::${account}:role/Keeper` },
      },
    }),
  ],
  'an address': (arn) => [deny(arn, { Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } })],
  'an Allow that a Deny overrules while young': (arn) => [
    deny(arn, { Effect: 'Allow', Action: 'glacier:*' }),
    deny(arn, { Condition: age('NumericLessThan', 3) }),
  ],
};

/** What a request for an action came to. */
type Came = 'explicit deny' | 'not allowed' | 'went through';

async function cameTo(call: Promise<unknown>): Promise<Came> {
  try {
    await call;
    return 'went through';
  } catch (error) {
    if (!(error instanceof GlacierServiceException)) throw error;
    // Whatever else is wrong with a request is told after the policies were asked.
    if (error.name !== 'AccessDeniedException') return 'went through';
    return error.message.includes('with an explicit deny') ? 'explicit deny' : 'not allowed';
  }
}

/** What may happen in a band: where others decide, the owner's administrator goes through and nobody else does. */
function expected({ possible }: Band, { kind }: Caller): readonly Came[] {
  const owner = kind.startsWith('owner');
  return possible.map((decision) =>
    decision === 'explicitDeny'
      ? 'explicit deny'
      : decision === 'allow' || owner
        ? 'went through'
        : 'not allowed',
  );
}

function tableFor(policy: string): EffectTable {
  const parsed = parsePolicy(policy);
  const { table, problem } = explanationOf(parsed, { name: 'policy', now: 0, diagnostics: [] });
  return table ?? assert.fail(problem);
}

/** The first and the last day of each band, and a day well beyond the last one. */
function daysAround({ bands }: EffectRow): readonly number[] {
  return [...new Set(bands.flatMap(({ from, to }) => [from, to === Infinity ? from + 400 : to]))];
}

const bandAt = ({ bands }: EffectRow, day: number): Band =>
  bands.find(({ from, to }) => from <= day && day <= to) ?? assert.fail();

const textOf = (name: string, policy: Policy): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: policy(arnOf(name)) });

/** The tags of a vault in a state, and what its requests say besides; null where they say nothing of a key. */
function situationOf({ effect: { states } }: EffectTable, state: State) {
  const values = states.valuesIn(state);
  const told = states.facets.map(({ key, kind }) => ({ key, kind, value: values[key] }));
  return {
    tags: Object.fromEntries(
      told.flatMap(({ key, kind, value }) =>
        kind === 'tag' && value !== undefined ? [[key.slice(key.indexOf('/') + 1), value]] : [],
      ),
    ),
    context: Object.fromEntries(
      told.flatMap(({ key, kind, value }) => (kind === 'context' ? [[key, value ?? null]] : [])),
    ),
  };
}

describe('what explain says is what happens', function () {
  this.timeout(300_000);
  let glacier: TestedGlacier;
  let owner: GlacierClient;

  before(async () => {
    glacier = await startTested();
    owner = clientOf(glacier.url);
  });
  after(async () => {
    endClients();
    await endTested();
  });

  Object.entries(policies).forEach(([title, policy], place) => {
    it(`to each caller, at each age, in each situation: ${title}`, async () => {
      const table = tableFor(textOf('any', policy));
      const states = new Set(table.rows.flatMap((row) => [row.states[0] ?? 0, row.states.at(-1) ?? 0]));
      let tried = 0;
      for (const state of states) tried += await tryAll(`p${place}-${state}`, policy, state);
      assert.ok(tried >= 12, String(tried));
    });
  });

  /** Tries every action that the local Glacier can do, as every caller; tells how many requests it was. */
  async function tryAll(name: string, policy: Policy, state: State): Promise<number> {
    const text = textOf(name, policy);
    const table = tableFor(text);
    const { tags, context } = situationOf(table, state);
    const rows = table.rows.filter(({ states }) => states.includes(state));
    await createVault(owner, name);
    if (Object.keys(tags).length > 0)
      await owner.send(new AddTagsToVaultCommand({ ...vault(name), Tags: tags }));
    const archives = await uploadFor(name, rows);
    const lockId = await initiate(owner, name, text);
    assert.ok(lockId);
    let tried = 0;
    const check = async (
      action: string,
      row: EffectRow,
      caller: Caller,
      day: number,
      call: (client: GlacierClient) => Promise<unknown>,
    ): Promise<void> => {
      tried += 1;
      const client = clientAs(glacier.url, caller.principal, { ...caller.context, ...context });
      const came = await cameTo(call(client));
      const band = bandAt(row, day);
      const about = `${action} by ${caller.principal} on day ${day}, ${JSON.stringify({ tags, context, band })}`;
      assert.ok(expected(band, caller).includes(came), `${came}: ${about}`);
    };
    for (const row of rows)
      for (const caller of row.callers) {
        for (const action of row.actions)
          for (const day of row.hasAge ? daysAround(row) : [0]) {
            const call = calls[action]?.(name, () => archives.take(action, row, day));
            if (call) await check(action, row, caller, day, call);
          }
      }
    // Last, for it ends all of it.
    const [abort] = rows.filter(({ actions }) => actions.includes('AbortVaultLock'));
    const root = table.effect.callers.list[0];
    if (abort?.callers.includes(root ?? assert.fail()))
      await check('AbortVaultLock', abort, root ?? assert.fail(), 0, async (client) =>
        client.send(new AbortVaultLockCommand({ accountId: account, vaultName: name })),
      );
    return tried;
  }

  /** Uploads what the requests will be about: as many archives of each age as will be deleted, and one that stays. */
  async function uploadFor(name: string, rows: readonly EffectRow[]) {
    const now = await glacier.now();
    const byDay = new Map<number, string[]>();
    for (const row of rows.filter(({ hasAge }) => hasAge))
      for (const day of daysAround(row)) {
        const wanted = mayGo(row, day) && row.actions.includes('DeleteArchive') ? row.callers.length : 0;
        const ids = byDay.get(day) ?? [];
        byDay.set(day, ids);
        // An hour older than so many whole days, so that the day does not end meanwhile.
        const created = now - (day * dayInSeconds + 3600) * 1000;
        for (const target = ids.length + wanted + (ids.length === 0 ? 1 : 0); ids.length < target;)
          ids.push(await upload(owner, name, { created }));
      }
    return {
      /** An archive of that age, one that is there still. */
      take: (action: string, row: EffectRow, day: number): string => {
        const ids = byDay.get(day) ?? assert.fail(`No archive of ${day} days.`);
        const last = action === 'DeleteArchive' && mayGo(row, day) && ids.length > 1 ? ids.pop() : ids[0];
        return last ?? assert.fail();
      },
    };
  }

  /** Whether deletion may go through for anybody. */
  function mayGo(row: EffectRow, day: number): boolean {
    return bandAt(row, day).outcome !== 'denied';
  }

  const archivesOf = (name: string) => ({ accountId: account, vaultName: name });
  type Call = (client: GlacierClient) => Promise<unknown>;
  const calls: Readonly<Record<string, (name: string, archive: () => string) => Call>> = {
    DeleteArchive: (name, archive) => async (client) =>
      client.send(new DeleteArchiveCommand({ ...archivesOf(name), archiveId: archive() })),
    InitiateJob: (name, archive) => async (client) =>
      client.send(
        new InitiateJobCommand({
          ...archivesOf(name),
          jobParameters: { Type: 'archive-retrieval', ArchiveId: archive() },
        }),
      ),
    // There are archives in it, so that it stays whatever the policies say.
    DeleteVault: (name) => async (client) => client.send(new DeleteVaultCommand(archivesOf(name))),
    RemoveTagsFromVault: (name) => async (client) =>
      client.send(new RemoveTagsFromVaultCommand({ ...archivesOf(name), TagKeys: ['nothing'] })),
    UploadArchive: (name) => async (client) =>
      client.send(new UploadArchiveCommand({ ...archivesOf(name), body: 'more' })),
    DescribeVault: (name) => async (client) => client.send(new DescribeVaultCommand(archivesOf(name))),
    ListTagsForVault: (name) => async (client) => client.send(new ListTagsForVaultCommand(archivesOf(name))),
  };
});

describe('what explain says happens as the clock moves on', function () {
  this.timeout(300_000);
  let glacier: TestedGlacier;
  let owner: GlacierClient;

  before(async () => {
    glacier = await startTested();
    owner = clientOf(glacier.url);
  });
  after(async () => {
    endClients();
    await endTested();
  });

  it('to archives that come of age under locked policies', async () => {
    const locked: { name: string; table: EffectTable; row: EffectRow; caller: Caller; archives: string[] }[] =
      [];
    const kept = Object.entries(policies).filter(([title]) => !/MFA|address|time-based/.test(title));
    for (const [place, [, policy]] of kept.entries()) {
      const name = `clock-${place}`;
      const text = textOf(name, policy);
      const table = tableFor(text);
      const caller = table.effect.callers.list.find(({ kind }) => kind === 'owner user') ?? assert.fail();
      const at = table.rows.filter((row) => row.callers.includes(caller) && row.states.includes(0));
      const row = at.find(({ actions }) => actions.includes('DeleteArchive')) ?? assert.fail();
      const completes = at.find(({ actions }) => actions.includes('CompleteVaultLock'));
      if (completes?.bands[0]?.outcome === 'denied') continue;
      await createVault(owner, name);
      const archives: string[] = [];
      while (archives.length < daysAround(row).length) archives.push(await upload(owner, name));
      const lockId = await initiate(owner, name, text);
      await owner.send(new CompleteVaultLockCommand({ ...vault(name), lockId }));
      locked.push({ name, table, row, caller, archives });
    }
    assert.ok(locked.length >= 14, String(locked.length));
    const days = [...new Set(locked.flatMap(({ row }) => daysAround(row)))].sort((a, b) => a - b);
    let today = 0;
    let tried = 0;
    for (const day of days) {
      await glacier.advance((day - today) * dayInSeconds);
      today = day;
      for (const { name, row, caller, archives } of locked) {
        if (!daysAround(row).includes(day)) continue;
        const archiveId = archives.at(-1) ?? assert.fail();
        const came = await cameTo(owner.send(new DeleteArchiveCommand({ ...vault(name), archiveId })));
        if (came === 'went through') archives.pop();
        assert.ok(expected(bandAt(row, day), caller).includes(came), `${came}: ${name} on day ${day}`);
        tried += 1;
      }
    }
    assert.ok(tried > 40, String(tried));
  });
});
