import type { ConditionTest, ElementList, PolicyDocument, PrincipalElement, Statement } from '../document';
import { canonicalForm } from './canonicalForm';

/** The canonical form of a policy as a policy text, laid out with two spaces: the same for all that say the same. */
export function canonicalText(document: PolicyDocument): string {
  const { version, statements } = canonicalForm(document);
  return `${JSON.stringify({ Version: version, Statement: statements.map(writeStatement) }, null, 2)}\n`;
}

/**
 * Whether two policies say the same, however they are written. Policies that differ may still have the same effect on
 * a vault: that is for `effectDifference` to find out.
 */
export function sameMeaning(a: PolicyDocument, b: PolicyDocument): boolean {
  return a === b || JSON.stringify(canonicalForm(a)) === JSON.stringify(canonicalForm(b));
}

type Json = Readonly<Record<string, unknown>>;

function writeStatement({ effect, principal, action, resource, conditions }: Statement): Json {
  return {
    Effect: effect,
    [principal.negated ? 'NotPrincipal' : 'Principal']: writePrincipal(principal),
    [action.negated ? 'NotAction' : 'Action']: writeList(action),
    [resource.negated ? 'NotResource' : 'Resource']: writeList(resource),
    ...(conditions.length === 0 ? {} : { Condition: writeConditions(conditions) }),
  };
}

function writeList({ entries }: Pick<ElementList, 'entries'>): string | readonly string[] {
  const [only, ...others] = entries;
  return only === undefined || others.length > 0 ? entries : only;
}

function writePrincipal({ entries }: PrincipalElement): string | Json {
  if (entries.length === 1 && entries[0]?.type === 'everyone') return '*';
  const byType = new Map<string, string[]>(entries.length === 0 ? [['AWS', []]] : []);
  for (const entry of entries) {
    const [type, value] = entry.type === 'everyone' ? ['AWS', '*'] : [entry.type, entry.value];
    const values = byType.get(type);
    if (values) values.push(value);
    else byType.set(type, [value]);
  }
  return Object.fromEntries([...byType].map(([type, values]) => [type, writeList({ entries: values })]));
}

/**
 * JSON has a key once only. Where several tests of a statement ask the same of the same key, with other values, the
 * operator comes again in other capitals, and when these are used up, so does the key.
 */
function writeConditions(tests: readonly ConditionTest[]): Json {
  const byOperator = new Map<string, Map<string, unknown>>();
  const times = new Map<string, number>();
  for (const test of tests) {
    const asked = `${test.operator} ${test.key}`;
    const number = times.get(asked) ?? 0;
    times.set(asked, number + 1);
    const [operator, rest] = inOtherCapitals(test.operator, number);
    const [key] = inOtherCapitals(test.key, rest);
    const keys = byOperator.get(operator) ?? new Map<string, unknown>();
    byOperator.set(operator, keys.set(key, writeList({ entries: test.values })));
  }
  return Object.fromEntries([...byOperator].map(([name, keys]) => [name, Object.fromEntries(keys)]));
}

/** Turns the capitals of those letters round whose bit is set in the number; what is left of the number comes back. */
function inOtherCapitals(name: string, number: number): readonly [name: string, rest: number] {
  let rest = number;
  const other = name.replace(/[a-z]/gi, (letter) => {
    const turned = rest % 2 === 1;
    rest = Math.floor(rest / 2);
    if (!turned) return letter;
    return letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
  });
  return [other, rest];
}
