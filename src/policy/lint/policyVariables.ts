import type { StringNode } from '../syntax/jsonNode';
import { isTemplate } from '../template/fillTemplate';
import type { StatementTree } from '../syntax/policyTree';
import { readConditionKey } from '../vocabulary/conditionKeys';
import { conditionTests } from './conditionTests';
import { resourceEntries } from './elements';
import { oncePer } from './once';
import { keyProblem, meantKey } from './rules/conditionKeyNames';

/** What is wrong with a policy variable. */
export type VariableProblem =
  | 'no closing brace'
  | 'empty'
  | 'space'
  | 'default'
  | 'symbol'
  | 'unknown key'
  | 'tag key'
  | 'several values';

/** A `${…}` in a text, by its offsets there. */
export interface PolicyVariable {
  readonly start: number;
  readonly end: number;
  readonly problem: VariableProblem | undefined;
  /** The variable as it should be written, where that is certain. */
  readonly meant: string | undefined;
}

const withDefault = /\$\{([^{}']*), '([^']*)'\}/y;
const withoutDefault = /\$\{([^{}]*)\}/y;

/**
 * The policy variables of a text (IAM user guide, "IAM policy elements: Variables and tags"): `${key}`,
 * `${key, 'default'}`, and the escapes `${*}`, `${?}`, `${$}`; not what is filled in of a template.
 */
export function variablesIn(text: string): readonly PolicyVariable[] {
  const found: PolicyVariable[] = [];
  let start = text.indexOf('${');
  while (start >= 0) {
    const variable = readVariable(text, start);
    if (!isTemplate(text.slice(variable.start, variable.end))) found.push(variable);
    start = text.indexOf('${', Math.max(variable.end, start + 2));
  }
  return found;
}

function readVariable(text: string, start: number): PolicyVariable {
  withDefault.lastIndex = start;
  const quoted = withDefault.exec(text);
  if (quoted) {
    const [whole, name = '', fallback = ''] = quoted;
    const end = start + whole.length;
    return { start, end, ...judgeName(name, (key) => `\${${key}, '${fallback}'}`) };
  }
  withoutDefault.lastIndex = start;
  const plain = withoutDefault.exec(text);
  if (plain) return { start, end: start + plain[0].length, ...judgePlain(plain[1] ?? '') };
  const next = text.indexOf('${', start + 2);
  const end = next < 0 ? text.length : next;
  const name = text.slice(start + 2, end);
  const sound = judgeName(name, (key) => key).problem === undefined;
  return { start, end, problem: 'no closing brace', meant: sound ? `\${${name}}` : undefined };
}

type Judgement = Pick<PolicyVariable, 'problem' | 'meant'>;

const sound: Judgement = { problem: undefined, meant: undefined };

function judgePlain(content: string): Judgement {
  if (content === '*' || content === '?' || content === '$') return sound;
  const comma = content.indexOf(',');
  if (comma < 0) return judgeName(content, (key) => `\${${key}}`);
  const name = content.slice(0, comma).trim();
  const fallback = content
    .slice(comma + 1)
    .trim()
    .replace(/^'|'$/g, '');
  const certain = judgeName(name, (key) => key).problem === undefined && !fallback.includes("'");
  return { problem: 'default', meant: certain ? `\${${name}, '${fallback}'}` : undefined };
}

const strange = /[^\p{L}\p{N}_.:/=+@-]/u;

/** @param write puts the right name in place of the wrong one */
function judgeName(name: string, write: (key: string) => string): Judgement {
  if (name.trim() === '') return { problem: 'empty', meant: undefined };
  if (/\s/.test(name)) {
    const dense = name.trim().replace(/\s*([:/])\s*/g, '$1');
    const certain = !/\s/.test(dense) && judgeName(dense, write).problem === undefined;
    return { problem: 'space', meant: certain ? write(dense) : undefined };
  }
  if (strange.test(name)) return { problem: 'symbol', meant: undefined };
  if (keyProblem(name) !== undefined) {
    const meant = meantKey(name);
    const certain = meant !== undefined && judgeName(meant, write).problem === undefined;
    return { problem: 'unknown key', meant: certain ? write(meant) : undefined };
  }
  const use = readConditionKey(name);
  if (use?.key.tagged === true && !use.tagKey) return { problem: 'tag key', meant: undefined };
  return use?.key.multiValued === true ? { problem: 'several values', meant: undefined } : sound;
}

export interface VariablePlace {
  readonly node: StringNode;
  readonly variables: readonly PolicyVariable[];
}

/** The texts of a statement in which variables are read: its resources, and values of String and Arn operators. */
export const variablePlaces = oncePer((statement: StatementTree): readonly VariablePlace[] => {
  const values = conditionTests(statement).flatMap((test) => {
    const { family } = test.use.operator;
    return family === 'String' || family === 'Arn' ? test.values : [];
  });
  const nodes = [...resourceEntries(statement), ...values].map(({ node }) => node);
  return nodes.flatMap((node): VariablePlace[] =>
    node.kind === 'string' && node.value.includes('${') ? [{ node, variables: variablesIn(node.value) }] : [],
  );
});
