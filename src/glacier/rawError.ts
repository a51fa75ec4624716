import type { Operation } from './callContext';

/**
 * What was thrown, link by link, as far as it can be shown to anybody: class, code, status, and the message where it
 * holds nothing but what a server or Node said of the failure. Lock IDs, keys, tokens, passwords in addresses and the
 * commands and output of programs are left out.
 */
export function rawError(thrown: unknown, operation: Operation | undefined): readonly string[] {
  const lines: string[] = [];
  const seen = new Set<unknown>();
  let isOfCredentials = false;
  for (let link = thrown; typeof link === 'object' && link !== null && !seen.has(link);) {
    seen.add(link);
    const fields = link as Readonly<Record<string, unknown>>;
    lines.push(`${lines.length === 0 ? '' : 'caused by '}${oneLink(fields, operation, isOfCredentials)}`);
    // What a source of credentials says may quote what it was given.
    isOfCredentials ||= fields['name'] === 'CredentialsProviderError';
    // Node joins what it tried at several addresses.
    const [first] = Array.isArray(fields['errors']) ? (fields['errors'] as readonly unknown[]) : [];
    link = fields['cause'] ?? first;
  }
  return lines;
}

function oneLink(
  fields: Readonly<Record<string, unknown>>,
  operation: Operation | undefined,
  isOfCredentials: boolean,
): string {
  const name = word(fields['name']) ?? 'Error';
  const facts = [
    ['code', word(fields['code'])],
    ['call', word(fields['syscall'])],
    ['exit code', typeof fields['code'] === 'number' ? String(fields['code']) : undefined],
  ].flatMap(([what, value]) => (value === undefined || value === name ? [] : [`${what ?? ''} ${value}`]));
  const told = typeof fields['message'] === 'string' ? fields['message'] : '';
  const message = isOfCredentials ? '[text left out]' : harmless(told, name, operation);
  return `${name}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}${message === '' ? '' : `: ${message}`}`;
}

/** One word, as names and codes are; anything else may be a text with something in it. */
function word(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w.-]{1,80}$/.test(value) ? value : undefined;
}

const leftOut = '[left out]';
const longest = 1_000;

function harmless(message: string, name: string, operation: Operation | undefined): string {
  // What cannot be parsed is quoted, and the reply of a credentials service is a secret.
  if (name === 'SyntaxError') return '[left out: it quotes the answer]';
  const [head, command] = /^([^]*?Command failed:)([^]*)$/.exec(message)?.slice(1) ?? [];
  if (head !== undefined && command !== undefined) return `${head} [left out: a command and what it said]`;
  const plain = message
    .replace(/\/\/\S+@/g, `//${leftOut}@`)
    // VS Code names proxies as a PAC file does: "PROXY ana:secret@proxy:8080".
    .replace(/\b(PROXY|HTTPS?|SOCKS\d?)(\s+)\S+@/gi, `$1$2${leftOut}@`)
    .replace(/(lock-policy\/)[^/\s?"']+/gi, `$1${leftOut}`)
    .replace(/\b(A3T|AKIA|ASIA|AIDA|AROA|ABIA|ACCA)[A-Z0-9]{8,}\b/g, `$1${leftOut}`)
    .replace(
      /([?&;\s](?:x-amz-)?(?:security-?token|signature|credential|access-?token|secret)[=:]\s*)\S+/gi,
      `$1${leftOut}`,
    )
    // A secret key has 40 characters of Base64, tokens have more.
    .replace(/(?<![\w/+=-])[A-Za-z0-9/+]{40,}={0,2}(?![\w/+=-])/g, leftOut);
  const shown = operation === 'CompleteVaultLock' ? withoutOpaqueWords(plain) : plain;
  return shown.length > longest ? `${shown.slice(0, longest)}…` : shown;
}

/** A lock ID can be any word; those of Glacier have 24 characters. Parts of an ARN, names of errors and files are none. */
function withoutOpaqueWords(message: string): string {
  return message
    .split(/(\s+)/)
    .map((each) =>
      each.includes('arn:') || /^\W*[A-Za-z]*(?:Exception|Error)\W*$/.test(each)
        ? each
        : each.replace(/[\w-]{16,}/g, leftOut),
    )
    .join('');
}
