import { principalValues } from '../elements';
import { overStatements, type FixDraft, type LintContext } from '../rule';
import type { StringNode } from '../../syntax/jsonNode';
import { isServicePrincipal } from './principalArn';

/** The name of a service that no service has. */
export const servicePrincipalFormat = overStatements(function* (statement, { editor }) {
  for (const { node, type } of principalValues(statement)) {
    if (type !== 'Service' || isServicePrincipal(node.value)) continue;
    yield {
      at: node.span,
      message: `"${node.value}" is not the name of a service: such names read backup.amazonaws.com, in small letters and without wildcards. Glacier refuses it, or it concerns nobody once locked.`,
      fixes: [tidied(node, editor)],
    };
  }
});

function tidied(node: StringNode, editor: LintContext['editor']): FixDraft | undefined {
  const name = node.value.trim().toLowerCase();
  if (!isServicePrincipal(name)) return undefined;
  return { title: `Use ${name}`, edits: [editor.replace(node, name)], preferred: true, fixAll: true };
}
