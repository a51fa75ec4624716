import type { JsonNode, StringNode } from '../../syntax/jsonNode';
import { isTemplate } from '../../template/fillTemplate';
import { principalValues, resourceEntries, type ListEntry } from '../elements';
import { overStatements, type Finding, type FixDraft, type LintContext } from '../rule';
import { placeholdersIn, placeholdersInValue, type Placeholder } from './placeholders';
import { useThisVault } from './resourceFixes';

/** Text of a template or of AWS's documentation was left in the policy. */
export const placeholderLeft = overStatements(function* (statement, context) {
  for (const entry of resourceEntries(statement)) yield* inText(entry.node, context, entry);
  for (const { node } of principalValues(statement)) yield* inText(node, context, 'principal');
  for (const { values } of statement.tests)
    for (const value of values) if (isString(value)) yield* inText(value, context, 'condition');
});

function isString(node: JsonNode): node is StringNode {
  return node.kind === 'string';
}

/** @param place where the text stands, or which entry of Resource or NotResource it is */
function* inText(
  node: StringNode,
  context: LintContext,
  place: 'principal' | 'condition' | ListEntry,
): Iterable<Finding> {
  const { target, editor } = context;
  const own = target ? [target.account, target.name] : [];
  const inCondition = place === 'condition';
  const found = (inCondition ? placeholdersInValue(node.value) : placeholdersIn(node.value)).filter(
    ({ start, end }) => !own.includes(node.value.slice(start, end)),
  );
  const impossible = found.filter(({ kind }) => kind === 'impossible');
  const shown = impossible.length > 0 ? impossible : found;
  const [first] = shown;
  const last = shown.at(-1);
  if (!first || !last) return;
  const several = shown.length > 1;
  const texts = shown.map(({ start, end }) => `"${node.value.slice(start, end)}"`).join(' and ');
  const protects =
    place === 'condition'
      ? 'the condition compares with just this text'
      : place === 'principal'
        ? 'the statement concerns nobody, or somebody else'
        : place.negated
          ? "the statement exempts no vault, or somebody else's"
          : "the lock protects no vault, or somebody else's";
  const isOfTemplate =
    impossible.length > 0 && impossible.every(({ start, end }) => isTemplate(node.value.slice(start, end)));
  yield {
    at: editor.within(node, first.start, last.end),
    covers: node.span,
    severity: impossible.length > 0 ? 'error' : 'warning',
    message: isOfTemplate
      ? `${texts} ${several ? 'are' : 'is'} filled in for each vault that the policy is initiated on. Sent as it is, ${protects}, for ever.`
      : impossible.length > 0
        ? `${texts} ${several ? 'were' : 'was'} left from a template. Once locked, ${protects}, for ever. Write the real value.`
        : `${texts} ${several ? 'are' : 'is'} what AWS writes in its examples. Unless ${several ? 'they are' : 'it is'} yours: once locked, ${protects}, for ever.`,
    fixes: [typeof place === 'object' ? useThisVault(place, context) : useThisAccount(node, shown, context)],
  };
}

/** The account of the vault in question instead of one of the documentation; undefined where that is not certain. */
function useThisAccount(
  node: StringNode,
  shown: readonly Placeholder[],
  { target, editor }: LintContext,
): FixDraft | undefined {
  const [only, ...others] = shown;
  if (target === undefined || only?.kind !== 'documentation' || others.length > 0) return undefined;
  if (!/^\d{12}$/.test(node.value.slice(only.start, only.end))) return undefined;
  const value = node.value.slice(0, only.start) + target.account + node.value.slice(only.end);
  return { title: "Use this vault's account", edits: [editor.replace(node, value)] };
}
