import { isDeny } from '../elements';
import { overStatements, type Finding, type LintContext } from '../rule';
import { daysOfYears, inDays, longestNamed } from './age';
import { ageTests, type AgeTest } from './ageTests';
import { withThousands } from '../../withThousands';

const century = 36_500;

/** An age that is hardly meant in days. */
export const ageImplausible = overStatements(function* (statement, context) {
  if (!isDeny(statement)) return;
  for (const test of ageTests(statement)) for (const age of test.ages) yield* judge(age, test, context);
});

function* judge(
  { node, days }: AgeTest['ages'][number],
  { comparison, use, ages }: AgeTest,
  { editor }: LintContext,
): Iterable<Finding> {
  const finding = (message: string, value?: number): Finding => ({
    at: node.span,
    message,
    fixes:
      value === undefined || !isPlausible(value) || ages.length > 1
        ? []
        : [
            {
              title: `Use ${value} (in days)`,
              edits: [editor.replace(node, node.kind === 'number' ? value : String(value))],
            },
          ],
  });
  if (days < 0) return;
  if (days === 0) {
    if (comparison === 'Less' && use.operator.name === 'NumericLessThan')
      yield finding(
        'No archive is younger than 0 days: this protects nothing, for ever once locked. Write the number of days.',
      );
  } else if (days % 86_400 === 0) {
    yield finding(
      `Ages are counted in days. ${days} looks like seconds; as it stands it is ${years(days)}, for ever once locked.`,
      inFullYears(days / 86_400),
    );
  } else if (days % 8760 === 0) {
    yield finding(
      `Ages are counted in days. ${days} looks like hours; as it stands it is ${years(days)}, for ever once locked.`,
      inFullYears(days / 24),
    );
  } else if (days > century) {
    if (comparison !== 'Less') return;
    yield finding(
      `${inDays(days)} are more than a century, in which nobody can delete the archives and somebody pays for them. Once locked it cannot be shortened.`,
    );
  } else if (days <= 12) {
    yield {
      ...finding(
        `Ages are counted in days: ${days} is ${inDays(days)}, neither months nor years. Once locked it cannot be changed.`,
      ),
      severity: 'information',
    };
  }
}

/** What was meant by a year without its leap day. */
function inFullYears(days: number): number {
  const count = days / 365;
  return Number.isInteger(count) && count <= longestNamed ? daysOfYears(count) : days;
}

function isPlausible(days: number): boolean {
  return days > 12 && days <= century && days % 8760 !== 0;
}

function years(days: number): string {
  return `${withThousands(Math.round(days / 365.25))} years`;
}
