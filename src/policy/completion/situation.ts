import { stringsOf, valuesOf, type ConditionTestTree, type StatementTree } from '../syntax/policyTree';
import type { JsonNode, ObjectNode } from '../syntax/jsonNode';
import type { ParsedPolicy } from '../syntax/parsedPolicy';
import { parseVaultArn, type VaultArn } from '../syntax/vaultArn';
import { expandAction, vaultPolicyActions, type Action } from '../vocabulary/actions';
import type { CompletionKnowledge } from './completionItem';
import type { CursorPlace } from './cursorPlace';
import type { Layout } from './layout';

/** All that the candidates for a place depend on. */
export interface Situation {
  readonly parsed: ParsedPolicy;
  readonly place: CursorPlace;
  readonly layout: Layout;
  readonly knowledge: CompletionKnowledge;
  /** The object or list that the cursor is in, if it can be read. */
  readonly container: JsonNode | undefined;
  /** The statement that the cursor is in, if it can be read. */
  readonly statement: StatementTree | undefined;
}

/** The vault that the policy is meant for. */
export function targetOf({ knowledge }: Situation): (VaultArn & { readonly arn: string }) | undefined {
  const arn = knowledge.targetVaultArn;
  const vault = arn === undefined ? undefined : parseVaultArn(arn);
  return vault && arn !== undefined ? { ...vault, arn } : undefined;
}

/** The vaults of all connections and the one the policy is meant for, which comes first; each once. */
export function knownVaults(situation: Situation): readonly (VaultArn & { readonly arn: string })[] {
  const { targetVaultArn, vaultArns = [] } = situation.knowledge;
  const all = targetVaultArn === undefined ? vaultArns : [targetVaultArn, ...vaultArns];
  return [...new Set(all)].flatMap((arn) => {
    const vault = parseVaultArn(arn);
    return vault ? [{ ...vault, arn }] : [];
  });
}

export interface Account {
  readonly partition: string;
  readonly account: string;
}

/** The accounts of the vaults in sight; that of the vault in question first. */
export function knownAccounts(situation: Situation): readonly Account[] {
  const accounts = new Map<string, Account>();
  for (const { partition, account } of knownVaults(situation))
    if (!accounts.has(account)) accounts.set(account, { partition, account });
  return [...accounts.values()];
}

/** The keys of the object that the cursor is in, but for the one at the cursor. */
export function otherKeys({ container, place }: Situation): readonly string[] {
  const read =
    container?.kind === 'object'
      ? container.members
          .filter(({ key }) => key.span.from !== place.replaced.from)
          .map(({ key }) => key.value)
      : [];
  // Where a bracket is missing the tree has lost its way, but what came before the cursor is known.
  return [...place.keysBefore, ...read];
}

/** The texts in the list that the cursor is in, but for the one at the cursor. */
export function otherItems({ container, place }: Situation): readonly string[] {
  return container?.kind === 'array'
    ? container.items.flatMap((item) =>
        item.kind === 'string' && item.span.from !== place.replaced.from ? [item.value] : [],
      )
    : [];
}

/** What is known of the statement's effect: a statement without one is most likely going to deny. */
export function allows({ statement }: Situation): boolean {
  const effect = statement?.effect?.value;
  return effect?.kind === 'string' && effect.value === 'Allow';
}

/** The actions of a vault policy that the statement names, wildcards expanded; undefined if it names none (yet). */
export function namedActions({ statement }: Situation): readonly Action[] | undefined {
  const named = new Set(stringsOf(statement?.action).flatMap(({ value }) => expandAction(value)));
  if (statement?.notAction) {
    const excepted = new Set(stringsOf(statement.notAction).flatMap(({ value }) => expandAction(value)));
    return vaultPolicyActions.filter((action) => !excepted.has(action));
  }
  const found = vaultPolicyActions.filter((action) => named.has(action));
  return found.length > 0 ? found : undefined;
}

/** Every condition in the document, for what was written elsewhere already. */
export function allTests({ parsed }: Situation): readonly ConditionTestTree[] {
  return parsed.policy?.statements.flatMap(({ tests }) => tests) ?? [];
}

/** The texts that the document compares a key with, anywhere but at the cursor. */
export function valuesElsewhere(situation: Situation, key: string): readonly string[] {
  const { from } = situation.place.replaced;
  const values = allTests(situation)
    .filter((test) => test.key.key.value.toLowerCase() === key.toLowerCase())
    .flatMap((test) => valuesOf(test.key))
    .flatMap((node) => (node.kind === 'string' && node.span.from !== from ? [node.value] : []));
  return [...new Set(values)].filter((value) => value !== '');
}

/** The Sids of the document, which a new statement must not repeat. */
export function takenSids({ parsed }: Situation): ReadonlySet<string> {
  const sids = parsed.policy?.statements.flatMap(({ sid }) =>
    sid?.value?.kind === 'string' ? [sid.value.value] : [],
  );
  return new Set(sids);
}

/** The object or list that opens at an offset of the policy text. */
export function nodeOpeningAt(root: JsonNode | undefined, from: number): JsonNode | undefined {
  let node = root;
  while (node && node.span.from !== from) {
    const children: readonly JsonNode[] = childrenOf(node);
    // The last that begins before it: the text may be too broken for ends to mean anything.
    node = children.findLast((child) => child.span.from <= from);
  }
  return node?.kind === 'object' || node?.kind === 'array' ? node : undefined;
}

function childrenOf(node: JsonNode): readonly JsonNode[] {
  if (node.kind === 'array') return node.items;
  return node.kind === 'object' ? membersValues(node) : [];
}

function membersValues({ members }: ObjectNode): readonly JsonNode[] {
  return members.flatMap(({ value }) => (value ? [value] : []));
}
