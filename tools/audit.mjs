/**
 * Asks the registry for known weaknesses of what the extension is made with. A registry that does not answer such
 * questions, or none at all, is told of and fails nothing: the tests have to run there, too.
 */
import { fileURLToPath } from 'node:url';
import { npmAudit } from './setup/npm.mjs';
import { openGuard } from './setup/guard.mjs';
import { root } from './setup/root.mjs';

/** Milliseconds that the registry may take. */
const patience = 60_000;

/**
 * What an answer comes to.
 * @param {string} output What `npm audit --json` printed.
 * @returns {{ answered: boolean; weak: boolean; lines: string[] }} `weak`: what the extension carries has a weakness that
 *   is high or critical.
 */
export function readAudit(output) {
  /** @type {{ message?: string; vulnerabilities?: Record<string, { severity: string; range?: string }> }} */
  let answer = {};
  try {
    answer = JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1));
  } catch {
    // Told below like any other answer that is none.
  }
  if (answer.vulnerabilities === undefined) {
    const why = answer.message?.replace(/(?: - [A-Z]+)? https?:\S+/g, '').trim();
    return {
      answered: false,
      weak: false,
      lines: [`The registry did not say what is known of the dependencies${why ? `: ${why}` : '.'}`],
    };
  }
  const found = Object.entries(answer.vulnerabilities);
  return {
    answered: true,
    weak: found.some(([, { severity }]) => severity === 'high' || severity === 'critical'),
    lines:
      found.length === 0
        ? ['No weakness is known of what the extension carries.']
        : found.map(([name, { severity, range }]) => `${name} ${range ?? ''}: ${severity}`),
  };
}

const audit = async () => {
  const guard = openGuard();
  try {
    const { weak, lines } = readAudit(await npmAudit(guard, root, patience));
    for (const line of lines) console.log(line);
    if (weak) process.exitCode = 1;
  } finally {
    await guard.close();
  }
};

// No `await` out here: tests import this module in a way that knows none.
if (process.argv[1] === fileURLToPath(import.meta.url)) void audit();
