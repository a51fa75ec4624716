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
  /** What it holds, in one sentence. */
  readonly description: string;
  /** When a request to Glacier carries it, in one sentence. */
  readonly whenPresent: string;
}

type Row = readonly [
  name: string,
  type: ValueType | 'Strings',
  presence: Presence,
  description: string,
  /** Where the presence leaves open which requests it means. */
  whenPresent?: string,
];

const presences: Readonly<Record<Presence, string>> = {
  'every request': 'Every request carries it.',
  'signed requests': 'Every signed request carries it; an anonymous one does not.',
  'IAM users only': 'Only requests of IAM users carry it; those of roles and of root do not.',
  'temporary credentials only':
    'Only requests made with temporary credentials carry it; those made with long-term access keys do not.',
  'certain sessions only': 'Only requests of certain sessions carry it.',
  'members of an organisation only':
    'Only there if the account in question is a member of an organization of AWS Organizations.',
  'tagged principals only': 'Only there if the caller, or the session of the caller, has that tag.',
  'tagged vaults, for some actions':
    'Only there if the vault has that tag, and only in requests for 15 of the actions, DeleteArchive and InitiateJob among them.',
  'DeleteArchive and InitiateJob only':
    'Only requests for DeleteArchive and InitiateJob carry it; for every other action it is absent.',
  'not through a VPC endpoint': 'Carried by every request that does not come through a VPC endpoint.',
  'calls on behalf of a caller only':
    'Only there if a service of AWS makes the request on behalf of the caller, with the permissions of the caller.',
  'calls by AWS services only': 'Only there if a service of AWS makes the request in its own name.',
  'browser links only': 'Only there if a browser follows a link and tells where the link was.',
  'never for Glacier': 'No request to Glacier carries it.',
};

/**
 * AWS's reference calls both keys "String". Every example of AWS's own compares the age with numeric operators, and
 * so does this table.
 */
const glacierRows: readonly Row[] = [
  [
    'glacier:ArchiveAgeInDays',
    'Numeric',
    'DeleteArchive and InitiateJob only',
    'How many whole days ago the archive was stored in the vault.',
  ],
  [
    'glacier:ResourceTag/',
    'String',
    'tagged vaults, for some actions',
    'The value of a tag of the vault; archives have no tags.',
  ],
];

