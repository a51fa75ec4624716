/**
 * Shows what a long step is doing: on a terminal one line that is rewritten, elsewhere (CI, a pipe) a line when a
 * step begins, one every few seconds with the time so far, and one when it ends. Written to standard error.
 */
const out = process.stderr;

/** Seconds between two lines about the same step where lines cannot be rewritten. */
const reminder = 10;

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** @typedef {{ name: string; began: number }} Step */

/** Steps under way, in the order in which they began. @type {Set<Step>} */
const running = new Set();

/** @type {NodeJS.Timeout | undefined} */
let ticker;
let tick = 0;

/** @param {Step} step */
const seconds = (step) => Math.round((Date.now() - step.began) / 1000);

const erase = () => {
  if (out.isTTY) out.write('\r\u001B[2K');
};

const draw = () => {
  if (!out.isTTY || running.size === 0) return;
  const text = [...running].map((step) => `${step.name} ${seconds(step)} s`).join(' · ');
  const frame = frames[tick % frames.length] ?? '';
  out.write(`\r\u001B[2K${frame} ${text.slice(0, Math.max(10, out.columns - 4))}`);
};

const onTick = () => {
  tick += 1;
  if (out.isTTY) draw();
  else for (const step of running) out.write(`  … ${step.name}: ${seconds(step)} s so far\n`);
};

/**
 * Prints a line without tearing the one that is being rewritten.
 * @param {string} line
 */
export function say(line) {
  erase();
  out.write(`${line}\n`);
  draw();
}

/**
 * Runs one step and shows it. What it throws goes on to the caller.
 * @template T
 * @param {string} name What is being done, as a person would say it: "install VS Code 1.100".
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const current = { name, began: Date.now() };
  if (!out.isTTY) say(`  … ${name}`);
  running.add(current);
  ticker ??= setInterval(onTick, out.isTTY ? 100 : reminder * 1000);
  ticker.unref();
  let mark = '✗';
  try {
    const result = await work();
    mark = '✓';
    return result;
  } finally {
    running.delete(current);
    if (running.size === 0) {
      clearInterval(ticker);
      ticker = undefined;
    }
    say(`${mark} ${name} (${seconds(current)} s)`);
  }
}
