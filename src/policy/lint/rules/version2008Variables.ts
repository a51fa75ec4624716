import { valuesOf } from '../../syntax/policyTree';
import { variablePlaces, type PolicyVariable } from '../policyVariables';
import { openingBrace, overPolicy, type FixDraft } from '../rule';

/** Policy variables under the rules of 2008, which know none: `${…}` is plain text there. */
export const version2008Variables = overPolicy(function* ({ node, version, statements }, { parsed, editor }) {
  const written = version?.value;
  const [value] = valuesOf(version);
  const old = value?.kind === 'string' && value.value === '2008-10-17';
  if (!parsed.policyText.includes('${') || (version && !old)) return;
  const used = statements.flatMap((statement) =>
    variablePlaces(statement).flatMap((place) =>
      place.variables.filter(isMeantAsVariable).map((variable) => ({ place, variable })),
    ),
  );
  const [first, ...others] = used;
  if (!first) return;
  const { place, variable } = first;
  const text = place.node.value.slice(variable.start, variable.end);
  const fix: Pick<FixDraft, 'title' | 'edits'> = written
    ? { title: 'Use Version 2012-10-17', edits: [editor.replace(written, '2012-10-17')] }
    : {
        title: 'Insert "Version": "2012-10-17"',
        edits: [editor.insertMember(node, undefined, 'Version', '2012-10-17')],
      };
  yield {
    at: editor.within(place.node, variable.start, variable.end),
    covers: written ? written.span : openingBrace(node),
    message: `${written ? 'Under Version 2008-10-17' : 'Without Version'} ${text}${others.length > 0 ? ` (and ${others.length} more)` : ''} is plain text that matches nothing: once locked, what relies on it is dead, for ever. Set Version to "2012-10-17".`,
    fixes: [{ ...fix, preferred: true }],
  };
});

/** Sound, or with a slip that variable-syntax mends. */
function isMeantAsVariable({ problem, meant }: PolicyVariable): boolean {
  return problem === undefined || meant !== undefined;
}