/** IAM user guide, "AWS global condition context keys". */
const globalRows: readonly Row[] = [
  ['aws:CurrentTime', 'Date', 'every request', 'The date and time of the request.'],
  ['aws:EpochTime', 'Date', 'every request', 'The date and time of the request as seconds since 1970.'],
  ['aws:SecureTransport', 'Bool', 'every request', 'Whether the request came over TLS.'],
  [
    'aws:UserAgent',
    'String',
    'every request',
    'The name of the client program, as the caller gave it: anybody may claim any.',
  ],
  ['aws:RequestedRegion', 'String', 'every request', 'The region the request was sent to.'],
  [
    'aws:ViaAWSService',
    'Bool',
    'every request',
    'Whether a service of AWS makes the request on behalf of the caller.',
  ],
  [
    'aws:PrincipalAccount',
    'String',
    'every request',
    'The number of the account of the caller; "anonymous" for a request that is not signed.',
  ],
  [
    'aws:PrincipalType',
    'String',
    'every request',
    'What kind of caller it is: Account, User, AssumedRole, FederatedUser or Anonymous.',
  ],
  [
    'aws:userid',
    'String',
    'every request',
    'The unique ID of the caller; for a role its ID, a colon and the name of the session.',
  ],
  [
    'aws:ResourceAccount',
    'String',
    'every request',
    'The number of the account that owns the vault; in the policy of a vault always the same.',
  ],
  [
    'aws:PrincipalArn',
    'ARN',
    'signed requests',
    'The ARN of the caller: of the user, of account root, or of the role (not of its session).',
  ],
  [
    'aws:PrincipalIsAWSService',
    'Bool',
    'signed requests',
    'Whether a service of AWS makes the request in its own name.',
  ],
  ['aws:username', 'String', 'IAM users only', 'The name of the IAM user.'],
  ['aws:TokenIssueTime', 'Date', 'temporary credentials only', 'When the temporary credentials were issued.'],
  [
    'aws:MultiFactorAuthPresent',
    'Bool',
    'temporary credentials only',
    'Whether the temporary credentials were obtained with multi-factor authentication.',
  ],
  [
    'aws:MultiFactorAuthAge',
    'Numeric',
    'temporary credentials only',
    'How many seconds ago the caller passed multi-factor authentication.',
    'Only requests made with temporary credentials that were obtained with multi-factor authentication carry it.',
  ],
  [
    'aws:AssumedRoot',
    'Bool',
    'certain sessions only',
    "Whether the session performs a task with the rights of a member account's root.",
    'Only sessions that were begun with sts:AssumeRoot carry it.',
  ],
  [
    'aws:SourceIdentity',
    'String',
    'certain sessions only',
    'Who stands behind the session, as set when the first role was assumed.',
    'Only sessions for which a source identity was set carry it.',
  ],
  [
    'aws:FederatedProvider',
    'String',
    'certain sessions only',
    'Which identity provider vouched for the caller.',
    'Only sessions that were begun with a web identity (OpenID Connect) carry it.',
  ],
  [
    'aws:ChatbotSourceArn',
    'ARN',
    'certain sessions only',
    'The ARN of the chat configuration the request comes from.',
    'Only sessions that were begun from a chat channel carry it.',
  ],
  [
    'aws:Ec2InstanceSourceVpc',
    'String',
    'certain sessions only',
    'The VPC in which an EC2 instance was given its credentials.',
    'Only sessions with the credentials of an EC2 instance role carry it.',
  ],
  [
    'aws:Ec2InstanceSourcePrivateIPv4',
    'IP',
    'certain sessions only',
    'The private IPv4 address of the EC2 instance that was given the credentials.',
    'Only sessions with the credentials of an EC2 instance role carry it.',
  ],
  [
    'aws:PrincipalOrgID',
    'String',
    'members of an organisation only',
    'The ID of the organization the account of the caller belongs to.',
  ],
  [
    'aws:PrincipalOrgPaths',
    'Strings',
    'members of an organisation only',
    'Where in its organization the account of the caller is, as a path of organizational units.',
  ],
  [
    'aws:ResourceOrgID',
    'String',
    'members of an organisation only',
    'The ID of the organization the account that owns the vault belongs to.',
  ],
  [
    'aws:ResourceOrgPaths',
    'Strings',
    'members of an organisation only',
    'Where in its organization the account that owns the vault is, as a path of organizational units.',
  ],
  [
    'aws:PrincipalTag/',
    'String',
    'tagged principals only',
    'The value of a tag of the caller or of the session of the caller.',
  ],
  [
    'aws:ResourceTag/',
    'String',
    'never for Glacier',
    'The value of a tag of the resource in other services.',
    'No request to Glacier carries it; for a tag of the vault write glacier:ResourceTag.',
  ],
  [
    'aws:RequestTag/',
    'String',
    'never for Glacier',
    'The value of a tag that the request sets, in other services.',
  ],
  [
    'aws:TagKeys',
    'Strings',
    'never for Glacier',
    'The keys of the tags that the request sets, in other services.',
  ],
  ['aws:SourceIp', 'IP', 'not through a VPC endpoint', 'The IP address the request comes from.'],
  [
    'aws:SourceVpc',
    'String',
    'never for Glacier',
    'The VPC the request comes through.',
    'No request to Glacier carries it: Glacier has no VPC endpoints.',
  ],
  [
    'aws:SourceVpce',
    'String',
    'never for Glacier',
    'The VPC endpoint the request comes through.',
    'No request to Glacier carries it: Glacier has no VPC endpoints.',
  ],
  [
    'aws:VpcSourceIp',
    'IP',
    'never for Glacier',
    'The IP address inside the VPC the request comes from.',
    'No request to Glacier carries it: Glacier has no VPC endpoints.',
  ],
  [
    'aws:SourceVpcArn',
    'ARN',
    'never for Glacier',
    'The ARN of the VPC the request comes through.',
    'No request to Glacier carries it: Glacier has no VPC endpoints.',
  ],
  [
    'aws:VpceAccount',
    'String',
    'never for Glacier',
    'The account that owns the VPC endpoint.',
    'No request to Glacier carries it: Glacier has no VPC endpoints.',
  ],
  [
    'aws:VpceOrgID',
    'String',
    'never for Glacier',
    'The organization of the account that owns the VPC endpoint.',
    'No request to Glacier carries it: Glacier has no VPC endpoints.',
  ],
  [
    'aws:VpceOrgPaths',
    'Strings',
    'never for Glacier',
    'Where in its organization the account that owns the VPC endpoint is.',
    'No request to Glacier carries it: Glacier has no VPC endpoints.',
  ],
  [
    'aws:CalledVia',
    'Strings',
    'calls on behalf of a caller only',
    'Which services of AWS made requests on behalf of the caller, in order.',
  ],
  [
    'aws:CalledViaFirst',
    'String',
    'calls on behalf of a caller only',
    'The first service of AWS that made a request on behalf of the caller.',
  ],
  [
    'aws:CalledViaLast',
    'String',
    'calls on behalf of a caller only',
    'The last service of AWS that made a request on behalf of the caller.',
  ],
  [
    'aws:CalledViaAWSMCP',
    'String',
    'calls on behalf of a caller only',
    'The MCP server of AWS that makes the request on behalf of the caller.',
    'Only there if a managed MCP server of AWS makes the request on behalf of the caller.',
  ],
  [
    'aws:IsMcpServiceAction',
    'Bool',
    'calls on behalf of a caller only',
    'Whether the action is one of an MCP server itself.',
    'Only there if a managed MCP server of AWS is called.',
  ],
  [
    'aws:ViaAWSMCPService',
    'Bool',
    'calls on behalf of a caller only',
    'Whether an MCP server of AWS makes the request on behalf of the caller.',
    'Only there if a managed MCP server of AWS makes the request on behalf of the caller.',
  ],
  [
    'aws:SourceArn',
    'ARN',
    'calls by AWS services only',
    'The ARN of the resource for whose sake a service of AWS makes the request.',
  ],
  [
    'aws:SourceAccount',
    'String',
    'calls by AWS services only',
    'The account of the resource for whose sake a service of AWS makes the request.',
  ],
  [
    'aws:SourceOrgID',
    'String',
    'calls by AWS services only',
    'The organization of the resource for whose sake a service of AWS makes the request.',
  ],
  [
    'aws:SourceOrgPaths',
    'Strings',
    'calls by AWS services only',
    'Where in its organization the account of the resource is, for whose sake a service of AWS makes the request.',
  ],
  [
    'aws:PrincipalServiceName',
    'String',
    'calls by AWS services only',
    'The name of the service of AWS that makes the request.',
  ],
  [
    'aws:PrincipalServiceNamesList',
    'Strings',
    'calls by AWS services only',
    'All names of the service of AWS that makes the request.',
  ],
  [
    'aws:referer',
    'String',
    'browser links only',
    'The address of the page with the link, as the browser gave it: anybody may claim any.',
  ],
];

const toKey = ([name, type, presence, description, whenPresent]: Row): ConditionKey => ({
  name: name.endsWith('/') ? name.slice(0, -1) : name,
  type: type === 'Strings' ? 'String' : type,
  multiValued: type === 'Strings',
  tagged: name.endsWith('/'),
  presence,
  description,
  whenPresent: whenPresent ?? presences[presence],
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
