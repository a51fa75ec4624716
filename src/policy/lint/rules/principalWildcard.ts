import { principalValues } from '../elements';
import { overStatements, type FixDraft, type LintContext } from '../rule';
import type { StatementTree } from '../../syntax/policyTree';
import type { PrincipalValue } from '../elements';
import { memberOf } from '../../syntax/jsonNode';
import { readPrincipalText } from './principalArn';

/** A wildcard inside a principal: unlike everywhere else it is no wildcard there. */
export const principalWildcard = overStatements(function* (statement, context) {
  for (const value of principalValues(statement)) {
    if (value.type !== 'AWS' || readPrincipalText(value.node.value) !== 'wildcard') continue;
    yield {
      at: value.node.span,
      message: `A principal takes no wildcard but "*" alone: "${value.node.value}" is refused or concerns nobody once locked. Write "*" and test aws:PrincipalArn with ArnLike.`,
      fixes: [testPrincipalArn(statement, value, context)],
    };
  }
});

/** Certain only where the pattern is the only principal and nothing else is tested with ArnLike. */
function testPrincipalArn(
  { node, condition, principal, notPrincipal }: StatementTree,
  { node: pattern, member }: PrincipalValue,
  { editor }: LintContext,
): FixDraft | undefined {
  if (member !== principal || notPrincipal || member.value?.kind !== 'object') return undefined;
  const [entry, ...others] = member.value.members;
  const alone =
    entry && others.length === 0 && (entry.value?.kind === 'string' || itemCount(entry.value) === 1);
  if (!alone || !/^arn:[^:]*:(?:iam|sts)::[^:]*:[^:]+$/.test(pattern.value)) return undefined;
  const test = { 'aws:PrincipalArn': pattern.value };
  const everyone = editor.replace(member.value, '*');
  const title = 'Use "*" and test aws:PrincipalArn with ArnLike';
  if (!condition) {
    const inserted = editor.insertMember(node, node.members.at(-1), 'Condition', { ArnLike: test });
    return { title, edits: [everyone, inserted] };
  }
  if (condition.value?.kind !== 'object' || memberOf(condition.value, 'ArnLike')) return undefined;
  const inserted = editor.insertMember(condition.value, condition.value.members.at(-1), 'ArnLike', test);
  return { title, edits: [everyone, inserted] };
}

function itemCount(
  value: { readonly kind: string; readonly items?: readonly unknown[] } | undefined,
): number {
  return value?.items?.length ?? 0;
}
