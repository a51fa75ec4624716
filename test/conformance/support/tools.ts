import { spawnSync } from 'node:child_process';
import { devNull } from 'node:os';

/** Tools that talk to Glacier and may or may not be on this machine. */
const probes = {
  'the AWS CLI': ['aws', '--version'],
  boto3: ['python3', '-c', 'import boto3'],
} as const;

/** Why a tool cannot be used here, or undefined where it can. */
export function missingTool(tool: keyof typeof probes): string | undefined {
  const [program, ...args] = probes[tool];
  const { error, status } = spawnSync(program, args, { timeout: 20_000 });
  return error === undefined && status === 0 ? undefined : `${tool} is not installed on this machine`;
}

/** Skips what `this` stands for where the tool is missing, and says why in the report. */
export function needs(context: Mocha.Context, tool: keyof typeof probes): void {
  const missing = missingTool(tool);
  if (missing === undefined) return;
  process.stderr.write(`skipped: ${missing}\n`);
  context.skip();
}

/** Nothing of the person's own AWS set-up takes part, and nothing of it is sent. */
export const awsEnvironment: Readonly<NodeJS.ProcessEnv> = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'))),
  AWS_ACCESS_KEY_ID: 'AKIDPRACTICE',
  AWS_SECRET_ACCESS_KEY: 'any',
  AWS_DEFAULT_REGION: 'us-west-2',
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: 'true',
  NO_PROXY: '127.0.0.1',
  no_proxy: '127.0.0.1',
};
