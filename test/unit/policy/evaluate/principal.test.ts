import assert from 'node:assert/strict';
import { account, applies, otherAccount } from './asking';

const root = `arn:aws:iam::${account}:root`;
const user = `arn:aws:iam::${account}:user/ana`;
const role = `arn:aws:iam::${account}:role/Backup`;
const pathRole = `arn:aws:iam::${account}:role/ops/night/Backup`;
const session = `arn:aws:sts::${account}:assumed-role/Backup/monday`;
const federated = `arn:aws:sts::${account}:federated-user/ana`;
const stranger = `arn:aws:iam::${otherAccount}:user/ana`;
const service = 'backup.amazonaws.com';

interface Row {
  readonly rule: string;
  readonly principal: unknown;
  readonly matches: readonly string[];
  readonly others: readonly string[];
}

const everyone = [root, account, user, role, session, federated, stranger, service, '*'];
const ofTheAccount = [root, account, user, role, session, federated];
const outside = [stranger, otherAccount, service, '*'];

const rows: readonly Row[] = [
  { rule: '"*" is everyone, anonymous too', principal: '*', matches: everyone, others: [] },
  { rule: '{"AWS":"*"} is everyone, anonymous too', principal: { AWS: '*' }, matches: everyone, others: [] },
  { rule: '"*" in a list is everyone', principal: { AWS: [user, '*'] }, matches: everyone, others: [] },
  {
    rule: 'an account id is every principal of the account: root, users, roles, sessions',
    principal: { AWS: account },
    matches: ofTheAccount,
    others: outside,
  },
  {
    rule: 'the root ARN is every principal of the account: root, users, roles, sessions',
    principal: { AWS: root },
    matches: ofTheAccount,
    others: [...outside, user.replace('arn:aws:', 'arn:aws-cn:')],
  },
  {
    rule: 'a user ARN is that user, name with case, and a federated session of that user',
    principal: { AWS: user },
    matches: [user, federated],
    others: [
      root,
      account,
      role,
      session,
      stranger,
      service,
      '*',
      `${user}s`,
      user.replace('ana', 'Ana'),
      `${federated}/x`,
    ],
  },
  {
    rule: 'a user ARN with a path is that user only with the path',
    principal: { AWS: user.replace('user/', 'user/ops/') },
    matches: [user.replace('user/', 'user/ops/'), federated],
    others: [user],
  },
  {
    rule: 'a role ARN is the role and all its sessions',
    principal: { AWS: role },
    matches: [role, session, session.replace('monday', 'tuesday')],
    others: [
      root,
      account,
      user,
      federated,
      pathRole,
      session.replace('Backup', 'backup'),
      session.replace('Backup', 'Backup2'),
      session.replace(account, otherAccount),
      session.replace('arn:aws:', 'arn:aws-cn:'),
      session.replace('/monday', ''),
      session.replace(':sts:', ':iam:'),
      `${session}/more`,
      federated.replace('ana', 'Backup'),
      service,
      '*',
    ],
  },
  {
    rule: 'a role ARN with a path is the role and all its sessions, whose ARNs leave the path out',
    principal: { AWS: pathRole },
    matches: [pathRole, session],
    others: [role, session.replace('Backup', 'ops'), session.replace('Backup', 'night')],
  },
  {
    rule: 'a session ARN is that session only',
    principal: { AWS: session },
    matches: [session],
    others: [role, session.replace('monday', 'tuesday'), root, account, '*'],
  },
  {
    rule: 'a session ARN takes no wildcard',
    principal: { AWS: session.replace('monday', '*') },
    matches: [],
    others: [session, session.replace('monday', '*')],
  },
  {
    rule: 'a federated session ARN is that session only',
    principal: { AWS: federated },
    matches: [federated],
    others: [user, session],
  },
  {
    rule: 'a service is that service principal',
    principal: { Service: service },
    matches: [service],
    others: ['glacier.amazonaws.com', 'Backup.amazonaws.com', user, account, '*'],
  },
  { rule: 'a service under AWS is nobody', principal: { AWS: service }, matches: [], others: everyone },
  { rule: 'a user under Service is nobody', principal: { Service: user }, matches: [], others: everyone },
  { rule: '"*" under Service is nobody', principal: { Service: '*' }, matches: [], others: everyone },
  { rule: 'Federated is nobody', principal: { Federated: service }, matches: [], others: everyone },
  {
    rule: 'CanonicalUser is nobody',
    principal: { CanonicalUser: '79a5' },
    matches: [],
    others: ['79a5', '*'],
  },
  {
    rule: 'a partial wildcard is nobody',
    principal: {
      AWS: [`arn:aws:iam::${account}:user/*`, `arn:aws:iam::${account}:role/Backu?`, '1111*', '**'],
    },
    matches: [],
    others: everyone,
  },
  {
    rule: 'a role or root that is not written as one of IAM is nobody',
    principal: {
      AWS: [
        role.replace(':iam:', ':sts:'),
        root.replace(':iam:', ':sts:'),
        root.replace('iam::', 'iam:us-west-2:'),
        root.replace(account, ''),
      ],
    },
    matches: [],
    others: everyone,
  },
  { rule: 'eleven digits are nobody', principal: { AWS: account.slice(1) }, matches: [], others: everyone },
  { rule: 'a stored unique id is nobody', principal: { AWS: 'AIDAEXAMPLE' }, matches: [], others: everyone },
  {
    rule: 'a group is nobody',
    principal: { AWS: `arn:aws:iam::${account}:group/g` },
    matches: [],
    others: everyone,
  },
  {
    rule: 'one entry of several is enough, of one kind or of two',
    principal: { AWS: [stranger, user], Service: service },
    matches: [user, stranger, service],
    others: [role, '*'],
  },
  { rule: 'an empty list is nobody', principal: { AWS: [] }, matches: [], others: everyone },
];

describe('evaluate: Principal', () => {
  for (const { rule, principal, matches, others } of rows) {
    it(rule, () => {
      for (const who of matches)
        assert.equal(applies({ Principal: principal }, { principal: who }), true, who);
      for (const who of others)
        assert.equal(applies({ Principal: principal }, { principal: who }), false, who);
    });
    it(`NotPrincipal negates the list as a whole: ${rule}`, () => {
      for (const who of matches)
        assert.equal(applies({ NotPrincipal: principal }, { principal: who }), false, who);
      for (const who of others)
        assert.equal(applies({ NotPrincipal: principal }, { principal: who }), true, who);
    });
  }

  it('an ARN of another service in the same account is no principal of it', () => {
    const principal = `arn:aws:glacier:us-west-2:${account}:vaults/v`;
    assert.equal(applies({ Principal: { AWS: account } }, { principal }), false);
  });
});
