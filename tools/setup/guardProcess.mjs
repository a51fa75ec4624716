/**
 * The other half of guard.mjs: a small process of its own that outlives its owner by as long as it takes to end
 * the owner's processes and remove its temporary folders. It learns of them line by line on standard input; the
 * end of that input, for whatever reason the owner ended, is the order to clean up.
 */
import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';

const windows = process.platform === 'win32';

/** How long a process may take to end by itself before it is killed, in milliseconds. */
const patience = 5000;

/** Process id → whether it may end by itself first. @type {Map<number, boolean>} */
const processes = new Map();
/** @type {Set<string>} */
const pidFiles = new Set();
/** @type {Set<string>} */
const folders = new Set();

/** @param {number} milliseconds */
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Whether a process of the group still runs, where the system tells: one that has ended is listed until its parent
 * takes note, and orphans may wait long for that.
 * @param {number} group
 */
const runsOnLinux = (group) =>
  readdirSync('/proc').some((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const [state, , pgrp] = readFileSync(`/proc/${name}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      return Number(pgrp) === group && state !== 'Z';
    } catch {
      // It ended while we were reading.
      return false;
    }
  });

/**
 * Whether anything of the process group is left.
 * @param {number} pid
 */
const alive = (pid) => {
  try {
    process.kill(windows ? pid : -pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return process.platform === 'linux' ? runsOnLinux(pid) : true;
};

/**
 * @param {number} pid
 * @param {'SIGTERM' | 'SIGKILL'} signal
 */
const send = (pid, signal) => {
  if (windows) {
    execFile('taskkill', ['/PID', String(pid), '/T', '/F'], () => undefined);
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // Gone already: that is what was wanted.
  }
};

/**
 * @param {number} pid
 * @param {number} milliseconds
 */
const gone = async (pid, milliseconds) => {
  for (const end = Date.now() + milliseconds; alive(pid); await pause(20)) {
    if (Date.now() > end) return false;
  }
  return true;
};

/**
 * @param {number} pid
 * @param {boolean} gently
 */
const end = async (pid, gently) => {
  if (gently) {
    send(pid, 'SIGTERM');
    if (await gone(pid, patience)) return;
  }
  send(pid, 'SIGKILL');
  await gone(pid, patience);
};

/** @param {string} pidFile */
const endWriterOf = async (pidFile) => {
  /** @type {number} */
  let pid;
  try {
    pid = Number(readFileSync(pidFile, 'utf8'));
  } catch {
    // It never ran, or has ended and tidied up.
    return;
  }
  if (Number.isInteger(pid) && pid > 1) await end(pid, true);
};

// The owner's signals are not for this process: it ends when its work is done.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => undefined);
}

for await (const line of createInterface({ input: process.stdin })) {
  /** @type {{ watch?: number; gently?: boolean; forget?: number; pidFile?: string; folder?: string }} */
  const order = JSON.parse(line);
  if (order.watch !== undefined) processes.set(order.watch, order.gently ?? false);
  if (order.forget !== undefined) processes.delete(order.forget);
  if (order.pidFile !== undefined) pidFiles.add(order.pidFile);
  if (order.folder !== undefined) folders.add(order.folder);
}
await Promise.all([...processes].map(([pid, gently]) => end(pid, gently)));
await Promise.all([...pidFiles].map(endWriterOf));
await Promise.all(
  [...folders].map((folder) => rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })),
);
