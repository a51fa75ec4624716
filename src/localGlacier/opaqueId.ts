import { randomBytes } from 'node:crypto';

/** The lengths of AWS's samples. */
const lengths = { lockId: 24, archiveId: 138, requestId: 47 } as const;

/**
 * A new unguessable ID of letters, digits, `-` and `_`. It never starts with `-`: the AWS CLI would take it for an
 * option.
 */
export function opaqueId(kind: keyof typeof lengths): string {
  const id = randomBytes(lengths[kind]).toString('base64url').slice(0, lengths[kind]);
  return id.startsWith('-') ? opaqueId(kind) : id;
}
