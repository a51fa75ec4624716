import { overStatements } from '../rule';

/** Effect is neither `Allow` nor `Deny`, letter for letter. */
export const invalidEffect = overStatements(function* ({ effect }, { editor }) {
  const value = effect?.value;
  if (value?.kind !== 'string' || value.value === 'Allow' || value.value === 'Deny') return;
  const meant = meantEffect(value.value);
  yield {
    at: value.span,
    message: `Effect is "Allow" or "Deny", letter for letter; Glacier refuses "${value.value}".`,
    fixes: meant
      ? [{ title: `Use ${meant}`, edits: [editor.replace(value, meant)], preferred: true, fixAll: true }]
      : [{ title: 'Use Deny', edits: [editor.replace(value, 'Deny')] }],
  };
});

function meantEffect(written: string): 'Allow' | 'Deny' | undefined {
  if (/^\s*den(?:y|ied|ies)?\s*$/i.test(written)) return 'Deny';
  return /^\s*al+ow(?:ed|s)?\s*$/i.test(written) ? 'Allow' : undefined;
}
