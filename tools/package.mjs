/** `npm run package`: builds, and makes the .vsix that VS Code installs. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { installDependencies } from './setup/dependencies.mjs';
import { openGuard } from './setup/guard.mjs';
import { step } from './setup/progress.mjs';
import { root } from './setup/root.mjs';

const guard = openGuard();
try {
  await installDependencies(guard);
  const { build } = await import('./build.mjs');
  const { pack } = await import('./pack.mjs');
  await step('build', () => build({ smallest: true }));
  const file = path.join(root, 'glacier-vault-lock.vsix');
  await step('pack', () => pack(guard, file));
  console.log(`${file} (${Math.ceil((await stat(file)).size / 1024)} KB)`);
} finally {
  await guard.close();
}
