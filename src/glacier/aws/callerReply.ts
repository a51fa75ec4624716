import type { CallerIdentity } from '../gateway';

/**
 * The caller in a reply to GetCallerIdentity (STS API reference: GetCallerIdentity, "Sample Response"); undefined for
 * whatever does not look like one in every part. What it says goes into the record, so nothing is guessed.
 */
export function callerOf(xml: string): CallerIdentity | undefined {
  if (!/^(?:<\?xml[^>]*>)?\s*<GetCallerIdentityResponse[\s>]/.test(xml)) return undefined;
  const arn = element(xml, 'Arn') ?? '';
  const account = element(xml, 'Account') ?? '';
  const userId = element(xml, 'UserId') ?? '';
  const named = /^arn:aws[a-z-]*:(?:iam|sts)::(\d{12}):[!-~]{1,1500}$/.exec(arn)?.[1];
  const isWhole = named === account && /^[!-~]{1,500}$/.test(userId);
  return isWhole ? { arn, account, userId } : undefined;
}

/** The code of an error, `ExpiredToken`, if it is a plain word (STS API reference: Common Errors). */
export function refusalOf(xml: string): string | undefined {
  const code = element(xml, 'Code') ?? '';
  return /^[A-Za-z][A-Za-z0-9.]{0,63}$/.test(code) ? code : undefined;
}

/** The text of the only element of this name. */
function element(xml: string, name: string): string | undefined {
  const found = [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))];
  const [only, ...others] = found;
  return others.length === 0 && only?.[1] !== undefined ? decoded(only[1]) : undefined;
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** The path of a user may hold any printable character of ASCII. */
function decoded(text: string): string {
  return text.replaceAll(/&(lt|gt|quot|apos|amp);/g, (whole, name: string) => entities[name] ?? whole);
}
