import type { Judgement } from './judgedFile';

/** The form of `--format json`: zero-based lines and characters (UTF-16), paths as given. */
export function jsonReport({ files }: Judgement): string {
  const report = {
    files: files.map(({ path, lines, diagnostics }) => ({
      path,
      diagnostics: diagnostics.map(({ code, severity, message, range, fixes }) => ({
        code,
        severity,
        message,
        range: { start: lines.positionAt(range.start), end: lines.positionAt(range.end) },
        fixes: fixes.map(({ title }) => title),
      })),
    })),
  };
  return JSON.stringify(report, undefined, 2);
}
