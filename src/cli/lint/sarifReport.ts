import { createHash } from 'node:crypto';
import { version } from '../../../package.json';
import {
  ruleCodes,
  rules,
  type Diagnostic,
  type Severity,
  type TextEdit,
  type TextRange,
} from '../../policy';
import { artifactLocation, sourceRoot } from './artifactUri';
import { exitStatus, type JudgedFile, type Judgement } from './judgedFile';
import type { RulePage } from './rulePage';

/** SARIF knows no hint: both that are less than a warning are notes. */
const levels: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/**
 * The form of `--format sarif`: one run in the Static Analysis Results Interchange Format 2.1.0 (OASIS). The same
 * files and findings give the same report: no time, no user and no machine is in it.
 * @param pages the pages on the rules, by their names
 */
export function sarifReport(judgement: Judgement, pages: ReadonlyMap<string, RulePage>): string {
  const { files } = judgement;
  const found = new Set(files.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)));
  const descriptors = ruleCodes.map((code) =>
    ruleDescriptor(code, found.has(code) ? pages.get(code) : undefined),
  );
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'vault-lock', semanticVersion: version, language: 'en', rules: descriptors },
        },
        columnKind: 'utf16CodeUnits',
        newlineSequences: ['\r\n', '\n', '\r'],
        originalUriBaseIds: { [sourceRoot]: { description: { text: 'The folder the command was run in.' } } },
        invocations: [invocation(judgement)],
        artifacts: files.map(({ path }) => ({
          location: artifactLocation(path),
          mimeType: 'application/json',
          roles: ['analysisTarget'],
        })),
        results: files.flatMap((file, index) => resultsOf(file, index)),
      },
    ],
  };
  return JSON.stringify(log, undefined, 2);
}

function ruleDescriptor(code: (typeof ruleCodes)[number], page: RulePage | undefined) {
  const { title, severity } = rules[code];
  return {
    id: code,
    shortDescription: { text: title },
    // A report lists every rule; only those that found something are explained at length.
    ...(page && {
      fullDescription: { text: page.summary },
      help: { text: page.markdown, markdown: page.markdown },
    }),
    defaultConfiguration: { level: levels[severity] },
  };
}

function invocation(judgement: Judgement) {
  const status = exitStatus(judgement);
  return {
    executionSuccessful: status !== 2,
    exitCode: status,
    ...(judgement.unread.length > 0 && {
      toolExecutionNotifications: judgement.unread.map(({ path, problem }) => ({
        level: 'error',
        message: { text: problem },
        locations: [{ physicalLocation: { artifactLocation: artifactLocation(path) } }],
      })),
    }),
  };
}

function resultsOf(file: JudgedFile, index: number) {
  const location = { ...artifactLocation(file.path), index };
  const before = new Map<string, number>();
  return file.diagnostics.map((diagnostic) => {
    const { code, severity, message, range, fixes } = diagnostic;
    const cause = fingerprint(diagnostic, file.text);
    const nth = before.get(cause) ?? 0;
    before.set(cause, nth + 1);
    return {
      ruleId: code,
      ruleIndex: ruleCodes.findIndex((each) => each === code),
      level: levels[severity],
      message: { text: message },
      locations: [{ physicalLocation: { artifactLocation: location, region: regionOf(file, range) } }],
      partialFingerprints: { 'ruleAndText/v1': nth === 0 ? cause : `${cause}:${nth}` },
      ...(fixes.length > 0 && {
        fixes: fixes.map(({ title, edits }) => ({
          description: { text: title },
          artifactChanges: [
            { artifactLocation: location, replacements: edits.map((edit) => replacement(file, edit)) },
          ],
        })),
      }),
    };
  });
}

/** The rule and the text it marks: stays the same when lines are added elsewhere. */
function fingerprint({ code, range }: Diagnostic, text: string): string {
  return createHash('sha256')
    .update(`${code}\n${text.slice(range.start, range.end)}`)
    .digest('hex')
    .slice(0, 32);
}

function replacement(file: JudgedFile, edit: TextEdit) {
  return { deletedRegion: regionOf(file, edit), insertedContent: { text: edit.text } };
}

/** Lines and columns from one; the end column is the first that no longer belongs to it. */
function regionOf({ lines }: JudgedFile, range: TextRange) {
  const start = lines.positionAt(range.start);
  const end = lines.positionAt(range.end);
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}
