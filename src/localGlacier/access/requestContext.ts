import { day } from '../practiceClock';
import { administratorArn, callerId, callerName, type Caller } from './caller';

/** Condition keys with their values in one request. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

/** The age in whole days, rounded down (how Glacier rounds is not documented; this is the project's choice). */
export function ageInDays(created: number, now: number): number {
  return Math.floor((now - created) / day);
}

/**
 * The keys that a request carries beside those of Glacier. Without the practice headers they are those of a user who
 * signs with long-term credentials and comes over plain HTTP from this machine (IAM user guide: AWS global condition
 * context keys); keys of sessions, organisations, VPC endpoints and services are absent, as they would be in AWS for
 * such a user.
 */
export function globalContext(caller: Caller, now: number): RequestContext {
  return withPractised(
    {
      'aws:CurrentTime': new Date(now).toISOString(),
      'aws:EpochTime': String(Math.floor(now / 1000)),
      'aws:SecureTransport': 'false',
      'aws:SourceIp': caller.address,
      ...(caller.userAgent === undefined ? {} : { 'aws:UserAgent': caller.userAgent }),
      'aws:RequestedRegion': caller.region,
      'aws:ViaAWSService': 'false',
      ...(caller.principal?.context ?? administratorContext(caller)),
      'aws:ResourceAccount': caller.account,
    },
    caller.context,
  );
}

function administratorContext(caller: Caller): RequestContext {
  return {
    'aws:PrincipalAccount': caller.account,
    'aws:PrincipalArn': administratorArn(caller),
    'aws:PrincipalIsAWSService': 'false',
    'aws:PrincipalType': 'User',
    'aws:userid': callerId,
    'aws:username': callerName,
  };
}

/** Names of keys ignore case. */
function withPractised(context: RequestContext, practised: Caller['context']): RequestContext {
  const said = new Set(Object.keys(practised).map((key) => key.toLowerCase()));
  return {
    ...Object.fromEntries(Object.entries(context).filter(([key]) => !said.has(key.toLowerCase()))),
    ...Object.fromEntries(
      Object.entries(practised).flatMap(([key, value]) => (value === null ? [] : [[key, value]])),
    ),
  };
}
