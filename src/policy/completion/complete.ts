import type { ParsedPolicy } from '../syntax/parsedPolicy';
import { readStatementTree } from '../syntax/policyTree';
import { actionCandidates } from './actionCandidates';
import type { Candidate } from './candidate';
import type { CompletionItem, CompletionKnowledge } from './completionItem';
import { cursorPlace, type CursorPlace, type Step } from './cursorPlace';
import { effects, policyElements, statementElements, versions } from './elementCandidates';
import { keyCandidates } from './keyCandidates';
import { layoutOf, openObject, padding, writeJson } from './layout';
import { operatorCandidates } from './operatorCandidates';
import { awsPrincipals, principalCandidates, principalKinds, servicePrincipals } from './principalCandidates';
import { resourceCandidates } from './resourceCandidates';
import { nodeOpeningAt, otherKeys, type Situation } from './situation';
import { hasStops, mapTemplate, plainText, snippetText, type Template } from './template';
import { policyTemplates, statementTemplates } from './templateCandidates';
import { valueCandidates } from './valueCandidates';

/**
 * What can be written at a place in a policy, best first. Pure and quick; works on text that is no JSON yet, and in
 * both envelopes. Accepting an item in JSON leaves JSON.
 * @param offset of the cursor in the file
 */
export function complete(
  parsed: ParsedPolicy,
  offset: number,
  knowledge: CompletionKnowledge,
): readonly CompletionItem[] {
  const cursor = policyOffset(parsed, offset);
  const place = cursor === undefined ? undefined : cursorPlace(parsed.policyText, cursor);
  if (!place) return [];
  const path = withoutEnvelope(place.path);
  const opening = statementOpening(path, place);
  const statement = opening === undefined ? undefined : nodeOpeningAt(parsed.root, opening);
  const innermost = place.openings.at(-1);
  const situation: Situation = {
    parsed,
    place,
    layout: layoutOf(parsed.policyText, parsed.envelope === 'wrapper'),
    knowledge,
    container: innermost === undefined ? undefined : nodeOpeningAt(parsed.root, innermost),
    statement: statement?.kind === 'object' ? readStatementTree(statement) : undefined,
  };
  return candidatesAt(path, situation)
    .map((candidate, index) => ({ candidate, index }))
    .sort((a, b) => a.candidate.rank - b.candidate.rank || a.index - b.index)
    .map(({ candidate }, index) => toItem(candidate, index, situation));
}

/** Where the cursor stands in the policy text; undefined outside of it, or in the middle of an escape. */
function policyOffset(parsed: ParsedPolicy, offset: number): number | undefined {
  const at = (index: number): number => parsed.toFile({ from: index, to: index }).start;
  let [low, high] = [0, parsed.policyText.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(middle) < offset) low = middle + 1;
    else high = middle;
  }
  return at(low) === offset ? low : undefined;
}

/** An object where the wrapper wants a string is a mistake of its own; what is written in it is a policy all the same. */
function withoutEnvelope(path: readonly Step[]): readonly Step[] {
  return path[0] === 'Policy' ? path.slice(1) : path;
}

/** How many steps lead into the statement that the cursor is in: `Statement`, or `Statement` and an index. */
function statementDepth(path: readonly Step[]): number {
  return typeof path[1] === 'number' ? 2 : 1;
}

function statementOpening(path: readonly Step[], { openings, path: whole }: CursorPlace): number | undefined {
  if (path[0] !== 'Statement') return undefined;
  return openings[whole.length - path.length + statementDepth(path)];
}

function candidatesAt(path: readonly Step[], situation: Situation): readonly Candidate[] {
  const { role } = situation.place;
  const [first, second] = path;
  if (first === undefined) return role === 'key' ? inPolicy(situation) : policyTemplates(situation, true);
  if (role === 'value' && path.length === 1) {
    if (first === 'Version') return versions();
    if (first === 'Statement') return statementTemplates(situation, 'list');
  }
  if (first !== 'Statement') return [];
  if (role === 'value' && typeof second === 'number' && path.length === 2)
    return [emptyStatement(situation), ...statementTemplates(situation, 'items')];
  return inStatement(path.slice(statementDepth(path)), situation);
}

function inPolicy(situation: Situation): readonly Candidate[] {
  return isEmptyObject(situation)
    ? [...policyElements(situation), ...policyTemplates(situation, false)]
    : policyElements(situation);
}

function isEmptyObject(situation: Situation): boolean {
  return !situation.place.colonAfter && otherKeys(situation).length === 0;
}

