import { variablePlaces, type VariableProblem } from '../policyVariables';
import { overStatements } from '../rule';

/** A policy variable that is not written as one, or that can have no value. */
export const variableSyntax = overStatements(function* (statement, { parsed, editor }) {
  if (!parsed.policyText.includes('${')) return;
  for (const { node, variables } of variablePlaces(statement))
    for (const { start, end, problem, meant } of variables) {
      if (problem === undefined) continue;
      const at = editor.within(node, start, end);
      const written = node.value.slice(start, end);
      yield {
        at,
        message: `${JSON.stringify(written)} ${problems[problem]}. Once locked, it never stands for anything${meant === undefined ? '' : `: write ${meant}`}.`,
        fixes:
          meant === undefined
            ? []
            : [{ title: `Use ${meant}`, edits: [{ ...at, text: inString(meant) }], preferred: true }],
      };
    }
});

/** The text as it stands between the quotes of a JSON string. */
function inString(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

const problems: Readonly<Record<VariableProblem, string>> = {
  'no closing brace': 'has no closing brace and so is plain text',
  empty: 'names no key',
  space: 'has white space in its name, which no variable may have',
  default: "has a default that is not written as ${key, 'default'}: comma, one space, single quotes",
  symbol: 'has a character in its name that no variable may have',
  'unknown key': 'names no condition key, so no request has a value for it',
  'tag key': 'does not say which tag is meant',
  'several values': 'names a key with several values, and a variable takes only keys that have one',
};
