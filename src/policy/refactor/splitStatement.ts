import { conditionTests, isPositive, type KnownTest } from '../lint/conditionTests';
import { isDeny } from '../lint/elements';
import type { PolicyEdit } from '../lint/policyEditor';
import type { JsonNode, Member, Placed } from '../syntax/jsonNode';
import type { StatementTree } from '../syntax/policyTree';
import { sidsFor } from './freeSid';
import { inFile, type Place, type Refactoring } from './refactoring';

/**
 * Makes two statements, or as many as there are alternatives, out of the one at the cursor. A statement applies if any
 * entry of its Action, Resource and Principal and any value of a positive test fits: each may as well stand in a
 * statement of its own. (Entries of a Not… element and values of a negated test must all fail together: they are never
 * split.)
 */
export function splitStatement(place: Place): readonly Refactoring[] {
  const { statement } = place;
  if (!statement || statement.node.members.length === 0) return [];
  return [
    ...splitAlternatives(place, statement),
    ...conditionTests(statement).flatMap((test) => splitConditions(place, statement, test)),
  ];
}

/** A statement of more alternatives is not split into all of them: nobody could read the result. */
const mostStatements = 20;

/** Values of which any one will do. */
interface Alternatives {
  /** The element, or the key of the test. */
  readonly member: Member;
  /** What one of them is called: `action`. */
  readonly noun: string;
  readonly entries: readonly Alternative[];
}

interface Alternative {
  readonly node: JsonNode;
  /** Where it stands: the list's own entries, or the member of a Principal that has a single value. */
  readonly removal: { readonly siblings: readonly Placed[]; readonly part: Placed };
  /** The element's value as it is with this alternative alone. */
  readonly alone: string;
}

function splitAlternatives(place: Place, statement: StatementTree): readonly Refactoring[] {
  return alternativesIn(place, statement).flatMap(({ member, noun, entries }): readonly Refactoring[] => {
    if (entries.length < 2 || !place.touches(member)) return [];
    const chosen = entries.filter(({ node }) => place.touches(node));
    const [only, ...more] = chosen;
    const refactorings: Refactoring[] = [];
    if (only !== undefined && more.length === 0)
      refactorings.push(
        split(place, statement, {
          title: `Split off ${shorten(place.editor.source(only.node))} into a statement of its own`,
          remove: [only],
          apart: [{ at: valueOf(member), text: only.alone }],
        }),
      );
    const all = entries.length > 2 || only === undefined || more.length > 0;
    if (all && entries.length <= mostStatements) {
      const [, ...others] = entries;
      refactorings.push(
        split(place, statement, {
          title: `Split into ${entries.length} statements, one for each ${noun}`,
          remove: others,
          apart: others.map(({ alone }) => ({ at: valueOf(member), text: alone })),
        }),
      );
    }
    return refactorings;
  });
}

function alternativesIn({ editor }: Place, statement: StatementTree): readonly Alternatives[] {
  const fromList = (member: Member | undefined, noun: string): Alternatives[] => {
    if (member?.value?.kind !== 'array') return [];
    const siblings = member.value.items;
    const entries = siblings.map((node) => ({
      node,
      removal: { siblings, part: node },
      alone: editor.source(node),
    }));
    return [{ member, noun, entries }];
  };
  const tests = conditionTests(statement).filter(
    ({ use }) => !use.operator.negated && use.set !== 'ForAllValues',
  );
  return [
    ...fromList(statement.action, 'action'),
    ...fromList(statement.resource, 'resource'),
    ...principalsOf(statement.principal, editor),
    ...tests.flatMap(({ key }) => fromList(key, 'value')),
  ];
}

/** The entries of `{"AWS": …, "Service": …}`, whichever member they are in. */
function principalsOf(member: Member | undefined, editor: Place['editor']): readonly Alternatives[] {
  if (member?.value?.kind !== 'object') return [];
  const { members } = member.value;
  const entries = members.flatMap((kind): Alternative[] => {
    const name = editor.source(kind.key);
    const one = (node: JsonNode, siblings: readonly Placed[], part: Placed): Alternative => ({
      node,
      removal: { siblings, part },
      alone: `{${name}: ${editor.source(node)}}`,
    });
    if (kind.value?.kind !== 'array') return kind.value ? [one(kind.value, members, kind)] : [];
    const { items } = kind.value;
    // A list with one entry goes as a whole; an empty one matches nobody, and stays.
    return items.length === 1 && items[0]
      ? [one(items[0], members, kind)]
      : items.map((node) => one(node, items, node));
  });
  return [{ member, noun: 'principal', entries }];
}

