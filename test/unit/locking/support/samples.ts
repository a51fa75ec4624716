import type { Connection, Vault, VaultLock } from '../../../../src/locking/model';
import { vaultKey } from '../../../../src/locking/vaultKey';

export const account = '111122223333';
export const region = 'us-west-2';

export const arnOf = (name: string, inRegion = region, ofAccount = account) =>
  `arn:aws:glacier:${inRegion}:${ofAccount}:vaults/${name}`;

export const practiceConnection: Connection = {
  id: 'local',
  kind: 'local',
  name: 'Local Glacier',
  regions: [region],
  endpoint: 'http://127.0.0.1:4000',
  practice: true,
};

export const awsConnection: Connection = {
  id: 'aws-audit',
  kind: 'aws',
  name: 'audit',
  regions: [region],
  profile: 'audit',
  practice: false,
};

export const retention = (name: string, days = 365) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'retention',
        Effect: 'Deny',
        Principal: '*',
        Action: 'glacier:DeleteArchive',
        Resource: arnOf(name),
        Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': String(days) } },
      },
    ],
  });

export function vaultWith(
  lock: VaultLock | undefined,
  connection = practiceConnection,
  name = 'claims',
): Vault {
  const arn = arnOf(name);
  return {
    key: vaultKey(connection, arn),
    connection,
    region,
    account,
    name,
    arn,
    created: Date.parse('2024-01-01T00:00:00Z'),
    lastInventory: undefined,
    archives: undefined,
    sizeInBytes: undefined,
    lock:
      lock === undefined
        ? { known: 'pending' }
        : { known: 'read', lock, requestId: 'R-1', readAt: Date.parse('2026-03-01T12:00:00Z') },
  };
}
