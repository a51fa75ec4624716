import type { PolicyDocument } from '../document';
import { judge, reasonsOf } from '../evaluate';
import { ageStepsOf } from './ageSteps';
import { bandsOfCase } from './caseBands';
import { daysInWords } from './nameOfCase';
import { groupedBands, headingOf, isAsExpected, runCase, statementNames } from './runPolicyTests';
import type { PolicyTestCase } from './policyTests';

/**
 * Says in Markdown what the policy does with everything a case is about, and why: at every age at which it changes its
 * mind, passed or not.
 */
export function explainCase(testCase: PolicyTestCase, document: PolicyDocument): string {
  const steps = ageStepsOf(document);
  const { passed, requests, deviations } = runCase(testCase, document, steps);
  const { cells, cut } = bandsOfCase(testCase, document, steps);
  const head = [
    `## ${passed ? '✓' : '✗'} ${escaped(testCase.name)}`,
    `Expected: **${testCase.expect}**${testCase.by.length > 0 ? ` by ${escaped(testCase.by.join(', '))}` : ''}. ${requests} requests were judged, which stand for all that the case is about.`,
  ];
  if (cut) return [...head, ...deviations.flatMap(({ reasons }) => reasons.map(escaped))].join('\n\n');
  const { groups, all } = groupedBands(cells);
  const blocks = groups.flatMap((group) => [
    `### ${escaped(headingOf(group, all, testCase))}`,
    group.bands
      .map((band) => {
        const reasons =
          band.doubt === undefined
            ? reasonsOf(document, band.request, judge(document, band.request)).map(({ text }) => text)
            : [band.doubt];
        const sign = isAsExpected(band, testCase, document) ? '✓' : '✗';
        const age = band.ages ? `${daysInWords(band.ages)}: ` : '';
        const by =
          band.statements.length > 0 ? ` (${escaped(statementNames(band.statements, document))})` : '';
        return [
          `- ${sign} ${age}**${band.outcome}**${by}`,
          ...reasons.map((reason) => `  - ${escaped(reason)}`),
        ].join('\n');
      })
      .join('\n'),
  ]);
  return [...head, ...blocks].join('\n\n');
}

/** Text as it is, whatever signs of Markdown are in it. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-!|<>~&$]/g, '\\$&').replace(/\s*\n\s*/g, ' ');
}
