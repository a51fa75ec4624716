import { looseStatement } from '../explain/looseStatement';
import { statementInWords } from '../explain/statementInWords';
import { isAllow, isDeny } from '../lint/elements';
import { reachedActions } from '../lint/rules/reach';
import type { RuleCode } from '../lint/rules';
import type { PolicyTree, StatementTree } from '../syntax/policyTree';
import { list, remainder } from './actionHover';
import type { HoverText } from './hoverText';
import { code, prose } from './markdown';
import { pages } from './pages';

/** The name of an element of the policy itself. */
export function policyElementText(name: string, policy: PolicyTree): HoverText | undefined {
  switch (name) {
    case 'Version':
      return versionText(undefined);
    case 'Id':
      return idText();
    case 'Statement': {
      const count = policy.statements.length;
      return {
        headline: `**${count === 1 ? '1 statement' : `${count} statements`}**: any that denies wins over all that allow`,
        body: [
          'In full force from Initiate on. Within 24 hours it is either completed and final, or gone.',
          'Nothing in it can be changed afterwards. If the requirements change, that takes a new vault with a new lock.',
        ],
        pages: [pages.vaultLock, pages.statement],
      };
    }
    default:
      return undefined;
  }
}

export function versionText(version: string | undefined): HoverText {
  const known: Readonly<Record<string, string>> = {
    '2012-10-17': '**The current policy language**, with variables such as `${aws:username}`',
    '2008-10-17': '**The old policy language**: variables such as `${aws:username}` are plain text in it',
  };
  const headline =
    version === undefined
      ? '**The version of the policy language**, not a date of your own'
      : (known[version] ?? `**${code(version)}** is no version of the policy language`);
  const rules: readonly RuleCode[] =
    version === undefined ? [] : known[version] === undefined ? ['invalid-version'] : [];
  return {
    headline,
    body: [
      version === '2012-10-17'
        ? undefined
        : 'Write `"2012-10-17"`. Without Version the rules of `"2008-10-17"` hold.',
    ],
    pages: [pages.version],
    rules,
    isFault: rules.length > 0,
  };
}

export function idText(): HoverText {
  return { headline: '**A name for the policy**, of no effect', pages: [pages.id] };
}

/** The name of an element of a statement. */
export function elementText(name: string, statement: StatementTree): HoverText | undefined {
  switch (name) {
    case 'Sid':
    case 'Effect':
      return summaryText(statement, name === 'Sid' ? 'sid' : 'effect');
    case 'Action':
    case 'NotAction':
      return actionsText(name, statement);
    case 'Principal':
      return {
        headline: '**Whom the statement is about**',
        body: ['A vault policy needs it; policies of users and roles have none.'],
        pages: [pages.principal],
        rules: ['missing-principal'],
      };
    case 'NotPrincipal':
      return {
        headline: '**Everybody but** those that are listed',
        body: ['An exception in a locked policy outlives the user or role it names.'],
        pages: [pages.notPrincipal],
      };
    case 'Resource':
      return {
        headline: '**The vault** the statement is about',
        body: ['A policy sits on one vault: a statement whose Resource is another never applies.'],
        pages: [pages.resource],
        rules: ['resource-not-this-vault'],
      };
    case 'NotResource':
      return {
        headline: '**Every vault but** those that are listed',
        body: ['If the vault that carries the policy is listed, the statement never applies.'],
        pages: [pages.notResource],
      };
    case 'Condition':
      return {
        headline:
          '**When the statement applies**: all tests must hold; several values of one test are alternatives',
        body: ['For "either or", write two statements.'],
        pages: [pages.condition],
      };
    default:
      return undefined;
  }
}

function actionsText(name: 'Action' | 'NotAction', statement: StatementTree): HoverText {
  if (name === 'NotAction')
    return {
      headline: '**Every action but** those that are listed',
      body: [remainder(statement)],
      pages: [pages.notAction],
    };
  const reached = reachedActions(statement);
  return {
    headline:
      reached.length === 0
        ? '**What the statement is about**: no action of a vault so far'
        : `**What the statement is about**: ${reached.length === 1 ? '1 action' : `${reached.length} actions`}`,
    body: [list(reached)],
    pages: [pages.action],
  };
}

/** The whole statement in one sentence, on its Sid and on its Effect. */
export function summaryText(statement: StatementTree, on: 'sid' | 'effect'): HoverText {
  const meaning = looseStatement(statement);
  const summary = meaning && prose(statementInWords(meaning));
  if (on === 'sid')
    return {
      headline: summary === undefined ? '**A name for the statement**, of no effect' : `**${summary}**`,
      body: [
        summary === undefined
          ? undefined
          : 'The Sid is only a name. Letters, digits, hyphens and spaces will do.',
      ],
      pages: [pages.sid],
    };
  return {
    headline: summary === undefined ? effectHeadline(statement) : `**${summary}**`,
    body: [effectNote(statement)],
    pages: [pages.effect],
  };
}

function effectHeadline(statement: StatementTree): string {
  if (isDeny(statement)) return '**Denies** what the statement is about';
  if (isAllow(statement)) return '**Allows** what the statement is about';
  return '**`"Deny"` or `"Allow"`**, with these capitals';
}

function effectNote(statement: StatementTree): string | undefined {
  if (isDeny(statement))
    return 'A Deny wins over every Allow: of the access policy, of IAM, and for the root user too. Once locked nobody can lift it, AWS Support included.';
  if (isAllow(statement))
    return 'A lock is for denying. What a locked policy allows can never be withdrawn; the access policy of the vault is the place for an Allow.';
  return undefined;
}
