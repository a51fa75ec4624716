import type { Answer, Seen } from '../disturbedGlacier';
import { checkSignature } from '../signature';
import { inAnHour, startStandIn, temporary, type Keys, type StandIn } from './standIn';

/** A role that may be assumed. */
interface Role {
  readonly arn: string;
  /** The access key that the role hands out. */
  readonly gives: string | (() => string);
  /** Whose signature it trusts, or which web identity token. */
  readonly trusts: { readonly keys: Keys } | { readonly token: string };
  /** What it wants beside: the current code of this device. */
  readonly mfa?: { readonly serial: string; readonly code: () => string };
  readonly externalId?: string;
  readonly expires?: () => Date;
}

export interface TokenService extends StandIn {
  /** What was asked for, with its parameters, in the order of arrival. */
  readonly asked: readonly URLSearchParams[];
  /** How each request was signed: access key and region. */
  readonly signed: readonly { readonly accessKeyId: string; readonly region: string }[];
}

/**
 * STS, as far as roles go: AssumeRole and AssumeRoleWithWebIdentity by the query protocol with XML replies (STS API
 * reference, with its error codes). It checks who signed, and takes each one-time code once.
 */
export async function startTokenService(roles: readonly Role[]): Promise<TokenService> {
  const asked: URLSearchParams[] = [];
  const signed: { accessKeyId: string; region: string }[] = [];
  const usedCodes = new Set<string>();
  const answer = (request: Seen): Answer => {
    const input = new URLSearchParams(request.body);
    asked.push(input);
    const action = input.get('Action') ?? '';
    const role = roles.find(({ arn }) => arn === input.get('RoleArn'));
    const isWeb = action === 'AssumeRoleWithWebIdentity';
    if (!isWeb && action !== 'AssumeRole') return fault(400, 'InvalidAction', action);
    if (role === undefined) return fault(403, 'AccessDenied', `not authorized to perform: sts:${action}`);
    if ('token' in role.trusts) {
      const token = input.get('WebIdentityToken');
      if (!isWeb || token !== role.trusts.token)
        return token === 'expired-web-token'
          ? fault(400, 'ExpiredTokenException', 'Token expired')
          : fault(400, 'InvalidIdentityToken', `No OpenIDConnect provider found for ${String(token)}`);
      return assumed(action, role);
    }
    const { keys } = role.trusts;
    const signature = checkSignature(request, keys.secretAccessKey);
    signed.push({ accessKeyId: signature.accessKeyId, region: signature.region });
    if (signature.accessKeyId !== keys.accessKeyId)
      return fault(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.');
    if (!signature.fits || signature.service !== 'sts')
      return fault(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match');
    if (keys.sessionToken !== undefined && request.headers['x-amz-security-token'] !== keys.sessionToken)
      return fault(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.');
    if (role.externalId !== undefined && input.get('ExternalId') !== role.externalId)
      return fault(403, 'AccessDenied', 'not authorized to perform: sts:AssumeRole');
    if (role.mfa !== undefined) {
      const code = input.get('TokenCode') ?? '';
      if (!/^\d{6}$/.test(code))
        return fault(
          400,
          'ValidationError',
          `1 validation error detected: Value '${code}' at 'tokenCode' failed to satisfy constraint`,
        );
      const isRight = input.get('SerialNumber') === role.mfa.serial && code === role.mfa.code();
      if (!isRight || usedCodes.has(code))
        return fault(
          403,
          'AccessDenied',
          'MultiFactorAuthentication failed with invalid MFA one time pass code.',
        );
      usedCodes.add(code);
    }
    return assumed(action, role);
  };
  const standIn = await startStandIn(answer);
  return { ...standIn, url: standIn.url, asked, signed };
}

function assumed(action: string, { arn, gives, expires = inAnHour }: Role): Answer {
  const { accessKeyId, secretAccessKey, sessionToken } = temporary(
    typeof gives === 'string' ? gives : gives(),
  );
  return xml(
    200,
    `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result><AssumedRoleUser><AssumedRoleId>AROASTANDIN:x</AssumedRoleId><Arn>${arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/x</Arn></AssumedRoleUser><Credentials><AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>${secretAccessKey}</SecretAccessKey><SessionToken>${sessionToken}</SessionToken><Expiration>${expires().toISOString()}</Expiration></Credentials></${action}Result><ResponseMetadata><RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId></ResponseMetadata></${action}Response>`,
  );
}

function fault(status: number, code: string, message: string): Answer {
  return xml(
    status,
    `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>fedcba98-7654-3210-fedc-ba9876543210</RequestId></ErrorResponse>`,
  );
}

const xml = (status: number, body: string): Answer => ({
  status,
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': 'fedcba98-7654-3210-fedc-ba9876543210' },
  body,
});
