import type { JsonNode, Member, ObjectNode } from '../syntax/jsonNode';
import type { TextRange } from '../text';
import { nearest } from '../vocabulary/nearest';
import type { TestFileProblem, TestFileProblemCode } from './testFileProblem';

/** Takes note of something that is wrong, and goes on. */
export type Complain = (code: TestFileProblemCode, range: TextRange, message: string) => void;

/** Collects problems in the order of the text. */
export class Complaints {
  private readonly list: TestFileProblem[] = [];

  readonly add: Complain = (code, range, message) => void this.list.push({ code, range, message });

  get problems(): readonly TestFileProblem[] {
    return [...this.list].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  }
}

/**
 * The members of an object by name: nothing that is not known, nothing twice, nothing without a value.
 * @param of what the object is, for the messages: `a case`
 */
export function fieldsOf<Name extends string>(
  node: ObjectNode,
  names: readonly Name[],
  of: string,
  complain: Complain,
): Readonly<Partial<Record<Name, JsonNode>>> {
  const fields: Partial<Record<Name, JsonNode>> = {};
  for (const member of membersOf(node, complain)) {
    const { key, value } = member;
    const name = names.find((each) => each === key.value);
    if (name === undefined) complain('test-unknown-field', key.range, unknownField(key.value, names, of));
    else fields[name] = value;
  }
  return fields;
}

/** The members of an object, each name once and each with a value; the others are complained of. */
export function membersOf(
  { members }: ObjectNode,
  complain: Complain,
): readonly (Member & { readonly value: JsonNode })[] {
  const seen = new Set<string>();
  return members.flatMap((member) => {
    const { key, value } = member;
    if (seen.has(key.value)) {
      complain('test-duplicate-field', key.range, `"${key.value}" stands here twice.`);
      return [];
    }
    seen.add(key.value);
    // A name without a value is a mistake of syntax, which is told as such.
    return value === undefined ? [] : [{ ...member, value }];
  });
}

function unknownField(written: string, names: readonly string[], of: string): string {
  const meant = nearest(written, names);
  return meant === undefined
    ? `"${written}" is no field of ${of}. There are: ${names.join(', ')}.`
    : `"${written}" is no field of ${of}. Did you mean "${meant}"?`;
}

/** The text of a string; anything else is complained of. */
export function textOf(node: JsonNode, what: string, complain: Complain): string | undefined {
  if (node.kind === 'string') return node.value;
  complain('test-wrong-type', node.range, `${what} is text in double quotes, not ${kindInWords(node)}.`);
  return undefined;
}

/** The items of a list, or the only value that stands in its place. An empty list is complained of. */
export function itemsOf(node: JsonNode, what: string, complain: Complain): readonly JsonNode[] {
  if (node.kind !== 'array') return [node];
  if (node.items.length === 0)
    complain(
      'test-empty',
      node.range,
      `${what} is an empty list, which claims nothing. Leave it out to claim all.`,
    );
  return node.items;
}

/** `a number` */
export function kindInWords({ kind }: JsonNode): string {
  switch (kind) {
    case 'object':
      return 'an object';
    case 'array':
      return 'a list';
    case 'string':
      return 'text';
    case 'number':
      return 'a number';
    case 'boolean':
      return 'true or false';
    case 'null':
      return 'null';
  }
}
