import type { PolicyDocument } from '../document';
import { isVaultTagKey, statesOf } from '../effect/states';
import type { JsonNode } from '../syntax/jsonNode';
import { readJsonTree } from '../syntax/jsonTree';
import { pathAt, type PathStep } from '../syntax/nodeAt';
import { barePlacement } from '../syntax/place';
import { parseVaultArn } from '../syntax/vaultArn';
import type { TextRange } from '../text';
import { everybody } from './callersMeant';
import { ownVaultOf } from './situations';

/** Words of a policy that can stand at a place in its test file, and the text they stand in for. */
export interface WordsOfPolicy {
  /** The value or name at the cursor, with its quotes. */
  readonly range: TextRange;
  readonly words: readonly string[];
}

/**
 * What only the policy knows and no schema: the Sids of its statements, whom it names, the tags that it tests and their
 * values. Undefined where none of them is asked for.
 */
export function wordsOfPolicy(
  text: string,
  offset: number,
  document: PolicyDocument,
): WordsOfPolicy | undefined {
  const shift = text.startsWith('\uFEFF') ? 1 : 0;
  const { root } = readJsonTree(text.slice(shift), barePlacement(shift));
  const path = pathAt(root, offset);
  const names = path.flatMap((step) => (step.kind === 'member' ? [step.member.key.value] : []));
  const [top, field, name] = names;
  if ((top !== 'tests' && top !== 'defaults') || field === undefined) return undefined;
  const at = nodeOf(path.at(-1));
  if (at?.kind !== 'string') return undefined;
  const words = wordsFor(field, name, isOnKey(path.at(-1)), names.length, document);
  return words.length === 0 ? undefined : { range: at.range, words: [...new Set(words)] };
}

function wordsFor(
  field: string,
  name: string | undefined,
  onKey: boolean,
  depth: number,
  document: PolicyDocument,
): readonly string[] {
  if (depth === 2 && !onKey && field === 'by')
    return document.statements.flatMap(({ sid }) => (sid === undefined || sid === '' ? [] : [sid]));
  if (depth === 2 && !onKey && (field === 'principal' || field === 'notPrincipal')) return namesIn(document);
  if (depth !== 3 || field !== 'tags' || name === undefined) return [];
  const tags = statesOf(document, {}).facets.filter(({ key }) => isVaultTagKey(key));
  const bare = (key: string): string => key.slice(key.indexOf('/') + 1);
  if (onKey) return tags.map(({ key }) => bare(key));
  const values = tags.find(({ key }) => bare(key).toLowerCase() === name.toLowerCase())?.values ?? [];
  return values.flatMap((value) => value ?? []);
}

function namesIn(document: PolicyDocument): readonly string[] {
  const { partition = 'aws', account = '' } = parseVaultArn(ownVaultOf(document).arn) ?? {};
  return everybody(document, partition, account)
    .filter(({ caller }) => caller.named)
    .map(({ label }) => label);
}

function nodeOf(step: PathStep | undefined): JsonNode | undefined {
  if (step?.kind === 'item') return step.node;
  return step?.onKey === true ? step.member.key : step?.member.value;
}

function isOnKey(step: PathStep | undefined): boolean {
  return step?.kind === 'member' && step.onKey;
}
