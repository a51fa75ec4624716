import type { StringNode } from '../../syntax/jsonNode';
import { isTemplate } from '../../template/fillTemplate';
import { actionEntries, principalValues, resourceEntries } from '../elements';
import { overStatements, type Finding, type LintContext } from '../rule';

const variable = /\$\{[^{}]*\}/g;

/** A policy variable where the language reads none: in Effect, Principal and Action, or too early in a Resource. */
export const variablePlace = overStatements(function* (statement, context) {
  if (!context.parsed.policyText.includes('${')) return;
  const { effect } = statement;
  if (effect?.value?.kind === 'string') yield* literally(effect.value, context);
  for (const { node } of principalValues(statement)) yield* literally(node, context);
  for (const { node } of actionEntries(statement)) yield* literally(node, context);
  for (const { node } of resourceEntries(statement)) yield* literally(node, context, 'resource');
});

function* literally(node: StringNode, { editor }: LintContext, kind?: 'resource'): Iterable<Finding> {
  const misplaced = [...node.value.matchAll(variable)].find(
    ({ index, 0: written }) =>
      !isTemplate(written) && (kind !== 'resource' || colonsBefore(node.value, index) < 5),
  );
  if (!misplaced) return;
  const [written] = misplaced;
  yield {
    at: editor.within(node, misplaced.index, misplaced.index + written.length),
    covers: node.span,
    message: `Variables work only in a Resource after its fifth colon, and in the values of conditions. Here "${written}" is plain text that names nothing real, and once locked it never will.`,
  };
}

/** The colons of an ARN, without those inside of variables. */
function colonsBefore(text: string, end: number): number {
  return text.slice(0, end).replace(variable, '').split(':').length - 1;
}
