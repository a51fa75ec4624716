import { administratorArn, callerId, type Caller } from '../access/caller';

/** Who signs a request, as GetCallerIdentity tells it. */
export interface CallerIdentity {
  readonly arn: string;
  readonly account: string;
  readonly userId: string;
}

/**
 * The identity of a caller; undefined for services and for who does not sign. The forms of `UserId` are those of the IAM
 * user guide ("aws:userid"); the unique IDs in them are made up, as nobody of the local Glacier has one.
 */
export function identityOf(
  caller: Pick<Caller, 'account' | 'region' | 'principal'>,
): CallerIdentity | undefined {
  const { principal } = caller;
  if (principal === undefined) {
    return { arn: administratorArn(caller), account: caller.account, userId: callerId };
  }
  const { principal: arn, account } = principal;
  if (account === undefined) return undefined;
  const [type = '', ...names] = arn.slice(arn.lastIndexOf(':') + 1).split('/');
  const name = names.at(-1) ?? '';
  switch (type) {
    case 'root':
      return { arn, account, userId: account };
    case 'assumed-role':
      return { arn, account, userId: `AROAPRACTICEROLE00000:${name}` };
    case 'federated-user':
      return { arn, account, userId: `${account}:${name}` };
    default:
      return { arn, account, userId: callerId };
  }
}
