import {
  CredentialFailure,
  type CredentialFailureDetails,
  type CredentialReason,
} from '../credentialFailure';
import { isUnreachableProxyOfHost } from '../hostProxy';

/** What is known before anything went wrong. */
type About = Omit<CredentialFailureDetails, 'reason'>;

/** What is found in a thrown thing: codes and a status, and the text, which only chooses the reason. */
interface Evidence {
  readonly serviceCode?: string;
  readonly httpStatus?: number;
  readonly requestId?: string;
  readonly systemCode?: string;
  readonly syscall?: string;
  readonly text: string;
  readonly name: string;
}

/** Makes the failure of a look-up out of whatever one of the SDK's providers threw. */
export function credentialFailure(thrown: unknown, about: About): CredentialFailure {
  if (thrown instanceof CredentialFailure) return thrown;
  // What a process wrote is no code of anybody's.
  const evidence = about.source === 'process' ? onlyText(thrown) : look(thrown);
  const { serviceCode, httpStatus, requestId, systemCode } = evidence;
  return new CredentialFailure(
    {
      ...about,
      ...(serviceCode === undefined ? {} : { serviceCode }),
      ...(httpStatus === undefined ? {} : { httpStatus }),
      ...(requestId === undefined ? {} : { requestId }),
      ...(systemCode === undefined ? {} : { systemCode }),
      ...reasonOf(evidence, about),
    },
    thrown,
  );
}

function reasonOf(evidence: Evidence, about: About): Pick<CredentialFailureDetails, 'source' | 'reason'> {
  const { source } = about;
  // Who has set up nothing at all ends at the metadata service of a machine that is none of EC2's.
  if (source === 'chain' && evidence.httpStatus === undefined) return { source, reason: 'notConfigured' };
  const at = source === 'chain' ? 'instance' : source;
  return { source: at, reason: own(evidence, about) ?? general(evidence) };
}

/** What only this kind of source says. The texts are those of the SDK, version 3.1048, and of STS. */
function own({ text, serviceCode }: Evidence, { source, mfaSerial }: About): CredentialReason | undefined {
  switch (source) {
    case 'sso':
      if (/^Unauthorized|^InvalidGrant/.test(serviceCode ?? '')) return 'signInNeeded';
      return /SSO session|Token is expired|in SSO Token/.test(text) ? 'signInNeeded' : undefined;
    case 'login':
      return /authenticate|Failed to load|Token validation failed/i.test(text) ? 'signInNeeded' : undefined;
    case 'assumeRole':
      return mfaSerial !== undefined && /MultiFactorAuthentication|tokenCode/i.test(text)
        ? 'mfaRefused'
        : undefined;
    case 'process':
      if (text.includes('returned expired credentials')) return 'expired';
      return /returned invalid|did not return Version/.test(text) ? 'malformed' : 'failed';
    case 'environment':
    case 'staticKeys':
    case 'webIdentity':
    case 'instance':
    case 'container':
    case 'profile':
    case 'chain':
      return undefined;
  }
}

/** Of all services of AWS ("Common Errors"), and IDPCommunicationError of STS, which asks others about a web identity. */
const tooBusy =
  /^(TooManyRequests|Throttl|RequestLimitExceeded|InternalFailure|InternalError|InternalServer|ServiceUnavailable|IDPCommunicationError)/;

function general({ name, text, serviceCode, httpStatus, systemCode, syscall }: Evidence): CredentialReason {
  // On the way there; what a proxy answered is no answer of the service.
  if (/^(Proxy|CaBundle)/.test(systemCode ?? '')) return 'unreachable';
  if (httpStatus !== undefined && (httpStatus >= 500 || httpStatus === 429)) return 'unavailable';
  if (tooBusy.test(serviceCode ?? '')) return 'unavailable';
  if ((serviceCode ?? '').startsWith('ExpiredToken')) return 'expired';
  if (serviceCode !== undefined || httpStatus !== undefined) return 'refused';
  if (syscall === 'open' || syscall === 'read') return 'unreadable';
  if (systemCode !== undefined || name === 'TimeoutError' || /TimeoutError|timed? ?out/i.test(text))
    return 'unreachable';
  if (name === 'SyntaxError' || /invalid (response|temporary)|required format|JSON/i.test(text))
    return 'malformed';
  return /not accepted|not present|Conflicting|Unsupported|could not be found|Cannot load/i.test(text)
    ? 'misconfigured'
    : 'unknown';
}

/** One word, as services spell codes: nothing else may come near a message. */
const word = /^[A-Z](?=[A-Z]*[a-z])[A-Za-z0-9]{2,63}$/;
const ownNames =
  /^(Error|TypeError|SyntaxError|TimeoutError|ProviderError|CredentialsProviderError|TokenProviderError|AbortError)$/;

function onlyText(thrown: unknown): Evidence {
  return { text: thrown instanceof Error ? thrown.message : '', name: '' };
}

function look(thrown: unknown): Evidence {
  const fields = record(thrown);
  const metadata = record(fields['$metadata']);
  const text = string(fields['message']) ?? '';
  const name = string(fields['name']) ?? '';
  // IAM Identity Center's and container's failures come as the text of another error: `ForbiddenException: No access`.
  const [, inner] = /^([A-Za-z]+): /.exec(text) ?? [];
  const isService = fields['$fault'] !== undefined;
  const told = isService ? name : (string(fields['Code']) ?? inner);
  const status =
    metadata['httpStatusCode'] ?? fields['statusCode'] ?? /responded with status: (\d{3})$/.exec(text)?.[1];
  const code = isUnreachableProxyOfHost(text)
    ? 'ProxyUnreachable'
    : isService
      ? undefined
      : (string(fields['code']) ?? /\b(?:connect|read|getaddrinfo|write) (E[A-Z]+)\b/.exec(text)?.[1]);
  const requestId = string(metadata['requestId']);
  const syscall = string(fields['syscall']);
  const httpStatus = Number(status);
  return {
    text,
    name: told === 'TimeoutError' || told === 'SyntaxError' ? told : name,
    ...(told !== undefined && word.test(told) && !ownNames.test(told) ? { serviceCode: told } : {}),
    ...(Number.isInteger(httpStatus) && httpStatus > 0 ? { httpStatus } : {}),
    ...(requestId !== undefined && /^[\w-]{1,100}$/.test(requestId) ? { requestId } : {}),
    ...(code !== undefined && /^[A-Z][A-Za-z0-9_]{2,63}$/.test(code) ? { systemCode: code } : {}),
    ...(syscall === undefined ? {} : { syscall }),
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
