import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** A home folder and an environment of one test alone. */
export interface OwnEnvironment {
  readonly home: string;
  /** Sets variables until the test ends. */
  set(variables: Readonly<Record<string, string>>): void;
  end(): Promise<void>;
}

/** Takes every variable of AWS's away, and makes an empty folder the home, until `end`. */
export async function ownEnvironment(): Promise<OwnEnvironment> {
  const before = { ...process.env };
  const home = await mkdtemp(path.join(os.tmpdir(), 'home-'));
  for (const name of Object.keys(process.env))
    if (/^AWS_|_proxy$/i.test(name)) Reflect.deleteProperty(process.env, name);
  const set = (variables: Readonly<Record<string, string>>): void =>
    void Object.assign(process.env, variables);
  set({ HOME: home, AWS_EC2_METADATA_DISABLED: 'true' });
  return {
    home,
    set,
    end: async () => {
      for (const name of Object.keys(process.env))
        if (!(name in before)) Reflect.deleteProperty(process.env, name);
      Object.assign(process.env, before);
      await rm(home, { recursive: true });
    },
  };
}
