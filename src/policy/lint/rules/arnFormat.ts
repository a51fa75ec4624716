import { finishedResources } from './placeholders';
import type { StringNode } from '../../syntax/jsonNode';
import type { ListEntry } from '../elements';
import { parseVaultArn } from '../../syntax/vaultArn';

import { overStatements, type Finding, type LintContext } from '../rule';
import { isOpen, namesVaults, splitArn, type ResourceArn, arnOf } from './resourceArn';
import { consequenceOf, rewrite, useThisVault } from './resourceFixes';
import { canBeAccount, canMatchVault } from './vaultPattern';

/** A Resource that is not written as the ARN of a vault. */
export const arnFormat = overStatements(function* (statement, context) {
  for (const entry of finishedResources(statement)) {
    const problem = findProblem(entry, context);
    if (problem) yield problem;
  }
});

const form = 'arn:aws:glacier:REGION:ACCOUNT:vaults/NAME';

function findProblem(entry: ListEntry, context: LintContext): Finding | undefined {
  const { node } = entry;
  const { value } = node;
  if (canMatchVault(value)) return undefined;
  const arn = arnOf(node);
  const whole = (what: string): Finding => ({
    at: node.span,
    message: `${what} ${consequenceOf(entry)}`,
    fixes: [repair(entry, context)],
  });
  if (!arn) {
    return whole(
      /^\s*arn:/i.test(value)
        ? `An ARN has six parts, ${form}; this one is too short and matches nothing.`
        : `Resource takes "*" or the ARN of a vault, ${form}.`,
    );
  }
  if (arn.service.text.toLowerCase() !== 'glacier') return undefined;
  return partProblem(arn, node, whole, context);
}

function partProblem(
  arn: ResourceArn,
  node: StringNode,
  whole: (what: string) => Finding,
  context: LintContext,
): Finding | undefined {
  const part = (name: keyof ResourceArn, what: string): Finding => ({
    ...whole(what),
    at: arn[name].text === '' ? node.span : context.editor.within(node, arn[name].start, arn[name].end),
    covers: node.span,
  });
  if (!node.value.startsWith('arn:')) return whole('An ARN begins with "arn:", in small letters.');
  if (arn.service.text !== 'glacier')
    return part('service', 'The service in an ARN is "glacier", in small letters.');
  if (arn.region.text === '') return part('region', `The region is missing: ${form}.`);
  if (!canBeAccount(arn.account.text)) return part('account', 'The number of an AWS account has 12 digits.');
  const { text } = arn.resource;
  if (/^vaults?\/?$/i.test(text)) return part('resource', `The name of the vault is missing: ${form}.`);
  if (/^vault\//i.test(text) || /^vaults\//i.test(text) !== text.startsWith('vaults/'))
    return part('resource', 'The last part of the ARN begins with "vaults/".');
  // Archives and other kinds are resource-type's, what follows the name is resource-not-this-vault's.
  if (!text.startsWith('vaults/') || text.indexOf('/', 'vaults/'.length) > 0 || namesVaults(arn))
    return undefined;
  return part('resource', 'A vault has a name of 1 to 255 letters, digits, dots, hyphens and underscores.');
}

/** Only what is certain: white space around it, capitals, `vault/` for `vaults/`. */
function repair(entry: ListEntry, context: LintContext) {
  const { node } = entry;
  const trimmed = node.value.trim();
  const arn = splitArn(trimmed);
  if (arn) {
    const { partition, region, account, resource } = arn;
    const name = resource.text.replace(/^vaults?\//i, 'vaults/');
    const text = `arn:${partition.text}:glacier:${region.text}:${account.text}:${name}`;
    const rewritten = splitArn(text);
    const sound =
      parseVaultArn(text) !== undefined ||
      (rewritten && isOpen(text) && namesVaults(rewritten) && /^(?:\d{12}|\*)$/.test(account.text));
    if (sound && text !== node.value && (context.target === undefined || context.target.arn === text))
      return rewrite(entry, text, context);
  }
  return useThisVault(entry, context);
}
