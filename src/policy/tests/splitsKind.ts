import type { ConditionTest } from '../document';
import type { Caller } from '../effect/callers';
import { comparesByName } from '../effect/judgeAlone';
import { parseArn } from '../evaluate/arn';
import { hasWildcard, anyOne, anyRun, coversPattern, wildcardPattern, type Pattern } from '../wildcard';

/**
 * Whether others of the kind that a caller stands for may have another value of a key: the ARN of somebody of a kind,
 * the number of an account other than the vault's.
 */
export function differsInKind(key: string, caller: Caller): boolean {
  if (key === 'aws:principalarn') return caller.kind !== 'anonymous' && caller.kind !== 'owner root';
  return key === 'aws:principalaccount' && caller.kind === 'another account';
}

/**
 * Whether a test on a key of callers may hold for some of those that a caller stands for and not for others. Whom the
 * test names without a wildcard is a caller of its own; a pattern may fit any part of a kind, all or nobody of it.
 */
export function splitsKind(test: ConditionTest, caller: Caller): boolean {
  const key = test.key.toLowerCase();
  if (!differsInKind(key, caller)) return false;
  const kind = kindPattern(key, caller);
  // Whom a test without case names may be spelled in other ways. Numbers of accounts have no case.
  if (/IgnoreCase/i.test(test.operator) && key === 'aws:principalarn')
    return test.values.some((value) => haveCommonText(Array.from(value.toLowerCase()), inLowerCase(kind)));
  if (comparesByName(test)) return false;
  if (!/String|Arn/i.test(test.operator)) return key === 'aws:principalaccount';
  const patterns = test.values.filter(hasWildcard).map((value) => wildcardPattern(value));
  return (
    !patterns.some((pattern) => coversPattern(pattern, kind)) &&
    patterns.some((pattern) => haveCommonText(pattern, kind))
  );
}

function inLowerCase(pattern: Pattern): Pattern {
  return pattern.map((part) => (typeof part === 'string' ? part.toLowerCase() : part));
}

/** Every value of the key that somebody of the kind may have. */
function kindPattern(key: string, { kind, context }: Caller): Pattern {
  if (key === 'aws:principalaccount') return wildcardPattern('?'.repeat(12));
  const arn = parseArn(context['aws:principalarn'] ?? '');
  if (!arn) return wildcardPattern('*');
  const [, partition, service, , account, resource] = arn;
  const ofAccount = kind === 'another account' ? '????????????' : account;
  const type = resource === 'root' ? 'root' : `${resource.split('/')[0] ?? ''}/*`;
  return wildcardPattern(`arn:${partition}:${service}::${ofAccount}:${type}`);
}

/** Whether some text matches both patterns: the ends of the one that are reached after each part of the other. */
function haveCommonText(a: Pattern, b: Pattern): boolean {
  let reached = skipped(new Set([0]), b);
  for (const part of a) {
    const next = new Set<number>();
    for (const at of reached) {
      const other = b[at];
      if (part === anyRun) for (let end = at; end <= b.length; end += 1) next.add(end);
      else if (other === anyRun) next.add(at);
      else if (other !== undefined && (part === anyOne || other === anyOne || part === other))
        next.add(at + 1);
    }
    reached = skipped(next, b);
  }
  return reached.has(b.length);
}

/** With the places behind runs, which may be empty. */
function skipped(places: Set<number>, pattern: Pattern): Set<number> {
  for (const at of places) if (pattern[at] === anyRun) places.add(at + 1);
  return places;
}
