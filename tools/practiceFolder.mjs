/**
 * Lays out the folder that F5 opens: a copy of the sample workspace, outside what git sees. The samples are as they
 * were at first; what else somebody put there stays.
 */
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { hostsFolder, root } from './setup/root.mjs';

await cp(
  path.join(root, 'test', 'fixtures', 'sample-workspace'),
  path.join(hostsFolder, 'sample-workspace'),
  { recursive: true },
);
