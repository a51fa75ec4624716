import { day } from '../practiceClock';
import { callerArn, callerId, callerName, type Caller } from './caller';

/** Condition keys with their values in one request. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

/** The age in whole days, rounded down (how Glacier rounds is not documented; this is the project's choice). */
export function ageInDays(created: number, now: number): number {
  return Math.floor((now - created) / day);
}

/**
 * The keys that are in every request of a user who signs with long-term credentials and comes over plain HTTP from
 * this machine (IAM user guide: AWS global condition context keys). Keys of sessions, organisations, VPC endpoints and
 * services are absent, as they would be in AWS for such a user.
 */
export function globalContext(caller: Caller, now: number): RequestContext {
  return {
    'aws:CurrentTime': new Date(now).toISOString(),
    'aws:EpochTime': String(Math.floor(now / 1000)),
    'aws:SecureTransport': 'false',
    'aws:SourceIp': caller.address,
    ...(caller.userAgent === undefined ? {} : { 'aws:UserAgent': caller.userAgent }),
    'aws:RequestedRegion': caller.region,
    'aws:ViaAWSService': 'false',
    'aws:PrincipalAccount': caller.account,
    'aws:PrincipalArn': callerArn(caller),
    'aws:PrincipalIsAWSService': 'false',
    'aws:PrincipalType': 'User',
    'aws:ResourceAccount': caller.account,
    'aws:userid': callerId,
    'aws:username': callerName,
  };
}
