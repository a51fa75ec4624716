import { inAnHour, json, startStandIn, temporary, type StandIn } from './standIn';

/**
 * The instance metadata service, version 2 (EC2 user guide: "Use IMDSv2"): a session token first, without which nothing
 * is told. `role` undefined: no role is attached to the instance.
 */
export async function startMetadataService(role: string | undefined, gives: string): Promise<StandIn> {
  const list = '/latest/meta-data/iam/security-credentials/';
  return await startStandIn(({ method, path, headers }) => {
    if (`${method} ${path}` === 'PUT /latest/api/token')
      return headers['x-aws-ec2-metadata-token-ttl-seconds'] === undefined
        ? { status: 400 }
        : { status: 200, body: 'metadata-session-token' };
    if (headers['x-aws-ec2-metadata-token'] !== 'metadata-session-token') return { status: 401 };
    if (method !== 'GET' || role === undefined) return { status: 404 };
    if (path === list) return { status: 200, body: role };
    return path === `${list}${role}` ? json(200, { Code: 'Success', ...capital(gives) }) : { status: 404 };
  });
}

/** The endpoint of ECS and EKS for a container's role. `authorization` is what stands in the token file. */
export async function startContainerService(authorization: string, gives: string): Promise<StandIn> {
  return await startStandIn(({ method, path, headers }) => {
    if (`${method} ${path}` !== 'GET /role') return { status: 404 };
    return headers.authorization === authorization
      ? json(200, capital(gives))
      : json(403, { Code: 'AccessDenied', Message: `No ${String(headers.authorization)}` });
  });
}

function capital(key: string): object {
  const { accessKeyId, secretAccessKey, sessionToken } = temporary(key);
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    Token: sessionToken,
    Expiration: inAnHour().toISOString(),
  };
}
