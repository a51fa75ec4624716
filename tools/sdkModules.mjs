import { readFile } from 'node:fs/promises';

/** `const { fromSSO } = await import("@aws-sdk/credential-provider-sso");`, but for what is part of Node. */
const imported = /\bconst \{ ([\w, ]+) \} = await import\((["'])(?!node:)([^"']+)\2\);/g;

/**
 * The SDK imports in the middle of functions what not everybody needs. In one file there is nothing to be gained by that,
 * and the bundler has to keep everything that such a module could be asked for: here these imports become ordinary ones,
 * of the names that are used.
 * @param {string} source
 */
export function withOrdinaryImports(source) {
  /** @type {string[]} */
  const imports = [];
  const body = source.replace(
    imported,
    (_, /** @type {string} */ names, _quote, /** @type {string} */ module) => {
      const aliases = names
        .split(', ')
        .map((name) => ({ name, alias: `imported_${imports.length}_${name}` }));
      imports.push(
        `import { ${aliases.map(({ name, alias }) => `${name} as ${alias}`).join(', ')} } from "${module}";`,
      );
      return `const ${aliases.map(({ name, alias }) => `${name} = ${alias}`).join(', ')};`;
    },
  );
  // On one line, so that all others keep their numbers.
  return `${imports.join(' ')}${body}`;
}

/**
 * In place of the codec for streams of events: nothing that is asked of Glacier, of STS or in a sign-in has one
 * (`test/unit/bundles.test.ts` asks the SDK's own descriptions).
 */
const noEventStreams = `
  const absent = () => {
    throw new Error('This extension carries no event streams.');
  };
  export { absent as EventStreamSerde, absent as eventStreamSerdeProvider };
`;

/** @type {import('esbuild').Plugin} */
export const sdkModules = {
  name: 'sdk-modules',
  setup(build) {
    build.onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ path }) => ({
      path,
      namespace: 'left-out',
    }));
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, () => ({ contents: noEventStreams }));
    build.onLoad({ filter: /[\\/]node_modules[\\/]@(?:aws-sdk|smithy)[\\/].*\.js$/ }, async ({ path }) => ({
      contents: withOrdinaryImports(await readFile(path, 'utf8')),
      loader: 'js',
    }));
    // Of its manifest a client wants to know the version.
    build.onLoad(
      { filter: /[\\/]node_modules[\\/]@(?:aws-sdk|smithy)[\\/].*[\\/]package\.json$/ },
      async ({ path }) => ({
        contents: `export default { version: ${JSON.stringify(JSON.parse(await readFile(path, 'utf8')).version)} };`,
        loader: 'js',
      }),
    );
  },
};
