/** What kind of value a key has in a request, and so which operators make sense on it. */
export type ValueType = 'String' | 'Numeric' | 'Date' | 'Bool' | 'ARN' | 'IP';

/** When a request to Glacier carries a key. */
export type Presence =
  | 'every request'
  | 'signed requests'
  | 'IAM users only'
  | 'temporary credentials only'
  | 'certain sessions only'
  | 'members of an organisation only'
  | 'tagged principals only'
  | 'tagged vaults, for some actions'
  | 'DeleteArchive and InitiateJob only'
  | 'not through a VPC endpoint'
  | 'calls on behalf of a caller only'
  | 'calls by AWS services only'
  | 'browser links only'
  | 'never for Glacier';

export interface ConditionKey {
  /** Canonical spelling with prefix, without a tag key: `glacier:ResourceTag`. */
  readonly name: string;
  readonly type: ValueType;
  /** Multi-valued keys need ForAllValues or ForAnyValue. */
  readonly multiValued: boolean;
  /** Written with a tag key behind it: `glacier:ResourceTag/LegalHold`. */
  readonly tagged: boolean;
  readonly presence: Presence;
}

type Row = readonly [name: string, type: ValueType | 'Strings', presence: Presence];

/**
 * AWS's reference calls both keys "String". Every example of AWS's own compares the age with numeric operators, and
 * so does this table.
 */
const glacierRows: readonly Row[] = [
  ['glacier:ArchiveAgeInDays', 'Numeric', 'DeleteArchive and InitiateJob only'],
  ['glacier:ResourceTag/', 'String', 'tagged vaults, for some actions'],
];

/** IAM user guide, "AWS global condition context keys". */
const globalRows: readonly Row[] = [
  ['aws:CurrentTime', 'Date', 'every request'],
  ['aws:EpochTime', 'Date', 'every request'],
  ['aws:SecureTransport', 'Bool', 'every request'],
  ['aws:UserAgent', 'String', 'every request'],
  ['aws:RequestedRegion', 'String', 'every request'],
  ['aws:ViaAWSService', 'Bool', 'every request'],
  ['aws:PrincipalAccount', 'String', 'every request'],
  ['aws:PrincipalType', 'String', 'every request'],
  ['aws:userid', 'String', 'every request'],
  ['aws:ResourceAccount', 'String', 'every request'],
  ['aws:PrincipalArn', 'ARN', 'signed requests'],
  ['aws:PrincipalIsAWSService', 'Bool', 'signed requests'],
  ['aws:username', 'String', 'IAM users only'],
  ['aws:TokenIssueTime', 'Date', 'temporary credentials only'],
  ['aws:MultiFactorAuthPresent', 'Bool', 'temporary credentials only'],
  ['aws:MultiFactorAuthAge', 'Numeric', 'temporary credentials only'],
  ['aws:AssumedRoot', 'Bool', 'certain sessions only'],
  ['aws:SourceIdentity', 'String', 'certain sessions only'],
  ['aws:FederatedProvider', 'String', 'certain sessions only'],
  ['aws:ChatbotSourceArn', 'ARN', 'certain sessions only'],
  ['aws:Ec2InstanceSourceVpc', 'String', 'certain sessions only'],
  ['aws:Ec2InstanceSourcePrivateIPv4', 'IP', 'certain sessions only'],
  ['aws:PrincipalOrgID', 'String', 'members of an organisation only'],
  ['aws:PrincipalOrgPaths', 'Strings', 'members of an organisation only'],
  ['aws:ResourceOrgID', 'String', 'members of an organisation only'],
  ['aws:ResourceOrgPaths', 'Strings', 'members of an organisation only'],
  ['aws:PrincipalTag/', 'String', 'tagged principals only'],
  ['aws:ResourceTag/', 'String', 'never for Glacier'],
  ['aws:RequestTag/', 'String', 'never for Glacier'],
  ['aws:TagKeys', 'Strings', 'never for Glacier'],
  ['aws:SourceIp', 'IP', 'not through a VPC endpoint'],
  ['aws:SourceVpc', 'String', 'never for Glacier'],
  ['aws:SourceVpce', 'String', 'never for Glacier'],
  ['aws:VpcSourceIp', 'IP', 'never for Glacier'],
  ['aws:SourceVpcArn', 'ARN', 'never for Glacier'],
  ['aws:VpceAccount', 'String', 'never for Glacier'],
  ['aws:VpceOrgID', 'String', 'never for Glacier'],
  ['aws:VpceOrgPaths', 'Strings', 'never for Glacier'],
  ['aws:CalledVia', 'Strings', 'calls on behalf of a caller only'],
  ['aws:CalledViaFirst', 'String', 'calls on behalf of a caller only'],
  ['aws:CalledViaLast', 'String', 'calls on behalf of a caller only'],
  ['aws:CalledViaAWSMCP', 'String', 'calls on behalf of a caller only'],
  ['aws:IsMcpServiceAction', 'Bool', 'calls on behalf of a caller only'],
  ['aws:ViaAWSMCPService', 'Bool', 'calls on behalf of a caller only'],
  ['aws:SourceArn', 'ARN', 'calls by AWS services only'],
  ['aws:SourceAccount', 'String', 'calls by AWS services only'],
  ['aws:SourceOrgID', 'String', 'calls by AWS services only'],
  ['aws:SourceOrgPaths', 'Strings', 'calls by AWS services only'],
  ['aws:PrincipalServiceName', 'String', 'calls by AWS services only'],
  ['aws:PrincipalServiceNamesList', 'Strings', 'calls by AWS services only'],
  ['aws:referer', 'String', 'browser links only'],
];

const toKey = ([name, type, presence]: Row): ConditionKey => ({
  name: name.endsWith('/') ? name.slice(0, -1) : name,
  type: type === 'Strings' ? 'String' : type,
  multiValued: type === 'Strings',
  tagged: name.endsWith('/'),
  presence,
});

/** The two keys of Glacier's own. */
export const glacierKeys: readonly ConditionKey[] = glacierRows.map(toKey);
/** The 51 keys that AWS adds to requests of every service. */
export const globalKeys: readonly ConditionKey[] = globalRows.map(toKey);
export const conditionKeys: readonly ConditionKey[] = [...glacierKeys, ...globalKeys];

const byLowerName = new Map(conditionKeys.map((key) => [key.name.toLowerCase(), key]));

/** A key as written in a policy: which one it is, and the tag key behind it if it takes one. */
export interface KeyUse {
  readonly key: ConditionKey;
  /** `LegalHold` in `glacier:ResourceTag/LegalHold`; empty or undefined if it is missing. */
  readonly tagKey: string | undefined;
}

/** Reads a key as written, whatever its capitals; undefined if there is no such key. */
export function readConditionKey(written: string): KeyUse | undefined {
  const slash = written.indexOf('/');
  const name = slash < 0 ? written : written.slice(0, slash);
  const key = byLowerName.get(name.toLowerCase());
  if (!key || (slash >= 0 && !key.tagged)) return undefined;
  return { key, tagKey: slash < 0 ? undefined : written.slice(slash + 1) };
}

/** Whether a key as written is the age of an archive. */
export function isAgeKey(written: string): boolean {
  return written.toLowerCase() === 'glacier:archiveageindays';
}
