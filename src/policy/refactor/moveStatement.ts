import { PolicyEditor } from '../lint/policyEditor';
import { isAllow } from '../lint/elements';
import { laidOut } from '../pretty';
import { memberOf, type ObjectNode } from '../syntax/jsonNode';
import { parsePolicy, type ParsedPolicy } from '../syntax/parsedPolicy';
import type { PolicyTree, StatementTree } from '../syntax/policyTree';
import type { TextEdit } from '../text';
import { sidsFor } from './freeSid';
import { inFile, type Impossible, type Move, type Place } from './refactoring';

const title = 'Move to the vault access policy';

/**
 * Takes the statement at the cursor out of the lock policy. Its text is handed on, for a policy that can be changed
 * later: an Allow in a lock can never be withdrawn.
 */
export function moveStatement(place: Place): Move | Impossible | undefined {
  return place.statement && isAllow(place.statement) ? moveOut(place, place.statement) : undefined;
}

/** The same for any statement, such as a Deny on what will not last. */
export function moveOut({ parsed, policy, editor }: Place, statement: StatementTree): Move | Impossible {
  const kind = 'moveStatement';
  const list = policy.statement?.value;
  if (list?.kind !== 'array' || list.items.length < 2)
    return {
      kind,
      title,
      reason:
        'It is the only statement, and a policy without one is refused. Write what the lock is to deny first.',
    };
  return {
    kind,
    title,
    about: 'place',
    edits: inFile(parsed, editor.remove(list.items, statement.node)),
    moved: editor.source(statement.node),
  };
}

/** A whole access policy with one statement, in the envelope and under the Version of the policy it comes from. */
export function newAccessPolicy(from: ParsedPolicy, statement: string): string {
  const version = from.policy?.version;
  const written = version ? `${new PolicyEditor(from.policyText).source(version)},` : '';
  const text = laidOut(`{${written}"Statement":[${statement}]}`);
  return from.envelope === 'wrapper' ? `${JSON.stringify({ Policy: text.trimEnd() })}\n` : text;
}

/**
 * Adds a statement to an access policy that is there already. Undefined where that is not certain to be right: the
 * text is broken, has no list of statements, or follows another Version.
 */
export function addToAccessPolicy(
  to: ParsedPolicy,
  from: ParsedPolicy,
  statement: string,
): readonly TextEdit[] | undefined {
  const { policy } = to;
  const last = policy?.statements.at(-1);
  if (to.syntaxErrors.length > 0 || policy?.statement?.value?.kind !== 'array' || last === undefined)
    return undefined;
  if (versionOf(policy) !== versionOf(from.policy)) return undefined;
  const editor = new PolicyEditor(to.policyText);
  return inFile(to, [editor.insertBehind(last.node, [withFreeSid(statement, policy)])]);
}

function versionOf(policy: PolicyTree | undefined): string | undefined {
  const value = policy?.version?.value;
  return value?.kind === 'string' ? value.value : undefined;
}

function withFreeSid(statement: string, policy: PolicyTree): string {
  const parsed = parsePolicy(statement);
  const sid = parsed.root?.kind === 'object' ? sidIn(parsed.root) : undefined;
  if (sid === undefined || sid.value === '') return statement;
  const edit = new PolicyEditor(parsed.policyText).replace(sid, sidsFor(policy)(sid.value));
  return statement.slice(0, edit.from) + edit.text + statement.slice(edit.to);
}

function sidIn(statement: ObjectNode) {
  const value = memberOf(statement, 'Sid')?.value;
  return value?.kind === 'string' ? value : undefined;
}
