import { syncBuiltinESMExports } from 'node:module';
import fs, { type FileHandle } from 'node:fs/promises';

/** What the disk does with a write. */
export type DiskFault =
  /** There is no room for it. */
  | 'full'
  /** There is room for a part of it only. */
  | 'torn'
  /** The file cannot be opened for writing. */
  | 'readOnly'
  /** It is written, but the disk does not confirm it. */
  | 'notSynced'
  /** This process ends in the middle of it. */
  | 'dies';

/** A disk on which writes to files of this name go wrong. */
export interface FailingDisk {
  /** Decides on each write by its text; where a file is only just opened for writing, that is empty. */
  fault: (text: string) => DiskFault | undefined;
  /** How many writes went wrong. */
  readonly faults: number;
  restore(): void;
}

/** Takes over the opening of files until it is restored. Reading goes well. */
export function takeDisk(isMeant: (file: string) => boolean): FailingDisk {
  const real = fs.open;
  const disk: { -readonly [K in keyof FailingDisk]: FailingDisk[K] } = {
    fault: () => undefined,
    faults: 0,
    restore() {
      fs.open = real;
      syncBuiltinESMExports();
    },
  };
  const fail = (code: 'ENOSPC' | 'EROFS' | 'EIO'): never => {
    disk.faults += 1;
    throw Object.assign(new Error(`${code}: made up by a test`), { code });
  };
  fs.open = async (file, flags, mode) => {
    const isWriting = flags !== undefined && flags !== 'r';
    if (!isMeant(String(file)) || !isWriting) return real(file, flags, mode);
    if (disk.fault('') === 'readOnly') fail('EROFS');
    const handle = await real(file, flags, mode);
    const realWrite = (data: Buffer) => handle.write(data);
    return withMethods(handle, {
      write: async (data) => {
        switch (disk.fault(data.toString())) {
          case 'full':
            return fail('ENOSPC');
          case 'torn':
            await realWrite(data.subarray(0, Math.floor(data.length / 2)));
            return fail('ENOSPC');
          case 'readOnly':
            return fail('EROFS');
          case 'notSynced':
            await realWrite(data);
            return fail('EIO');
          case 'dies':
            await realWrite(data.subarray(0, Math.floor(data.length / 2)));
            process.kill(process.pid, 'SIGKILL');
            return fail('EIO');
          case undefined:
            return realWrite(data);
        }
      },
    });
  };
  syncBuiltinESMExports();
  return disk;
}

/** The handle with another way to write. */
function withMethods(
  handle: FileHandle,
  { write }: { readonly write: (data: Buffer) => Promise<{ bytesWritten: number; buffer: Buffer }> },
): FileHandle {
  return new Proxy(handle, {
    get(target, name) {
      if (name === 'write') return write;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
