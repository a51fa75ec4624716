import { isAllow, isDeny } from '../lint/elements';
import type { RuleCode } from '../lint/rules';
import type { StatementTree } from '../syntax/policyTree';
import { hasWildcard } from '../wildcard';
import type { HoverText } from './hoverText';
import { code } from './markdown';
import { pages } from './pages';

const rootIsBound =
  'The root user of the owning account is not exempt, and once locked AWS Support cannot lift it either.';

/** A value of Principal or NotPrincipal. */
export function principalText(
  value: string,
  type: string | undefined,
  negated: boolean,
  statement: StatementTree,
): HoverText {
  const said = whom(value, type, statement);
  return {
    headline: negated ? `${said.headline}, left out by NotPrincipal` : said.headline,
    // What is said of those whom a statement concerns does not hold of those whom it spares.
    body: negated ? [...(said.isFault ? (said.body ?? []) : []), notPrincipal(statement)] : (said.body ?? []),
    pages: [negated ? pages.notPrincipal : pages.principal],
    rules: said.rules ?? [],
    isFault: said.isFault ?? false,
  };
}

function notPrincipal(statement: StatementTree): string {
  return isAllow(statement)
    ? 'Everybody else is allowed, the whole world included, for ever.'
    : 'Everybody else is denied. An exception is safe only if the session, the role and the account are all listed; and it outlives the role it names.';
}

function whom(value: string, type: string | undefined, statement: StatementTree): HoverText {
  if (value === '*' && (type === undefined || type === 'AWS')) return everyone(statement);
  switch (type) {
    case 'AWS':
      return inAccount(value, statement);
    case 'Service':
      return {
        headline: `**The service ${code(value)}** of AWS, when it calls in its own name`,
        body: ['Users and roles that work through the service are not meant.'],
      };
    case 'Federated':
    case 'CanonicalUser':
      return {
        headline: `**${code(value)}**: of no use in a vault policy`,
        body: [`Requests to Glacier never come from a ${type} principal.`],
      };
    case undefined:
    default:
      return {
        headline: `**${code(value)}** is no principal in this form`,
        body: ['Write `"*"` for everyone, or `{"AWS": "…"}` with an account, a user or a role.'],
        rules: ['principal-format'],
        isFault: true,
      };
  }
}

function everyone(statement: StatementTree): HoverText {
  const headline = '**Everyone**: all users and roles of all accounts, root, and anonymous callers';
  if (isDeny(statement)) return { headline, body: [rootIsBound] };
  return {
    headline,
    body: isAllow(statement)
      ? ['Who is allowed by a locked policy stays allowed for ever: no one can withdraw it.']
      : [],
  };
}

const accountId = /^(?:\d{12}|arn:[^:]+:iam::(\d{12}):root)$/;
const entity = /^arn:[^:]+:(iam|sts)::(\d{12}):(user|role|assumed-role|federated-user|group)\/(.+)$/s;

function inAccount(value: string, statement: StatementTree): HoverText {
  const account = accountId.exec(value);
  if (account) return wholeAccount(account[1] ?? value, account[1] === undefined, statement);
  if (/^A(?:ROA|IDA)[A-Z0-9]{12,}$/.test(value))
    return {
      headline: `**A ${value.startsWith('AROA') ? 'role' : 'user'} that is gone**: ${code(value)} is its unique ID`,
      body: ['AWS shows the ID where it can find no name any more. Nobody will ever have it again.'],
    };
  const found = entity.exec(value);
  const [, , owner = '', kind = '', name = ''] = found ?? [];
  if (!found)
    return {
      headline: `**${code(value)}** is no account, user or role`,
      rules: ['principal-format'],
      isFault: true,
    };
  if (hasWildcard(name)) return partialWildcard(value);
  const last = name.split('/').at(-1) ?? name;
  switch (kind) {
    case 'user':
      return one(`**The user ${code(last)}** of account ${owner}`, statement);
    case 'role':
      return one(`**The role ${code(last)}** of account ${owner}, with all its sessions`, statement);
    case 'assumed-role':
      return one(
        `**One session** of the role ${code(name.split('/')[0] ?? name)} of account ${owner}`,
        statement,
      );
    case 'federated-user':
      return one(`**One federated session** of account ${owner}`, statement);
    default:
      return {
        headline: `**${code(value)}** is a group, and a group is no principal`,
        body: ['Name its users, or a role.'],
        rules: ['principal-format'],
        isFault: true,
      };
  }
}

function wholeAccount(account: string, isNumber: boolean, statement: StatementTree): HoverText {
  const form = isNumber
    ? `\`arn:aws:iam::${account}:root\` means the same.`
    : '`:root` does not mean the root user alone.';
  return {
    headline: `**The whole account ${account}**: every user, role and session, and root`,
    body: [
      isDeny(statement)
        ? `${form} All of them are denied. ${rootIsBound}`
        : `${form} What each of them may do is still up to their own policies.`,
      isDeny(statement)
        ? 'Other accounts are not denied: the access policy can let them in at any time. `"*"` denies everyone.'
        : undefined,
    ],
  };
}

function one(headline: string, statement: StatementTree): HoverText {
  return {
    headline,
    body: isDeny(statement)
      ? [
          'Everybody else is not denied by this statement, and new users and roles are not either. `"*"` denies everyone.',
        ]
      : isAllow(statement)
        ? ['In its own account this is enough by itself, and once locked it cannot be withdrawn.']
        : [],
  };
}

function partialWildcard(value: string): HoverText {
  const rules: readonly RuleCode[] = ['principal-wildcard'];
  return {
    headline: `**${code(value)}** matches nobody: a principal takes no wildcard in a name`,
    body: ['Write `"*"`, and `ArnLike` on `aws:PrincipalArn` in a Condition.'],
    rules,
    isFault: true,
  };
}
