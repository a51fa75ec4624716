import type { RequestContext } from './requestContext';

/** Somebody whom a request names as its caller, to practise what happens to others than the administrator. */
export interface PracticePrincipal {
  /** As in a request line of `evaluate`: an ARN, a service principal, or `*`. */
  readonly principal: string;
  /** Undefined for services and for who does not sign. */
  readonly account: string | undefined;
  /** What a request says of its caller by itself. */
  readonly context: RequestContext;
}

/**
 * Reads who is meant: `*` for somebody who does not sign, an account or its root user, a user, a role or one of its
 * sessions, a federated session by ARN, or a service principal. Undefined for anything else.
 */
export function readPracticePrincipal(text: string, partition: string): PracticePrincipal | undefined {
  if (text === '*')
    return {
      principal: '*',
      account: undefined,
      context: { 'aws:PrincipalAccount': 'anonymous', 'aws:PrincipalType': 'Anonymous' },
    };
  if (/^[a-z0-9][a-z0-9.-]*\.amazonaws\.com(?:\.cn)?$/.test(text))
    return { principal: text, account: undefined, context: { 'aws:PrincipalIsAWSService': 'true' } };
  if (/^\d{12}$/.test(text)) return readPracticePrincipal(`arn:${partition}:iam::${text}:root`, partition);
  const { itsPartition, service, account, resource } =
    /^arn:(?<itsPartition>aws[a-z-]*):(?<service>iam|sts)::(?<account>\d{12}):(?<resource>\S+)$/.exec(text)
      ?.groups ?? {};
  if (itsPartition === undefined || account === undefined || resource === undefined) return undefined;
  const [type = '', ...names] = resource.split('/');
  const name = names.at(-1) ?? '';
  if (service === 'iam' && resource === 'root') return signed(text, text, account, 'Account');
  if (name === '') return undefined;
  if (service === 'iam' && type === 'user') return withName(signed(text, text, account, 'User'), name);
  if (service === 'iam' && type === 'role') {
    const session = `arn:${itsPartition}:sts::${account}:assumed-role/${name}/practice`;
    return signed(session, text, account, 'AssumedRole');
  }
  if (service === 'sts' && type === 'assumed-role' && names.length === 2)
    return signed(text, `arn:${itsPartition}:iam::${account}:role/${names[0] ?? ''}`, account, 'AssumedRole');
  if (service === 'sts' && type === 'federated-user' && names.length === 1)
    return signed(text, text, account, 'FederatedUser');
  return undefined;
}

function signed(principal: string, arn: string, account: string, type: string): PracticePrincipal {
  return {
    principal,
    account,
    context: {
      'aws:PrincipalAccount': account,
      'aws:PrincipalArn': arn,
      'aws:PrincipalIsAWSService': 'false',
      'aws:PrincipalType': type,
    },
  };
}

function withName(user: PracticePrincipal, name: string): PracticePrincipal {
  return { ...user, context: { ...user.context, 'aws:username': name } };
}
