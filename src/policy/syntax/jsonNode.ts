import type { TextRange } from '../text';
import type { PolicySpan } from './place';

/** Where something stands: in the file, and in the policy text (the same two offsets unless the file is a wrapper). */
export interface Placed {
  readonly range: TextRange;
  readonly span: PolicySpan;
}

/**
 * A JSON value as written. Unlike a JavaScript object it keeps duplicate keys, the order of everything and the place
 * of every part, and a key such as `__proto__` is a key like any other.
 */
export type JsonNode = ObjectNode | ArrayNode | StringNode | NumberNode | BooleanNode | NullNode;

export interface ObjectNode extends Placed {
  readonly kind: 'object';
  readonly members: readonly Member[];
}

/** A key and its value. The value is missing while it is being typed. */
export interface Member extends Placed {
  readonly key: StringNode;
  readonly value: JsonNode | undefined;
}

export interface ArrayNode extends Placed {
  readonly kind: 'array';
  readonly items: readonly JsonNode[];
}

/** Its range includes the quotes. */
export interface StringNode extends Placed {
  readonly kind: 'string';
  readonly value: string;
}

export interface NumberNode extends Placed {
  readonly kind: 'number';
  /** As written: `1e3`, `007` never (JSON forbids it). */
  readonly source: string;
}

export interface BooleanNode extends Placed {
  readonly kind: 'boolean';
  readonly value: boolean;
}

export interface NullNode extends Placed {
  readonly kind: 'null';
}

/** The first member of that name. A repeated one is a diagnostic of its own. */
export function memberOf(node: ObjectNode, name: string): Member | undefined {
  return node.members.find((member) => member.key.value === name);
}
