/** What the shared AWS files say, in types only: they are read by the SDK's parser in the AWS adapter, loaded on first use. */

/** Where a profile's credentials come from: the first of these that it has settings for, in the SDK's order. */
export type ProfileSource =
  | {
      readonly kind: 'assumeRole';
      readonly roleArn: string;
      /** Whose credentials assume the role: another profile's, or those of the machine. */
      readonly from:
        | { readonly profile: string }
        | { readonly machine: 'Environment' | 'Ec2InstanceMetadata' | 'EcsContainer' };
    }
  | { readonly kind: 'staticKeys' }
  | { readonly kind: 'webIdentity'; readonly roleArn: string }
  | { readonly kind: 'process' }
  | {
      readonly kind: 'sso';
      /** The name of the `sso-session` section; undefined for the older form, where the profile has all settings itself. */
      readonly session: string | undefined;
      readonly startUrl: string | undefined;
      readonly roleName: string | undefined;
      /** The file that `aws sso login` writes. A change of it is worth another try. */
      readonly tokenFile: string | undefined;
    }
  | { readonly kind: 'login'; readonly tokenFile: string }
  | { readonly kind: 'none' };

/** Settings that cannot work, in the order in which the SDK would trip over them. Each names a profile or section. */
export type ProfileProblem =
  | { readonly kind: 'noSource' }
  | { readonly kind: 'missingSourceProfile'; readonly profile: string }
  | { readonly kind: 'circle'; readonly profiles: readonly string[] }
  | { readonly kind: 'unknownCredentialSource'; readonly value: string }
  | { readonly kind: 'missingSsoSession'; readonly session: string }
  | { readonly kind: 'missingSsoSetting'; readonly setting: string }
  | { readonly kind: 'missingServices'; readonly services: string }
  | { readonly kind: 'badEndpoint' }
  /** A switch that is neither `true` nor `false`. */
  | { readonly kind: 'badSwitch'; readonly setting: string };

/** One profile of the shared files, without a secret in it. */
export interface AwsProfile {
  readonly name: string;
  readonly source: ProfileSource;
  /** Its own `region`. */
  readonly region: string | undefined;
  /** 12 digits, where the settings tell: `sso_account_id`, a role's ARN, `aws_account_id`. Not proven until STS said so. */
  readonly account: string | undefined;
  /**
   * Where its files send calls to Glacier: `endpoint_url` of its `services` section, or its own (AWS SDKs and Tools
   * reference guide: "Service-specific endpoints"). A connection goes there only if it has this address as its
   * `endpoint`, so that it can be shown as what it is.
   */
  readonly endpoint: string | undefined;
  /** True where calls go to the FIPS endpoints: `use_fips_endpoint`, AWS_USE_FIPS_ENDPOINT. Not with an endpoint of its own. */
  readonly fips: boolean;
  /** The MFA devices whose codes are asked for on the way to the credentials; usually none or one. */
  readonly mfaSerials: readonly string[];
  readonly problem: ProfileProblem | undefined;
  /**
   * Differs when anything differs that the credentials of this profile, or the way to them, depend on: also keys, and the
   * settings of its source profiles. A digest of all that, the same in every process: to be kept in memory only, because
   * a short password in a `credential_process` could be guessed from it.
   */
  readonly revision: string;
}

/** The shared files as they are now. */
export interface AwsProfiles {
  /** In the order of the names. */
  readonly profiles: readonly AwsProfile[];
  /** The profile of the default chain: AWS_PROFILE or `default`; it need not exist. */
  readonly usual: string;
  /** AWS_REGION, or AWS_DEFAULT_REGION, or the region of the usual profile. */
  readonly usualRegion: string | undefined;
  /** Absolute paths of the files that were read, whether or not they exist. Worth watching. */
  readonly files: { readonly config: string; readonly credentials: string };
  /** The folders with the tokens of `aws sso login` and `aws login`. Worth watching: a new token heals a connection. */
  readonly tokenFolders: readonly string[];
  /** Files that are there and cannot be used, with Node's code, or `EINVAL` for a text that is none. */
  readonly unreadable: readonly { readonly file: string; readonly code: string }[];
}

/** Made by the AWS adapter (`dist/aws.js`). Never rejects. */
export type ReadAwsProfiles = () => Promise<AwsProfiles>;
