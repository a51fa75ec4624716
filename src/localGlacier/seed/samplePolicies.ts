/**
 * The policies of the sample vaults. They are meant to be read and copied, so they are written as one should write
 * them: everyone is meant, deletion alone is denied, the age stands under NumericLessThan.
 */

interface Retention {
  readonly sid: string;
  readonly arn: string;
  /** Whole days; 2557 are seven full years, 1827 five. */
  readonly days: number;
}

/** No archive can be deleted, by anybody, before it has the given age. */
export function retentionPolicy({ sid, arn, days }: Retention): string {
  return text([retention({ sid, arn, days })]);
}

interface Hold extends Retention {
  /** The ARN of the only principal that may begin and end a hold. */
  readonly officer: string;
}

/**
 * A retention, and besides it a legal hold that fails closed: as long as the vault's tag LegalHold does not say false, no
 * archive of any age can be deleted, and only one role can change the vault's tags. Without that, whoever may tag the
 * vault could lift the hold.
 */
export function retentionAndHoldPolicy({ officer, ...kept }: Hold): string {
  const onHold = { StringNotEqualsIgnoreCase: { 'glacier:ResourceTag/LegalHold': 'false' } };
  return text([
    retention(kept),
    {
      Sid: 'deny-deletes-during-legal-hold',
      Effect: 'Deny',
      Principal: '*',
      Action: 'glacier:DeleteArchive',
      Resource: kept.arn,
      Condition: onHold,
    },
    {
      Sid: 'only-the-legal-officer-changes-tags-during-legal-hold',
      Effect: 'Deny',
      Principal: '*',
      Action: ['glacier:AddTagsToVault', 'glacier:RemoveTagsFromVault'],
      Resource: kept.arn,
      Condition: { ...onHold, ArnNotEquals: { 'aws:PrincipalArn': officer } },
    },
  ]);
}

/** Another account of the same company may upload: an access policy, which can be changed at any time. */
export function uploadPolicy(arn: string, account: string): string {
  return text([
    {
      Sid: 'imaging-account-may-upload',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: ['glacier:UploadArchive', 'glacier:InitiateMultipartUpload', 'glacier:CompleteMultipartUpload'],
      Resource: arn,
    },
  ]);
}

function retention({ sid, arn, days }: Retention): object {
  return {
    Sid: sid,
    Effect: 'Deny',
    Principal: '*',
    Action: 'glacier:DeleteArchive',
    Resource: arn,
    Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': String(days) } },
  };
}

function text(statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements }, undefined, 2);
}
