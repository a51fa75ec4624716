import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inAnHour, json, startStandIn, temporary, type StandIn } from './standIn';

/**
 * The portal of IAM Identity Center: GetRoleCredentials (IAM Identity Center portal API reference). Only the bearer of
 * this token gets credentials, and only for this account and role.
 */
export async function startPortal(
  token: () => string,
  assignment: { readonly account: string; readonly role: string; readonly gives: string },
): Promise<StandIn> {
  return await startStandIn(({ method, path: target, headers }) => {
    const { pathname, searchParams } = new URL(target, 'http://portal');
    if (method !== 'GET' || pathname !== '/federation/credentials')
      return fault(404, 'ResourceNotFoundException');
    if (headers['x-amz-sso_bearer_token'] !== token()) return fault(401, 'UnauthorizedException');
    const isAssigned =
      searchParams.get('account_id') === assignment.account &&
      searchParams.get('role_name') === assignment.role;
    if (!isAssigned) return fault(403, 'ForbiddenException');
    return json(200, {
      roleCredentials: { ...temporary(assignment.gives), expiration: inAnHour().getTime() },
    });
  });
}

/** SSO OIDC: CreateToken with a refresh token (IAM Identity Center OIDC API reference). */
export async function startOidc(refresh: {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  readonly gives: string;
}): Promise<StandIn> {
  return await startStandIn(({ method, path: target, body }) => {
    if (`${method} ${target}` !== 'POST /token') return fault(404, 'ResourceNotFoundException');
    const input = JSON.parse(body) as Readonly<Record<string, unknown>>;
    const fits =
      input['grantType'] === 'refresh_token' &&
      (['clientId', 'clientSecret', 'refreshToken'] as const).every((name) => input[name] === refresh[name]);
    if (!fits)
      return json(
        400,
        { error: 'invalid_grant', error_description: 'No.' },
        errorType('InvalidGrantException'),
      );
    return json(200, {
      accessToken: refresh.gives,
      expiresIn: 28_800,
      refreshToken: 'next-refresh-token',
      tokenType: 'Bearer',
    });
  });
}

const errorType = (name: string) => ({ 'x-amzn-errortype': name });

const fault = (status: number, name: string) => json(status, { message: 'No access' }, errorType(name));

/** What `aws sso login` leaves behind. @param id The name of the session, or the start URL. */
export async function writeToken(
  home: string,
  id: string,
  token: {
    readonly accessToken: string;
    readonly expiresAt: Date;
    readonly refresh?: {
      readonly clientId: string;
      readonly clientSecret: string;
      readonly refreshToken: string;
    };
  },
): Promise<void> {
  const folder = path.join(home, '.aws', 'sso', 'cache');
  await mkdir(folder, { recursive: true });
  const { refresh, accessToken, expiresAt } = token;
  await writeFile(
    path.join(folder, `${createHash('sha1').update(id).digest('hex')}.json`),
    JSON.stringify({ accessToken, expiresAt: expiresAt.toISOString(), region: 'us-west-2', ...refresh }),
  );
}
