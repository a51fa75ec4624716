import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';
import { hostsFolder, root } from '../../../tools/setup/root.mjs';

const read = (file: string): unknown => JSON.parse(readFileSync(path.join(root, file), 'utf8'));

const { scripts } = read('package.json') as { scripts: Readonly<Record<string, string>> };

/** What a program of `tools` loads at once, beside Node and its own files. */
async function packagesOf(file: string): Promise<readonly string[]> {
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [file],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    // Keeps what is imported later, when the dependencies are there, out of the file.
    splitting: true,
    outdir: 'unused',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const seen = new Set<string>();
  const packages: string[] = [];
  const visit = (input: string): void => {
    if (seen.has(input)) return;
    seen.add(input);
    for (const { path: target, kind, external = false } of metafile.inputs[input]?.imports ?? []) {
      if (kind === 'dynamic-import') continue;
      if (!external) visit(target);
      else if (!target.startsWith('node:')) packages.push(`${input}: ${target}`);
    }
  };
  visit(file);
  return packages;
}

describe('the commands of package.json', () => {
  for (const [name, script] of Object.entries(scripts)) {
    it(`npm run ${name} starts where nothing is installed`, async () => {
      const program = /^node (tools\/\w+\.mjs)(?: |$)/.exec(script)?.[1];
      assert.ok(program !== undefined, script);
      assert.deepEqual(await packagesOf(program), []);
      const later = /withDependencies\.mjs (\S+)/.exec(script)?.[1];
      if (later !== undefined) assert.ok(existsSync(path.join(root, later)), later);
    });
  }
});

describe('F5', () => {
  interface Task {
    readonly label: string;
    readonly type: string;
    readonly script?: string;
    readonly args?: readonly string[];
    readonly dependsOn?: string;
  }
  const { configurations } = read('.vscode/launch.json') as {
    configurations: readonly { type: string; args: readonly string[]; preLaunchTask: string }[];
  };
  const { tasks } = read('.vscode/tasks.json') as { tasks: readonly Task[] };

  it('opens a folder that git does not see', () => {
    const folders = configurations
      .filter(({ type }) => type === 'extensionHost')
      .map(({ args }) => args.at(-1)?.replace('${workspaceFolder}', root) ?? '');
    assert.deepEqual(folders, [path.join(hostsFolder, 'sample-workspace')]);
  });

  it('runs tasks that exist, and that run what exists', () => {
    const run = (label: string): readonly string[] => {
      const task = tasks.find((each) => each.label === label);
      assert.ok(task !== undefined, label);
      const own =
        task.type === 'npm'
          ? Object.keys(scripts).filter((name) => name === task.script)
          : (task.args ?? []).filter((file) => existsSync(path.join(root, file)));
      assert.equal(own.length, 1, label);
      return [...(task.dependsOn === undefined ? [] : run(task.dependsOn)), ...own];
    };
    assert.deepEqual(
      configurations.map(({ preLaunchTask }) => run(preLaunchTask)),
      [['build', 'tools/practiceFolder.mjs'], ['build']],
    );
  });
});
