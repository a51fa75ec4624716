import { anyOne, anyRun, wildcardPattern, type Pattern, type PatternPart } from '../wildcard';

/** Finds the single value a policy variable stands for. */
export type VariableLookup = (name: string) => string | undefined;

/**
 * Replaces the policy variables of a text (IAM user guide, "IAM policy elements: Variables and tags"): `${key}`,
 * `${key, 'default'}`, and the escapes `${*}`, `${?}`, `${$}`. What a variable brings in is plain text, also where it
 * holds a `*`; a `*` or `?` of the policy's own is a wildcard.
 * @param lookup undefined where the language of 2008 holds, which has no variables
 * @returns undefined when a variable has neither a value nor a default
 */
export function expandVariables(text: string, lookup: VariableLookup | undefined): Pattern | undefined {
  const expand = lookup && readTemplate(text);
  return expand ? expand(lookup) : wildcardPattern(text);
}

/** Reads a text with variables, once for all requests; undefined where there is none in it. */
export function readTemplate(text: string): ((lookup: VariableLookup) => Pattern | undefined) | undefined {
  const pieces: (Pattern | Variable)[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf('${', at);
    const variable = start < 0 ? undefined : readVariable(text, start + 2);
    if (!variable) break;
    pieces.push(wildcardPattern(text.slice(at, start)), variable);
    at = variable.end;
  }
  if (pieces.length === 0) return undefined;
  pieces.push(wildcardPattern(text.slice(at)));
  return (lookup) => {
    const parts: PatternPart[] = [];
    for (const piece of pieces) {
      const value = 'name' in piece ? valueOf(piece, lookup) : piece;
      if (value === undefined) return undefined;
      for (const part of value) parts.push(part);
    }
    return parts;
  };
}

/** Spells the names of the variables in a text anew. Their defaults, and what only escapes a character, stay. */
export function respellVariables(text: string, respell: (name: string) => string): string {
  let respelled = '';
  let at = 0;
  for (;;) {
    const start = text.indexOf('${', at);
    const variable = start < 0 ? undefined : readVariable(text, start + 2);
    if (!variable) return respelled + text.slice(at);
    const { name, literal, end } = variable;
    const rest = text.slice(start + 2 + name.length, end);
    respelled += `${text.slice(at, start + 2)}${literal ?? respell(name)}${rest}`;
    at = end;
  }
}

/** As a row of characters, none of which is a wildcard. */
function valueOf({ name, literal, fallback }: Variable, lookup: VariableLookup): string | undefined {
  return literal ?? lookup(name) ?? fallback;
}

/** The text of a pattern for operators that know no wildcards. */
export function plainText(pattern: Pattern): string {
  return pattern.map((part) => (part === anyRun ? '*' : part === anyOne ? '?' : part)).join('');
}

interface Variable {
  readonly name: string;
  readonly literal: string | undefined;
  readonly fallback: string | undefined;
  /** Where the text goes on. */
  readonly end: number;
}

/** Reads what follows `${`. Without a closing brace it is no variable but text. */
function readVariable(text: string, start: number): Variable | undefined {
  const close = text.indexOf('}', start);
  if (close < 0) return undefined;
  const name = text.slice(start, close);
  const separator = name.indexOf(", '");
  const fallbackStart = start + separator + 3;
  const fallbackEnd = separator < 0 ? -1 : text.indexOf("'}", fallbackStart);
  if (fallbackEnd >= 0) {
    const fallback = text.slice(fallbackStart, fallbackEnd);
    return { name: name.slice(0, separator), literal: undefined, fallback, end: fallbackEnd + 2 };
  }
  const literal = name === '*' || name === '?' || name === '$' ? name : undefined;
  return { name, literal, fallback: undefined, end: close + 1 };
}