/** Two tests hold together; in two statements either one is enough, so a Deny then denies more. Says so in its title. */
function splitConditions(place: Place, statement: StatementTree, test: KnownTest): readonly Refactoring[] {
  const tests = conditionTests(statement);
  const block = statement.condition?.value;
  const { operator, key } = test;
  const atTest = place.touches(operator.key) || place.touches(key.key);
  if (!atTest || !isDeny(statement) || block?.kind !== 'object' || operator.value?.kind !== 'object')
    return [];
  // Without its guard a negated test, or the guard alone, would deny what nobody had in mind.
  if (tests.length < 2 || tests.length !== statement.tests.length || !tests.every(isPositive)) return [];
  const alone = operator.value.members.length === 1;
  const removal = alone
    ? { siblings: block.members, part: operator }
    : { siblings: operator.value.members, part: key };
  const source = place.editor.source.bind(place.editor);
  return [
    split(place, statement, {
      title: `Split off the condition ${shorten(key.key.value)}: then either one denies, which is more than now`,
      remove: [{ removal }],
      apart: [{ at: block, text: `{${source(operator.key)}: {${source(key)}}}` }],
    }),
  ];
}

interface Split {
  readonly title: string;
  readonly remove: readonly Pick<Alternative, 'removal'>[];
  /** What each new statement says in place of a part of the present one. */
  readonly apart: readonly { readonly at: Placed; readonly text: string }[];
}

function split(place: Place, statement: StatementTree, { title, remove, apart }: Split): Refactoring {
  const { parsed, policy, editor } = place;
  const { node, sid } = statement;
  const newSid = sidsFor(policy);
  const copies = apart.map(({ at, text }) => {
    const edits: PolicyEdit[] = [editor.replaceSource(at.span, text), ...uncommented(place, node, at)];
    if (sid?.value?.kind === 'string' && sid.value.value !== '')
      edits.push(editor.replace(sid.value, newSid(sid.value.value)));
    return rewritten(editor.source(node), node.span.from, edits);
  });
  const behind = editor.insertBehind(node, copies);
  const edits = [...removals(place, remove), behind];
  if (policy.statement?.value?.kind === 'object') {
    edits.push({ from: node.span.from, to: node.span.from, text: '[' });
    edits[edits.indexOf(behind)] = { ...behind, text: `${behind.text}]` };
  }
  return { kind: 'splitStatement', title, about: 'place', edits: inFile(parsed, edits) };
}

/** Entries of one list that follow each other go in one piece, with the commas between them. */
function removals({ editor }: Place, parts: readonly Pick<Alternative, 'removal'>[]): PolicyEdit[] {
  const runs: { readonly siblings: readonly Placed[]; readonly first: Placed; last: Placed }[] = [];
  for (const { removal } of parts) {
    const { siblings, part } = removal;
    const run = runs.find((other) => other.siblings === siblings);
    if (run) run.last = part;
    else runs.push({ siblings, first: part, last: part });
  }
  return runs.flatMap(({ siblings, first, last }) => editor.removeRun(siblings, first, last));
}

function rewritten(text: string, shift: number, edits: readonly PolicyEdit[]): string {
  return [...edits]
    .sort((a, b) => b.from - a.from)
    .reduce(
      (before, { from, to, text: part }) => before.slice(0, from - shift) + part + before.slice(to - shift),
      text,
    );
}

/**
 * Leaves out, in a copy, what AWS does not take: the original keeps its comments. What is replaced anyway is left alone.
 */
function uncommented({ parsed, editor }: Place, within: Placed, replaced: Placed): readonly PolicyEdit[] {
  return parsed.syntaxErrors.flatMap(({ span }): readonly PolicyEdit[] => {
    if (!span || span.from < within.span.from || within.span.to < span.to) return [];
    if (replaced.span.from <= span.from && span.to <= replaced.span.to) return [];
    const behind = parsed.policyText.slice(0, span.from).trimEnd().length;
    const endsLine = /^[ \t]*\r?\n/.test(parsed.policyText.slice(span.to));
    const startsLine = parsed.policyText.slice(behind, span.from).includes('\n');
    return [editor.removeText(endsLine && !startsLine ? { from: behind, to: span.to } : span)];
  });
}

function valueOf(member: Member): Placed {
  return member.value ?? member;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
