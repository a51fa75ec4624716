import esbuild from 'esbuild';
import { root } from './setup/root.mjs';

/**
 * The policy language as the source has it now, for tools that write files from its tables.
 * @returns {Promise<typeof import('../src/policy')>}
 */
export async function readPolicyLanguage() {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['src/policy/index.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    mainFields: ['module', 'main'],
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error('The policy language was not built.');
  const source = Buffer.from(output.contents).toString('base64');
  return import(`data:text/javascript;base64,${source}`);
}
