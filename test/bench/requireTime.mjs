import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { median } from './stopwatch.mjs';

/**
 * Loads a file as the extension host does, with a stand-in for VS Code's API that answers everything with itself,
 * and prints the milliseconds.
 */
const loader = `
  const anything = new Proxy(class {}, {
    get: (target, name) => (name === 'prototype' ? target.prototype : name === Symbol.toPrimitive ? () => '' : anything),
    apply: () => anything,
    construct: () => ({}),
    // The bundler copies a module's own properties and leaves the rest to the prototype.
    getPrototypeOf: () => anything,
  });
  const module = require('node:module');
  const load = module._load;
  module._load = (name, ...rest) => (name === 'vscode' ? anything : load(name, ...rest));
  // The extension host has these in use long before any extension is loaded.
  for (const name of ['crypto', 'fs/promises', 'http', 'https', 'os', 'timers/promises']) require('node:' + name);
  const began = performance.now();
  require(process.argv[1]);
  console.log(performance.now() - began);
`;

/**
 * @param {readonly string[]} files
 * @param {number} rounds
 * @returns {Promise<number[]>} Median milliseconds to load each, every time in a process of its own, in turns.
 */
export async function requireTimes(files, rounds) {
  /** @type {number[][]} */
  const taken = files.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, file] of files.entries()) {
      const { stdout } = await promisify(execFile)(process.execPath, ['-e', loader, file]);
      taken[index]?.push(Number(stdout));
    }
  }
  return taken.map(median);
}
