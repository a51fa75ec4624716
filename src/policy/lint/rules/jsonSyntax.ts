import { parsePolicy, type ParsedPolicy } from '../../syntax/parsedPolicy';
import type { SyntaxProblem } from '../../syntax/syntaxProblem';
import { applyEdits, type TextEdit } from '../../text';
import type { PolicyEditor } from '../policyEditor';
import { overFile, type FixDraft } from '../rule';

/** The text is not JSON. Comments and trailing commas count: the service takes neither. */
export const jsonSyntax = overFile(function* ({ parsed, editor }) {
  if (parsed.text.trim() === '') {
    const message = 'The file is empty. A lock policy is a JSON object with a Version and a Statement.';
    yield { at: { start: 0, end: 0 }, message };
    return;
  }
  for (const problem of parsed.syntaxErrors)
    yield {
      at: problem.range,
      message: messageOf(problem),
      fixes: [fixFor(problem, parsed, editor)],
    };
});

function messageOf({ kind, what }: SyntaxProblem): string {
  if (kind === 'comment')
    return 'JSON has no comments: Glacier refuses a policy that has one. Keep the remark outside of the policy.';
  const sentence = what.charAt(0).toUpperCase() + what.slice(1);
  return `${sentence}. The text is not JSON, and Glacier refuses it.`;
}

function fixFor(problem: SyntaxProblem, parsed: ParsedPolicy, editor: PolicyEditor): FixDraft | undefined {
  const { kind, range, span } = problem;
  if (kind === 'comment') {
    const edit = span ? editor.removeText(span) : { ...range, text: '' };
    return { title: 'Remove the comment', edits: [edit], preferred: true, fixAll: true };
  }
  if (kind === 'trailingComma')
    return { title: 'Remove the comma', edits: [{ ...range, text: '' }], preferred: true, fixAll: true };
  return kind === 'missingComma' ? insertComma(problem, parsed) : undefined;
}

/** Offered only where it can be seen to mend the text. */
function insertComma({ range, span }: SyntaxProblem, parsed: ParsedPolicy): FixDraft | undefined {
  if (parsed.syntaxErrors.length > 5) return undefined;
  const source = span ? parsed.policyText : parsed.text;
  let at = span ? span.from : range.start;
  while (/\s/.test(source.charAt(at - 1))) at -= 1;
  const place = span ? parsed.toFile({ from: at, to: at }) : { start: at, end: at };
  const edit: TextEdit = { ...place, text: ',' };
  const mended = parsePolicy(applyEdits(parsed.text, [edit]));
  if (mended.syntaxErrors.length >= parsed.syntaxErrors.length) return undefined;
  return { title: 'Insert the comma', edits: [edit], preferred: true, fixAll: true };
}
