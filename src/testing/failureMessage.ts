import * as vscode from 'vscode';
import { deviationInWords, statementNames, type CaseResult } from '../policy';
import type { TestedPolicy, TestFile } from './testFile';

/** Of a case that fails in many ways the first few say enough. */
const mostShown = 3;

/**
 * Why a case failed: what was expected and what is so, side by side, with the statements that decide as the places to
 * go to.
 */
export function failureMessage(result: CaseResult, file: TestFile, policy: TestedPolicy): vscode.TestMessage {
  const { l10n } = vscode;
  const { case: testCase, deviations, expected, actual } = result;
  const lines = deviations.slice(0, mostShown).flatMap((deviation) => {
    const about = deviationInWords(deviation);
    // Where the outcome is right, the statement that should decide it is not among those that do.
    const got =
      testCase.expect === deviation.actual && testCase.by.length > 0
        ? l10n.t(
            'Expected {0} by {1}, got it by {2}',
            testCase.expect,
            testCase.by.map((each) => (typeof each === 'number' ? `[${each}]` : each)).join(', '),
            statementNames(deviation.statements, policy.document),
          )
        : l10n.t('Expected {0}, got {1}', testCase.expect, deviation.actual);
    return [`${got}${about === '' ? '' : `: ${about}`}`, ...deviation.reasons.map((reason) => `  ${reason}`)];
  });
  const more = deviations.length - mostShown;
  const text = [...lines, ...(more > 0 ? [l10n.t('and {0} more', more)] : [])].join('\n');
  const message = vscode.TestMessage.diff(text, expected, actual);
  message.location = new vscode.Location(file.uri, file.places.rangeOf(testCase.expectRange));
  const frames = statementFrames(result, policy);
  if (frames.length > 0) message.stackTrace = [...frames];
  return message;
}

/** The statements that decide otherwise than expected, where they stand in the policy. */
function statementFrames(
  { deviations }: CaseResult,
  { uri, document, parsed, places }: TestedPolicy,
): readonly vscode.TestMessageStackFrame[] {
  const deciding = new Set(deviations.flatMap(({ statements }) => statements));
  return [...deciding].flatMap((index) => {
    const node = parsed.policy?.statements[index]?.node;
    if (!node) return [];
    const name = vscode.l10n.t('Statement {0}: {1}', index + 1, statementNames([index], document));
    return [new vscode.TestMessageStackFrame(name, uri, places.rangeOf(node.range).start)];
  });
}

/** Why a case could not be run. */
export function errorMessages(
  problems: readonly {
    readonly message: string;
    readonly range?: { readonly start: number; readonly end: number };
  }[],
  file: TestFile,
): vscode.TestMessage[] {
  return problems.map(({ message, range }) => {
    const shown = new vscode.TestMessage(message);
    if (range) shown.location = new vscode.Location(file.uri, file.places.rangeOf(range));
    return shown;
  });
}
