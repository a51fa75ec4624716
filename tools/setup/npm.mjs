import path from 'node:path';
import { ProgramFailed, run } from './run.mjs';

/**
 * How to start npm: the very npm that runs this script where there is one, so that no shell is needed and a
 * second npm on the PATH does not get in; else the one on the PATH.
 * @returns {{ command: string; args: string[]; shell: boolean }}
 */
const npmProgram = () => {
  const script = process.env['npm_execpath'];
  if (script !== undefined && /^npm-cli\.c?js$/.test(path.basename(script))) {
    return { command: process.execPath, args: [script], shell: false };
  }
  // On Windows npm is a batch file, which only a shell can start.
  return { command: 'npm', args: [], shell: process.platform === 'win32' };
};

/**
 * Installs exactly what the lock file in the folder says.
 * @param {import('./guard.mjs').Guard} guard
 * @param {string} folder
 * @param {readonly string[]} [flags]
 */
export async function npmCi(guard, folder, flags = []) {
  const { command, args, shell } = npmProgram();
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  await run(guard, command, [...args, 'ci', ...flags, ...quiet], { cwd: folder, shell });
}

/**
 * What `npm audit` prints about the dependencies that the extension carries. It ends with 1 both where it found something
 * and where it could not ask, so that its words have to be read.
 * @param {import('./guard.mjs').Guard} guard
 * @param {string} folder
 * @param {number} patience Milliseconds for each request.
 */
export async function npmAudit(guard, folder, patience) {
  const { command, args, shell } = npmProgram();
  const options = [
    '--omit=dev',
    '--json',
    '--loglevel=silent',
    `--fetch-timeout=${patience}`,
    '--fetch-retries=0',
  ];
  let output = '';
  const keep = (/** @type {string} */ text) => (output += text);
  try {
    return await run(guard, command, [...args, 'audit', ...options], { cwd: folder, shell, keep });
  } catch (error) {
    if (error instanceof ProgramFailed) return output;
    throw error;
  }
}
