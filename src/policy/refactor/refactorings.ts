import { lint } from '../lint/lint';
import { parsePolicy, type ParsedPolicy } from '../syntax/parsedPolicy';
import { applyEdits, type TextRange } from '../text';
import { unwrapPolicy, wrapPolicy } from './envelopes';
import { insertRetention } from './insertRetention';
import { minifyPolicy } from './minifyPolicy';
import { moveOut, moveStatement } from './moveStatement';
import { placeIn, type Impossible, type Move, type Place, type Refactoring } from './refactoring';
import { splitStatement } from './splitStatement';
import { yearsToDays } from './yearsToDays';

/** Beyond this, in UTF-16 units, a policy has to become shorter before anything else. */
const longest = 64 * 1024;

/**
 * The other ways to write a policy that a person may choose from at a place of the file. Applying one never leaves worse
 * JSON than there was and raises no error that was not there.
 * @param range the selection, in file offsets; a cursor is an empty range
 */
export function refactorings(
  parsed: ParsedPolicy,
  range: TextRange,
  targetVaultArn?: string,
): readonly (Refactoring | Move | Impossible)[] {
  const place = placeIn(parsed, range, targetVaultArn);
  if (place === undefined) return [];
  const whole = [wrapPolicy(place), unwrapPolicy(place), minifyPolicy(place)].filter(
    (refactoring) => refactoring !== undefined,
  );
  if (parsed.policyText.length > longest) return whole;
  const others = [
    ...yearsToDays(place),
    ...splitStatement(place),
    moveStatement(place),
    insertRetention(place),
  ].filter((refactoring) => refactoring !== undefined);
  const harmless = harmlessIn(place);
  return [...others.filter((refactoring) => !('edits' in refactoring) || harmless(refactoring)), ...whole];
}

/** Takes the statement at a place out of the lock policy, whatever its effect: the repair for what will not last. */
export function moveToAccessPolicy(
  parsed: ParsedPolicy,
  range: TextRange,
  targetVaultArn?: string,
): Move | undefined {
  const place = placeIn(parsed, range, targetVaultArn);
  if (place?.statement === undefined) return undefined;
  const moved = moveOut(place, place.statement);
  return 'edits' in moved && harmlessIn(place)(moved) ? moved : undefined;
}

/** Judges what the text is after a refactoring against what it is now. */
function harmlessIn({ parsed, targetVaultArn }: Place): (refactoring: Refactoring) => boolean {
  const errorsIn = (text: ParsedPolicy): readonly string[] =>
    lint(text, { targetVaultArn }).flatMap(({ severity, code }) => (severity === 'error' ? [code] : []));
  let before: ReadonlySet<string> | undefined;
  return ({ edits }) => {
    const after = parsePolicy(applyEdits(parsed.text, edits));
    if (after.syntaxErrors.length > parsed.syntaxErrors.length) return false;
    const known = (before ??= new Set(errorsIn(parsed)));
    return errorsIn(after).every((code) => known.has(code));
  };
}
