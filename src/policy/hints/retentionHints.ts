import { ageText } from '../hover/ageHover';
import { setHover, type HoverOptions } from '../hover/hoverText';
import { ageTests } from '../lint/rules/ageTests';
import { agedDeed, briefly } from '../retention/ageInWords';
import { decidingValues } from '../retention/agesThatHold';
import { roughly } from '../retention/calendar';
import type { ParsedPolicy } from '../syntax/parsedPolicy';
import type { TextRange } from '../text';

/** A few words to be shown behind a place in the text, without being part of it. */
export interface InlineHint {
  /** In the file. */
  readonly offset: number;
  /** `≈ 1 year · deletable from day 365` */
  readonly label: string;
  /** The same in full, in Markdown. */
  readonly tooltip: string;
}

/** A policy with more ages than this is read by nobody, and hints would only cost time. */
const mostHints = 200;

/**
 * What the ages of a policy come to, behind each value that counts: how long that is, and from which day on an archive
 * can be deleted. Each is about its own statement; another one may deny longer.
 *
 * @param within only hints in this part of the file
 */
export function retentionHints(
  { policy }: ParsedPolicy,
  options: HoverOptions,
  within?: TextRange,
): readonly InlineHint[] {
  const hints: InlineHint[] = [];
  for (const statement of policy?.statements ?? []) {
    const { range } = statement.node;
    if (within && (range.end < within.start || within.end < range.start)) continue;
    const deed = agedDeed(statement);
    for (const test of ageTests(statement))
      for (const value of decidingValues(test)) {
        const { node, days, holds } = value;
        const said = [roughly(days), deed && briefly(holds, deed)].filter((part) => part !== undefined);
        const offset = node.range.end;
        if (said.length === 0 || (within && (offset < within.start || within.end < offset))) continue;
        if (hints.length >= mostHints) return hints;
        hints.push({
          offset,
          label: said.join(' · '),
          tooltip: setHover(ageText(value, test, statement, options.now), options),
        });
      }
  }
  return hints;
}
