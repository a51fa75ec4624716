import type { PolicyDocument, Statement } from '../document';
import { effectOf, type Effect, type Reach } from '../effect';
import type { PolicySpan } from '../syntax/place';
import { readStatementAlone } from '../syntax/readPolicyDocument';
import type { PolicyTree, StatementTree } from '../syntax/policyTree';
import { oncePer } from './once';
import { openingBrace, type LintContext } from './rule';

/** A statement that could be read, with what it reaches. */
export interface JudgedStatement {
  readonly tree: StatementTree;
  readonly statement: Statement;
  readonly reach: Reach;
}

/** What a policy does as far as it can be read. */
export interface PolicyEffect {
  readonly effect: Effect;
  readonly statements: readonly JudgedStatement[];
  readonly denials: readonly JudgedStatement[];
  /** False where a statement cannot be read, so that nobody knows what it was meant to do. */
  readonly complete: boolean;
}

/** Glacier takes some 340 statements at most: beyond this nobody asks what they do together. */
const mostStatements = 1000;

/** What the policy in question does; worked out once for all rules. Undefined without a statement that can be read. */
export const policyEffect = oncePer(({ parsed, target }: LintContext): PolicyEffect | undefined => {
  const { policy } = parsed;
  if (!policy || policy.statements.length > mostStatements) return undefined;
  const readable = policy.statements.flatMap((tree) => {
    const statement = readStatementAlone(tree.node);
    return statement ? [{ tree, statement }] : [];
  });
  if (readable.length === 0) return undefined;
  const document: PolicyDocument = {
    version: versionOf(policy),
    id: undefined,
    statements: readable.map(({ statement }) => statement),
  };
  const effect = effectOf(document, { vaultArn: target?.arn });
  const statements = readable.flatMap(({ tree, statement }, index): JudgedStatement[] => {
    const reach = effect.reaches[index];
    return reach ? [{ tree, statement, reach }] : [];
  });
  return {
    effect,
    statements,
    denials: statements.filter(({ statement }) => statement.effect === 'Deny'),
    complete: readable.length === numberOfStatements(policy),
  };
});

/** A version that is none is invalid-version's, and 2012-10-17 what was meant. */
function versionOf({ version }: PolicyTree): PolicyDocument['version'] {
  if (!version) return '2008-10-17';
  return version.value?.kind === 'string' && version.value.value === '2008-10-17'
    ? '2008-10-17'
    : '2012-10-17';
}

function numberOfStatements({ statement }: PolicyTree): number {
  return statement?.value?.kind === 'array' ? statement.value.items.length : 1;
}

/** Where something is shown that the policy does, or lacks, as a whole. */
export function placeOfWhole({ statement, node }: PolicyTree): PolicySpan {
  return statement?.key.span ?? openingBrace(node);
}

/** Action or NotAction of a statement, whichever it has; its opening brace without a value. */
export function placeOfActions({ action, notAction, node }: StatementTree): PolicySpan {
  return (action ?? notAction)?.value?.span ?? openingBrace(node);
}
