/**
 * No process and no temporary folder outlives the program that made it, however that program ends: by itself, by
 * an exception, by Ctrl-C or by SIGKILL. A helper process (guardProcess.mjs) holds the other end of a pipe and
 * cleans up when the pipe closes, so there is one way to clean up and not one for every way to end.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} Guard
 * @property {(command: string, args: readonly string[], options?: GuardedSpawnOptions) =>
 *   import('node:child_process').ChildProcess} spawn Starts a process in a group of its own, which ends with the guard.
 * @property {(pidFile: string) => void} adopt Takes on the process that writes its id to this file while it runs, and
 *   that leads a group: one that a guarded process starts but does not keep.
 * @property {(prefix: string) => Promise<string>} folder Makes a temporary folder, which goes with the guard.
 * @property {() => Promise<void>} close Ends the processes, removes the folders, and resolves when both are gone.
 */

/**
 * `gently`: SIGTERM first, and SIGKILL only when that did not help within seconds.
 * @typedef {import('node:child_process').SpawnOptions & { gently?: boolean }} GuardedSpawnOptions
 */

/**
 * Whether a group outlives its leader: as long as it does, its id is not given to anybody else.
 * @param {number} pid
 */
const groupLeft = (pid) => {
  if (process.platform === 'win32') return false;
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Exit statuses by convention: 128 and the signal's number. @type {Readonly<Record<string, number>>} */
const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

/** The status to end with when a signal comes, where it is not the conventional one. @type {number | undefined} */
let agreedStatus;

/**
 * Guards that are open. The first opens the ears for signals, the last closes them.
 * @type {Set<Guard>}
 */
const open = new Set();

/** @param {NodeJS.Signals} signal */
const onSignal = (signal) => {
  const status = agreedStatus ?? signals[signal] ?? 1;
  void Promise.all([...open].map((guard) => guard.close())).finally(() => process.exit(status));
};

/** @param {'on' | 'off'} change */
const ears = (change) => {
  for (const signal of Object.keys(signals)) {
    process[change](signal, onSignal);
  }
};

/**
 * Opens a guard. While one is open, SIGINT, SIGTERM and SIGHUP close all of them and then end the program.
 * @param {{ statusOnSignal?: number }} [options] A program that is meant to run until Ctrl-C ends well by it.
 * @returns {Guard}
 */
export function openGuard({ statusOnSignal } = {}) {
  agreedStatus = statusOnSignal;
  const helper = spawn(process.execPath, [fileURLToPath(new URL('guardProcess.mjs', import.meta.url))], {
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
    windowsHide: true,
  });
  const ended = once(helper, 'exit');
  // Not the helper but what the program waits for keeps the program alive.
  helper.unref();
  const { stdin } = helper;
  if ('unref' in stdin && typeof stdin.unref === 'function') stdin.unref();
  /** @param {object} order */
  const tell = (order) => stdin.write(`${JSON.stringify(order)}\n`);

  /** @type {Promise<void> | undefined} */
  let closing;
  /** @type {Guard} */
  const guard = {
    spawn(command, args, options = {}) {
      const { gently = false, ...rest } = options;
      const child = spawn(command, args, {
        windowsHide: true,
        ...rest,
        detached: process.platform !== 'win32',
      });
      const { pid } = child;
      if (pid !== undefined) {
        tell({ watch: pid, gently });
        child.once('exit', () => {
          if (!closing && !groupLeft(pid)) tell({ forget: pid });
        });
      }
      return child;
    },
    adopt(pidFile) {
      tell({ pidFile });
    },
    async folder(prefix) {
      // Short, because sockets are put there: on macOS the temporary folder's own path is too long for them.
      const parent = process.platform === 'darwin' ? '/tmp' : tmpdir();
      const folder = await mkdtemp(path.join(await realpath(parent), prefix));
      tell({ folder });
      return folder;
    },
    close() {
      closing ??= (async () => {
        helper.ref();
        stdin.end();
        await ended;
        open.delete(guard);
        if (open.size === 0) ears('off');
      })();
      return closing;
    },
  };
  if (open.size === 0) ears('on');
  open.add(guard);
  return guard;
}
