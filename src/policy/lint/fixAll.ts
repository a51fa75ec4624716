import { parsePolicy, type ParsedPolicy } from '../syntax/parsedPolicy';
import { applyEdits, type TextEdit } from '../text';
import { lint, type LintOptions } from './lint';

/** Of two repairs that touch the same text the second waits for the next round; nothing needs more than a few. */
const mostRounds = 10;

/**
 * All repairs of spelling and structure that are certain, one after the other, as edits of the file as it stands. None
 * if there is nothing to repair.
 */
export function fixAll(parsed: ParsedPolicy, options: LintOptions = {}): readonly TextEdit[] {
  const first = fixesIn(parsed, options);
  if (first.length === 0) return [];
  const after = applyEdits(parsed.text, first);
  let text = after;
  for (let round = 1; round < mostRounds; round += 1) {
    const next = fixesIn(parsePolicy(text), options);
    if (next.length === 0) break;
    text = applyEdits(text, next);
  }
  return text === after ? first : [difference(parsed.text, text)];
}

function fixesIn(parsed: ParsedPolicy, options: LintOptions): readonly TextEdit[] {
  const chosen: TextEdit[] = [];
  for (const { fixes } of lint(parsed, options)) {
    const fix = fixes.find(({ fixAll: safe }) => safe);
    if (fix === undefined || fix.edits.some((edit) => chosen.some((other) => overlap(edit, other)))) continue;
    chosen.push(...fix.edits);
  }
  return chosen;
}

function overlap(a: TextEdit, b: TextEdit): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** One edit from a text to another, without what both begin and end with. */
function difference(before: string, after: string): TextEdit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charAt(start) === after.charAt(start)) start += 1;
  let same = 0;
  while (
    same < shorter - start &&
    before.charAt(before.length - 1 - same) === after.charAt(after.length - 1 - same)
  )
    same += 1;
  return { start, end: before.length - same, text: after.slice(start, after.length - same) };
}
