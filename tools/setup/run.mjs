import { once } from 'node:events';

/** A program that this one needed did not do its work. The message holds the end of what it printed. */
export class ProgramFailed extends Error {
  /**
   * @param {string} program
   * @param {number | string} status Exit status, or the signal that ended it.
   * @param {string} output
   */
  constructor(program, status, output) {
    const tail = output.trimEnd().split('\n').slice(-30).join('\n');
    super(`${program} ended with ${status}${tail === '' ? '' : `:\n${tail}`}`);
    this.name = 'ProgramFailed';
    this.status = status;
  }
}

/**
 * Runs a program to its end.
 * @param {import('./guard.mjs').Guard} guard
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('./guard.mjs').GuardedSpawnOptions & { show?: boolean; keep?: (text: string) => void }} [options] `show`: it prints to this
 *   program's output; otherwise its output is kept for the error. `keep` gets all of it, also of a program that fails.
 * @returns {Promise<string>} What it printed, when not shown.
 * @throws {ProgramFailed} when it ends with anything but 0.
 */
export async function run(guard, command, args, { show = false, keep, ...options } = {}) {
  const child = guard.spawn(command, args, {
    stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    ...options,
  });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text) => (output += text));
  child.stderr?.setEncoding('utf8').on('data', (text) => (output += text));
  const [code, signal] = await once(child, 'close');
  keep?.(output);
  if (code !== 0) throw new ProgramFailed([command, ...args].join(' '), code ?? signal, output);
  return output;
}