function emptyStatement(situation: Situation): Candidate {
  const { layout } = situation;
  const [begin, end] = padding(layout, situation.place);
  const object = openObject(layout, 1);
  const inner = begin === '' ? object : mapTemplate(object, (part) => part.replaceAll('\n', '\n\t'));
  return {
    label: '{ }',
    kind: 'element',
    detail: 'a statement to be filled in',
    insert: { as: 'value', json: [begin, ...inner, end] },
    filter: 'statement',
    rank: 0,
    retrigger: true,
  };
}

/** @param path from the statement on, without the place in a list at its end */
function inStatement(path: readonly Step[], situation: Situation): readonly Candidate[] {
  const { role } = situation.place;
  const [element, second, third] = path.filter((step) => typeof step === 'string');
  if (element === undefined)
    return role !== 'key'
      ? []
      : isEmptyObject(situation)
        ? [...statementElements(situation), ...statementTemplates(situation, 'members')]
        : statementElements(situation);
  if (element === 'Condition') return inCondition(second, third, situation);
  if (element === 'Principal' || element === 'NotPrincipal') return inPrincipal(second, situation);
  if (role === 'key' || second !== undefined) return [];
  if (element === 'Effect') return effects();
  if (element === 'Action' || element === 'NotAction') return actionCandidates(situation);
  return element === 'Resource' || element === 'NotResource' ? resourceCandidates(situation) : [];
}

function inPrincipal(kind: string | undefined, situation: Situation): readonly Candidate[] {
  if (situation.place.role === 'key') return kind === undefined ? principalKinds(situation) : [];
  if (kind === undefined) return situation.container?.kind === 'array' ? [] : principalCandidates(situation);
  if (kind === 'AWS') return awsPrincipals(situation);
  return kind === 'Service' ? servicePrincipals(situation) : [];
}

function inCondition(
  operator: string | undefined,
  key: string | undefined,
  situation: Situation,
): readonly Candidate[] {
  if (situation.place.role === 'key') {
    if (operator === undefined) return operatorCandidates(situation);
    return key === undefined ? keyCandidates(situation, operator) : [];
  }
  if (operator === undefined) return conditions(situation);
  return key === undefined ? [] : valueCandidates(situation, operator, key);
}

/** The whole value of Condition. */
function conditions(situation: Situation): readonly Candidate[] {
  const { layout } = situation;
  if (situation.container?.kind === 'array') return [];
  const age = { NumericLessThan: { 'glacier:ArchiveAgeInDays': '2557' } };
  const hold = { StringNotEqualsIgnoreCase: { 'glacier:ResourceTag/LegalHold': 'false' } };
  return [
    {
      label: '{ }',
      kind: 'element',
      detail: 'a condition to be filled in',
      insert: { as: 'value', json: openObject(layout, 1) },
      filter: 'condition',
      rank: 0,
      retrigger: true,
    },
    {
      label: 'Younger than 7 years',
      kind: 'template',
      detail: '2557 days',
      insert: { as: 'value', json: writeJson(age, layout) },
      rank: 1,
    },
    {
      label: 'Unless the legal hold is released',
      kind: 'template',
      detail: 'tag LegalHold is not false',
      insert: { as: 'value', json: writeJson(hold, layout) },
      rank: 2,
    },
  ];
}

function toItem(candidate: Candidate, index: number, situation: Situation): CompletionItem {
  const { parsed, place, knowledge } = situation;
  const { label, kind, detail, documentation, filter = label, retrigger = false } = candidate;
  const template = mapTemplate(written(candidate, situation), (part) => parsed.encode(part));
  const snippet = knowledge.snippets && hasStops(template);
  const comma = place.commaBefore;
  return {
    label,
    kind,
    detail: detail === '' ? undefined : detail,
    documentation,
    range: parsed.toFile(place.replaced),
    text: snippet ? snippetText(template) : plainText(template),
    snippet,
    edits: comma === undefined ? [] : [{ ...parsed.toFile({ from: comma, to: comma }), text: ',' }],
    filterText: place.quoted ? parsed.encode(`"${filter}`) : filter,
    sortText: String(index).padStart(4, '0'),
    retrigger: retrigger && snippet,
  };
}

/** The text of a candidate with what it needs around it: a blank behind the colon, the comma before what follows. */
function written({ insert }: Candidate, { place, layout }: Situation): Template {
  const before = place.before === ':' ? layout.blank : '';
  const after = place.commaAfter && !place.colonAfter ? `,${/\s/.test(place.after) ? '' : layout.blank}` : '';
  if (insert.as !== 'member') return [before, ...insert.json, after];
  const key: Template = ['"', ...insert.key, '"'];
  return place.colonAfter ? key : [...key, `:${layout.blank}`, ...insert.value, after];
}
