import { text, type Candidate } from './candidate';
import { allows, knownAccounts, otherItems, otherKeys, type Account, type Situation } from './situation';
import type { Template } from './template';

/** The whole value of Principal or NotPrincipal. */
export function principalCandidates(situation: Situation): readonly Candidate[] {
  const { blank } = situation.layout;
  const object = (kind: string, content: Template): Template => [
    `{${blank}"${kind}":${blank}"`,
    ...content,
    `"${blank}}`,
  ];
  const everyone = allows(situation)
    ? 'Everyone, anonymous callers too. In an Allow it opens the vault to the world, for ever.'
    : 'Everyone: root, every user and role of every account. A Deny that names less leaves out whom the access policy may let in later.';
  return [
    {
      label: '*',
      kind: 'principal',
      detail: 'everyone',
      documentation: everyone,
      insert: text('*'),
      rank: allows(situation) ? 5 : 0,
    },
    ...knownAccounts(situation).map((account): Candidate => {
      const arn = rootOf(account);
      return {
        label: `{ "AWS": "${arn}" }`,
        kind: 'principal',
        detail: 'account',
        documentation: wholeAccount,
        insert: { as: 'value', json: object('AWS', [arn]) },
        filter: `AWS ${arn}`,
        rank: 1,
      };
    }),
    {
      label: '{ "AWS": … }',
      kind: 'principal',
      detail: 'accounts, users, roles',
      insert: { as: 'value', json: object('AWS', [{ stop: 1, text: '' }]) },
      filter: 'AWS',
      rank: 2,
      retrigger: true,
    },
    {
      label: '{ "Service": … }',
      kind: 'principal',
      detail: 'an AWS service',
      insert: { as: 'value', json: object('Service', [{ stop: 1, text: '' }]) },
      filter: 'Service',
      rank: 6,
      retrigger: true,
    },
  ];
}

const wholeAccount =
  'Every principal of the account: root, users, roles and their sessions, not root alone. Other accounts are not meant.';

/** The kinds of principal that mean something to Glacier. */
export function principalKinds(situation: Situation): readonly Candidate[] {
  const there = otherKeys(situation);
  const kinds = [
    ['AWS', 'accounts, users, roles', 'Account IDs and ARNs of IAM, or `"*"`.'],
    ['Service', 'an AWS service', 'A service principal such as `lambda.amazonaws.com`.'],
  ] as const;
  return kinds
    .filter(([name]) => !there.includes(name))
    .map(([name, detail, documentation], rank) => ({
      label: name,
      kind: 'principal',
      detail,
      documentation,
      insert: { as: 'member', key: [name], value: ['"', { stop: 1, text: '' }, '"'] },
      rank,
      retrigger: true,
    }));
}

/** The values of `AWS` in a Principal. */
export function awsPrincipals(situation: Situation): readonly Candidate[] {
  const there = otherItems(situation);
  const accounts = knownAccounts(situation);
  const skeletons = rolesAndUsers(
    accounts,
    'Deleted, it is meant no more; made again under the same name, it may be somebody else. The lock stays as it is.',
  );
  const whole = accounts.map((account): Candidate => ({
    label: rootOf(account),
    kind: 'principal',
    detail: 'account',
    documentation: wholeAccount,
    insert: text(rootOf(account)),
    rank: 0,
  }));
  const everyone: Candidate = {
    label: '*',
    kind: 'principal',
    detail: 'everyone',
    insert: text('*'),
    rank: 4,
  };
  return [...whole, ...skeletons, everyone].filter(({ label }) => !there.includes(label));
}

/**
 * The values of `aws:PrincipalArn`. There an ARN is text: that of `root` is the root user alone, not the account as in a
 * Principal (IAM user guide, "AWS global condition context keys").
 */
export function principalArns(situation: Situation): readonly Candidate[] {
  const there = otherItems(situation);
  const accounts = knownAccounts(situation);
  const roots = accounts.map((account): Candidate => ({
    label: rootOf(account),
    kind: 'principal',
    detail: 'the root user alone',
    documentation:
      'In this key an ARN is text: users and roles of the account have others. For the whole account use `aws:PrincipalAccount`.',
    insert: text(rootOf(account)),
    rank: 4,
  }));
  const named = rolesAndUsers(
    accounts,
    'In this key an ARN is text: it goes on matching when the role or user is made again. Sessions carry the ARN of their role.',
  );
  return [...named, ...roots].filter(({ label }) => !there.includes(label));
}

function rolesAndUsers(accounts: readonly Account[], documentation: string): readonly Candidate[] {
  return accounts.flatMap(({ partition, account }) =>
    (['role', 'user'] as const).map((kind): Candidate => {
      const begin = `arn:${partition}:iam::${account}:${kind}/`;
      return {
        label: `${begin}…`,
        kind: 'principal',
        detail: kind === 'role' ? 'a role and its sessions' : 'a user',
        documentation,
        insert: { as: 'value', json: [`"${begin}`, { stop: 1, text: '' }, '"'] },
        filter: begin,
        rank: kind === 'role' ? 2 : 3,
      };
    }),
  );
}

export function rootOf({ partition, account }: Account): string {
  return `arn:${partition}:iam::${account}:root`;
}

/** Services that are known to work with archives on behalf of somebody. */
const services = [
  'backup.amazonaws.com',
  'ec2.amazonaws.com',
  'ecs-tasks.amazonaws.com',
  'events.amazonaws.com',
  'lambda.amazonaws.com',
  's3.amazonaws.com',
  'states.amazonaws.com',
  'storagegateway.amazonaws.com',
];

/** The values of `Service` in a Principal, and of keys that hold a service principal. */
export function servicePrincipals(situation: Situation): readonly Candidate[] {
  const there = otherItems(situation);
  return services
    .filter((name) => !there.includes(name))
    .map((name) => ({ label: name, kind: 'principal', insert: text(name), rank: 0 }));
}
