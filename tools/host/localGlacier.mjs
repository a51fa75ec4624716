/** Starts the project's own local Glacier, as `vault-lock serve` does, and says how to reach it. */
import path from 'node:path';
import { root } from '../setup/root.mjs';

/**
 * @typedef {object} LocalGlacier
 * @property {string} url
 * @property {Promise<void>} ended
 */

/**
 * @param {import('../setup/guard.mjs').Guard} guard
 * @param {{ seed: 'sample' | 'empty' }} options
 * @returns {Promise<LocalGlacier>}
 */
export async function startLocalGlacier(guard, { seed }) {
  const child = guard.spawn(
    process.execPath,
    [path.join(root, 'dist', 'cli.js'), 'serve', '--port', '0', '--seed', seed],
    { stdio: ['ignore', 'pipe', 'pipe'], gently: true },
  );
  let printed = '';
  /** @type {Promise<void>} */
  const ended = new Promise((resolve, reject) => {
    child.once('exit', () => resolve());
    child.once('error', reject);
  });
  /** @type {Promise<string>} */
  const listening = new Promise((resolve) => {
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      printed += text;
      const url = /^vault-lock: Glacier at (http:\S+)$/m.exec(printed)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => (printed += text));
  });
  const url = await Promise.race([
    listening,
    ended.then(() => {
      throw new Error(`The local Glacier ended before it answered (dist/cli.js serve):\n${printed}`);
    }),
  ]);
  return { url, ended };
}

/**
 * The environment in which the AWS SDK talks to a local Glacier and to nothing else.
 * @param {string | undefined} url Where the local Glacier is; without one, calls have nowhere to go.
 * @returns {Record<string, string | undefined>}
 */
export const practiceEnvironment = (url) => ({
  ...Object.fromEntries(
    Object.keys(process.env)
      .filter((name) => name.startsWith('AWS_'))
      .map((name) => [name, undefined]),
  ),
  ...(url === undefined ? {} : { AWS_ENDPOINT_URL_GLACIER: url }),
  AWS_REGION: 'us-west-2',
  AWS_ACCESS_KEY_ID: 'practice',
  AWS_SECRET_ACCESS_KEY: 'practice',
  AWS_EC2_METADATA_DISABLED: 'true',
});
