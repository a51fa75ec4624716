import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const cli = path.join(root, 'dist', 'cli.js');

/** The built command line; built first where it is not there. `npm test` builds before it tests. */
export function builtCli(): string {
  if (!existsSync(cli)) {
    const built = spawnSync(process.execPath, [path.join(root, 'tools', 'build.mjs')], { cwd: root });
    if (built.status !== 0) throw new Error(built.stderr.toString());
  }
  return cli;
}

export interface Run {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a program to its end. */
export async function run(
  program: string,
  args: readonly string[],
  env: Readonly<NodeJS.ProcessEnv> = process.env,
  { cwd, input }: Surroundings = {},
): Promise<Run> {
  const child = spawn(program, args, { env, ...(cwd !== undefined && { cwd }), stdio: 'pipe' });
  const ended = endOf(child);
  // A program that does not read to the end may close its side.
  child.stdin.on('error', () => undefined).end(input);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await ended, out, err };
}

export interface Surroundings {
  readonly cwd?: string;
  /** What standard input holds; nothing, unless said. */
  readonly input?: string | Uint8Array;
}

/** `node dist/cli.js …` in a folder, with something on standard input or other variables. */
export async function runCliIn(
  { env, ...surroundings }: Surroundings & { readonly env?: Readonly<NodeJS.ProcessEnv> },
  ...args: readonly string[]
): Promise<Run> {
  return run(process.execPath, [builtCli(), ...args], { ...process.env, ...env }, surroundings);
}

/** `node dist/cli.js …` */
export async function runCli(...args: readonly string[]): Promise<Run> {
  return run(process.execPath, [builtCli(), ...args]);
}

export interface Serving {
  readonly url: string;
  readonly process: ChildProcess;
  /** Everything on standard output and standard error, once the process has ended. */
  readonly output: Promise<Omit<Run, 'status'>>;
  /** The exit status, or null after a signal that ended it. */
  readonly ended: Promise<number | null>;
}

/** Starts `vault-lock serve` and waits for its line. */
export async function serve(...args: readonly string[]): Promise<Serving> {
  const child = spawn(process.execPath, [builtCli(), 'serve', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = endOf(child);
  const err = text(child.stderr);
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  const done = new Promise<void>((resolve) => reader.once('close', resolve));
  const first = await new Promise<string>((resolve, reject) => {
    reader.on('line', (line) => {
      lines.push(line);
      resolve(line);
    });
    reader.once('close', () => {
      void err.then((problem) => reject(new Error(`serve ended without a word: ${problem}`)));
    });
  });
  const url = /^vault-lock: Glacier at (http:\/\/127\.0\.0\.1:\d+)$/.exec(first)?.[1];
  if (url === undefined) throw new Error(`serve said: ${first}`);
  const output = Promise.all([done, err]).then(([, problem]) => ({ out: lines.join('\n'), err: problem }));
  return { url, process: child, output, ended };
}

async function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status));
  });
}
