import type { JsonNode, Member } from './jsonNode';

/** One step from the root of a policy down to a place in it. */
export type PathStep =
  | { readonly kind: 'member'; readonly member: Member; readonly onKey: boolean }
  | { readonly kind: 'item'; readonly index: number; readonly node: JsonNode };

/**
 * The way from the root to the innermost key or value at a file offset, outermost first; empty outside of all.
 * Both ends of a node count as inside, so that the cursor after the last character of a word still finds the word.
 */
export function pathAt(root: JsonNode | undefined, offset: number): readonly PathStep[] {
  const path: PathStep[] = [];
  let node = root;
  while (node) {
    const step = stepInto(node, offset);
    if (!step) break;
    path.push(step);
    node = step.kind === 'item' ? step.node : step.onKey ? undefined : step.member.value;
  }
  return path;
}

function stepInto(node: JsonNode, offset: number): PathStep | undefined {
  const holds = ({ range }: { readonly range: { readonly start: number; readonly end: number } }) =>
    range.start <= offset && offset <= range.end;
  if (node.kind === 'object') {
    const member = node.members.find((candidate) => holds(candidate));
    return member && { kind: 'member', member, onKey: holds(member.key) };
  }
  if (node.kind === 'array') {
    const index = node.items.findIndex((item) => holds(item));
    const item = node.items[index];
    return item && { kind: 'item', index, node: item };
  }
  return undefined;
}
