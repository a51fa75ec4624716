import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import esbuild from 'esbuild';
import type { HostTask } from '../support/hostToKill';
import type { Scene, Strike } from './scene';

/** When the process ends. */
export type Moment =
  | NonNullable<HostTask['ends']>
  /** The request has left and is lost; Glacier has acted and the answer is on its way. */
  | 'unarrived'
  | 'acted';

/** Lets a process of its own do the operation, and ends it there with SIGKILL. */
export function killing(moment: Moment): Strike {
  return async (scene) => {
    const child = await startHost(scene, typeof moment === 'string' ? undefined : moment);
    const ended = once(child, 'close');
    const kill = async () => {
      child.kill('SIGKILL');
      await ended;
    };
    scene.way.disturb = (request) => {
      if (typeof moment !== 'string' || !scene.operation.isStruck(request)) return undefined;
      return moment === 'acted' ? { kind: 'hold', until: kill } : { kind: 'lose', after: kill() };
    };
    await ended;
    scene.way.disturb = () => undefined;
    if (child.signalCode !== 'SIGKILL') throw new Error(`It was not killed: ${String(child.exitCode)}`);
    return { how: 'killed' };
  };
}

async function startHost(
  { operation, ledgerFile, way, lockId }: Scene,
  ends: HostTask['ends'],
): Promise<ChildProcess> {
  const task: HostTask = {
    ...{ operation: operation.id, ledgerFile, url: way.url, lockId },
    ...(ends === undefined ? {} : { ends }),
  };
  program ??= built();
  const text = await program;
  const child = spawn(process.execPath, ['-', JSON.stringify(task)], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  // One that is killed soon may not have read it all.
  child.stdin.on('error', () => undefined).end(text);
  return child;
}

let program: Promise<string> | undefined;

/** As one text for standard input: a process that is killed a hundred times shall start fast. */
async function built(): Promise<string> {
  const { outputFiles } = await esbuild.build({
    entryPoints: [path.join(import.meta.dirname, '../support/hostToKill.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}
