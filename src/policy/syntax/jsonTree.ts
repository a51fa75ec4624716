import { createScanner, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { JsonNode, Member, Placed, StringNode } from './jsonNode';
import type { Placement } from './place';
import { describeParseError, type SyntaxProblem } from './syntaxProblem';

export interface JsonTree {
  readonly root: JsonNode | undefined;
  /** In the order of the text. Empty exactly if the text is JSON. */
  readonly problems: readonly SyntaxProblem[];
}

/** A policy nests eight levels deep at most; beyond this the recursive parser is not let loose on the text. */
const deepest = 64;

/** A policy has 20 KB and its escaped form at most six times that; what is longer than this is something else. */
export const longest = 1024 * 1024;

/** More problems than anyone reads; keeps a hostile file from costing more than the text itself. */
const mostProblems = 100;

/** Reads JSON as far as it can be read. Comments and trailing commas are problems but do not disturb the tree. */
export function readJsonTree(text: string, placement: Placement): JsonTree {
  const place = (from: number, to: number): Placed => ({
    range: placement.toFile({ from, to }),
    span: { from, to },
  });
  if (text.length > longest) {
    const what = `the text has more than ${longest} characters`;
    return { root: undefined, problems: [{ kind: 'tooLong', what, ...place(0, 1) }] };
  }
  const tokens = surveyTokens(text, place);
  if (tokens.tooDeep) return { root: undefined, problems: [tokens.tooDeep] };

  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const malformed = errors
    .slice(0, mostProblems)
    .map(({ error, offset, length }) => ({ name: printParseErrorCode(error), offset, length }))
    .filter(({ name }) => name !== 'UnexpectedEndOfComment')
    .map(({ name, offset, length }): SyntaxProblem => ({
      kind: name === 'CommaExpected' ? 'missingComma' : 'malformed',
      what: describeParseError(name),
      ...place(offset, offset + length),
    }));
  const problems = [...tokens.problems, ...malformed].sort((a, b) => a.range.start - b.range.start);
  return { root: tree && placeNode(tree, text, placement), problems: withoutConsequences(problems, text) };
}

/** One slip makes the parser stumble several times on the spot; the first report says it best. */
function withoutConsequences(problems: readonly SyntaxProblem[], text: string): readonly SyntaxProblem[] {
  return problems.filter((problem, index) => {
    const previous = problems[index - 1];
    if (problem.kind !== 'malformed' || !previous?.span || !problem.span) return true;
    if (problem.span.from === previous.span.from) return false;
    return previous.kind !== 'malformed' || text.slice(previous.span.to, problem.span.from).trim() !== '';
  });
}

interface TokenSurvey {
  readonly problems: readonly SyntaxProblem[];
  readonly tooDeep: SyntaxProblem | undefined;
}

/** One pass over the tokens for what the parser either does not report or reports without a usable place. */
function surveyTokens(text: string, place: (from: number, to: number) => Placed): TokenSurvey {
  const scanner = createScanner(text);
  const problems: SyntaxProblem[] = [];
  const add = (kind: SyntaxProblem['kind'], what: string, from: number, to: number) => {
    if (problems.length < mostProblems) problems.push({ kind, what, ...place(from, to) });
  };
  let depth = 0;
  let comma: number | undefined;
  while (scanner.getPosition() < text.length) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    const end = Math.min(scanner.getPosition(), text.length);
    const first = text.charAt(offset);
    if (isBlank(first)) continue;
    if (first === '/' && end - offset > 1) {
      const closed = text.charAt(offset + 1) === '/' || text.endsWith('*/', end);
      if (closed) add('comment', describeParseError('InvalidCommentToken'), offset, end);
      else add('malformed', describeParseError('UnexpectedEndOfComment'), offset, end);
      continue;
    }
    if (first === '{' || first === '[') {
      depth += 1;
      if (depth > deepest) {
        const what = `the text is nested more than ${deepest} levels deep; a policy needs eight at most`;
        return { problems, tooDeep: { kind: 'tooDeep', what, ...place(offset, end) } };
      }
    }
    if (first === '}' || first === ']') {
      depth -= 1;
      if (comma !== undefined)
        add('trailingComma', 'JSON has no comma after the last entry', comma, comma + 1);
    }
    comma = first === ',' ? offset : undefined;
  }
  return { problems, tooDeep: undefined };
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r';
}

function placeNode(node: Node, text: string, placement: Placement): JsonNode {
  const place = (part: Node): Placed => {
    const span = { from: part.offset, to: part.offset + Math.max(part.length, 0) };
    return { range: placement.toFile(span), span };
  };
  const children = node.children ?? [];
  switch (node.type) {
    case 'object':
      return {
        kind: 'object',
        members: children.flatMap((property): Member[] => {
          const [key, value] = property.children ?? [];
          if (key === undefined) return [];
          const keyNode: StringNode = { kind: 'string', value: String(key.value), ...place(key) };
          return [
            {
              key: keyNode,
              value: value && placeNode(value, text, placement),
              ...place({ ...property, length: lengthOf(property, key, value) }),
            },
          ];
        }),
        ...place(node),
      };
    case 'array':
      return {
        kind: 'array',
        items: children.map((item) => placeNode(item, text, placement)),
        ...place(node),
      };
    case 'string':
      return { kind: 'string', value: String(node.value), ...place(node) };
    case 'number':
      return { kind: 'number', source: text.slice(node.offset, node.offset + node.length), ...place(node) };
    case 'boolean':
      return { kind: 'boolean', value: node.value === true, ...place(node) };
    case 'null':
    case 'property':
      return { kind: 'null', ...place(node) };
  }
}

/** A member ends with its value. (The parser lets a member without one reach to the next comma.) */
function lengthOf(property: Node, key: Node, value: Node | undefined): number {
  const last = value ?? key;
  return last.offset + Math.max(last.length, 0) - property.offset;
}
