import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A window that is a process of its own: it takes a line for each question and answers each with a line. */
export interface WindowProcess<Q, A> {
  ask(question: Q): Promise<A>;
  kill(): Promise<void>;
}

/** Resolves when the script, a TypeScript file beside this one, has said that it is ready. */
export async function openWindowProcess<Q, A>(
  script: string,
  args: readonly string[],
): Promise<WindowProcess<Q, A>> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  assert.equal((await lines.next()).value, 'ready');
  return {
    ask: async (question) => {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      return JSON.parse(String((await lines.next()).value)) as A;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
