/** Brings the VS Code servers, a Node for the newer one, and the browser into `.vscode-test`. */
import { chmod, cp, mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { npmCi } from '../setup/npm.mjs';
import { installOnce } from '../setup/installOnce.mjs';
import { run } from '../setup/run.mjs';

/** @typedef {import('../setup/guard.mjs').Guard} Guard */

/**
 * The VS Codes to test with: the oldest that `engines.vscode` allows, and a current one.
 * @typedef {'1.100' | '1.139'} VsCodeVersion
 */

/** @type {readonly VsCodeVersion[]} */
export const vsCodeVersions = ['1.100', '1.139'];

/** Their releases, for who downloads a desktop VS Code instead. @type {Readonly<Record<VsCodeVersion, string>>} */
export const releases = { '1.100': '1.100.3', 1.139: '1.139.1' };

/** The one that people get from `npm start` and that the workbench tests look at. @type {VsCodeVersion} */
export const currentVsCode = '1.139';

/** The least Node for each server, as [major, minor]. @type {Record<VsCodeVersion, readonly [number, number]>} */
const leastNode = { '1.100': [20, 0], 1.139: [22, 15] };

/**
 * A VS Code server that is ready to be started.
 * @typedef {object} Host
 * @property {VsCodeVersion} version
 * @property {string} folder Where its `out/server-main.js` is.
 * @property {string} node The Node to start it with.
 */

/**
 * npm's package carries VS Code's server, but not what the server depends on. Its own list of those is out of step
 * with its package.json, so that `npm ci` refuses it; the lock file from `tools/host/packages` is not, and pins a
 * ripgrep that comes with its program.
 * @param {Guard} guard
 * @param {VsCodeVersion} version
 */
const installServer = async (guard, version) => {
  const server = path.join('node_modules', 'code-server', 'lib', 'vscode');
  const folder = await installOnce(`vscode-${version}`, {
    title: `install VS Code ${version}`,
    recipe: 'server with dependencies',
    async make(place) {
      await npmCi(guard, place, ['--ignore-scripts']);
      await cp(
        path.join(place, 'server', 'package-lock.json'),
        path.join(place, server, 'npm-shrinkwrap.json'),
      );
      await npmCi(guard, path.join(place, server), ['--omit=dev', '--ignore-scripts']);
    },
  });
  return path.join(folder, server);
};

/**
 * The running Node where it is new enough, else one from npm.
 * @param {Guard} guard
 * @param {readonly [number, number]} least
 */
const findNode = async (guard, [major, minor]) => {
  const [runningMajor = 0, runningMinor = 0] = process.versions.node.split('.').map(Number);
  if (runningMajor > major || (runningMajor === major && runningMinor >= minor)) return process.execPath;
  const folder = await installOnce('node-24', {
    title: 'install Node 24 for the current VS Code',
    recipe: 'platform package',
    make: (place) => npmCi(guard, place, ['--ignore-scripts']),
  });
  const require = createRequire(path.join(folder, 'package.json'));
  const [system, name] = process.platform === 'win32' ? ['win', 'node.exe'] : [process.platform, 'node'];
  for (const kind of ['node', 'node-bin']) {
    try {
      return require.resolve(`${kind}-${system}-${process.arch}/bin/${name}`);
    } catch {
      // Not the name of this platform's package.
    }
  }
  throw new Error(
    `VS Code ${currentVsCode} needs Node ${major}.${minor} or later; this is Node ${process.versions.node}, and npm ` +
      `has none for ${process.platform} on ${process.arch}. Install a newer Node and try again.`,
  );
};

/**
 * @param {Guard} guard
 * @param {VsCodeVersion} version
 * @returns {Promise<Host>}
 */
export async function installHost(guard, version) {
  const [folder, node] = await Promise.all([
    installServer(guard, version),
    findNode(guard, leastNode[version]),
  ]);
  return { version, folder, node };
}

/** Fonts for a machine without any: what the packages bring, and which of them stands for which family. */
const fontsConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
`;

/**
 * Chromium from npm, with the libraries and fonts that a bare system lacks.
 * @param {Guard} guard
 * @returns {Promise<{ executablePath: string; env: Record<string, string> }>}
 */
export async function installChromium(guard) {
  const folder = await installOnce('chromium', {
    title: 'install Chromium',
    recipe: 'unpacked, own fonts.conf, cache in the home folder',
    async make(place) {
      await npmCi(guard, place, ['--ignore-scripts']);
      const unpacked = path.join(place, 'unpacked');
      await mkdir(unpacked, { recursive: true });
      // The package unpacks into the temporary folder, its libraries too when it believes itself on AWS Lambda, and
      // it looks at the environment while it is being imported: hence a process of its own.
      await run(
        guard,
        process.execPath,
        ['--input-type=module', '-e', "await (await import('@sparticuz/chromium')).default.executablePath()"],
        {
          cwd: place,
          env: {
            ...process.env,
            TMPDIR: unpacked,
            TEMP: unpacked,
            TMP: unpacked,
            AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
          },
        },
      );
      await chmod(path.join(unpacked, 'chromium'), 0o755);
      const fonts = path.join(unpacked, 'fonts');
      const dejaVu = path.join(place, 'node_modules', 'dejavu-fonts-ttf', 'ttf');
      for (const name of ['DejaVuSansMono.ttf', 'DejaVuSansMono-Bold.ttf', 'DejaVuSans.ttf']) {
        await cp(path.join(dejaVu, name), path.join(fonts, 'fonts', name));
      }
      await writeFile(path.join(fonts, 'fonts.conf'), fontsConfiguration);
    },
  });
  const unpacked = path.join(folder, 'unpacked');
  return {
    executablePath: path.join(unpacked, 'chromium'),
    env: {
      LD_LIBRARY_PATH: path.join(unpacked, 'al2023', 'lib'),
      FONTCONFIG_PATH: path.join(unpacked, 'fonts'),
    },
  };
}
