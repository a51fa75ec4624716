import type { Writable } from 'node:stream';

/**
 * Writes to a stream no faster than it is read, so that nothing piles up. What it returns resolves with false once the
 * stream has failed, as it does when its reader has gone away; it never rejects.
 */
export function patientWriter(stream: Writable): (text: string) => Promise<boolean> {
  // Standard output counts as alive again after an error, so that it must be remembered here.
  let failed = false;
  stream.on('error', () => {
    failed = true;
  });
  return async (text) => {
    if (!failed && !stream.write(text)) await relief(stream);
    return !failed;
  };
}

/** Waits until the stream takes more, or never will. */
async function relief(stream: Writable): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      for (const event of events) stream.off(event, done);
      resolve();
    };
    for (const event of events) stream.on(event, done);
  });
}

const events = ['drain', 'error', 'close'] as const;
