import { parseVaultArn } from '../syntax/vaultArn';
import { findRegion } from '../vocabulary/regions';
import { hasWildcard, isMatchAll } from '../wildcard';
import type { HoverText } from './hoverText';
import { bullets, code } from './markdown';
import { pages } from './pages';

const partitions: Readonly<Record<string, string>> = {
  aws: 'AWS, but for China, GovCloud and the isolated regions',
  'aws-cn': 'AWS in China',
  'aws-us-gov': 'AWS GovCloud (US)',
  'aws-iso': 'isolated regions of AWS (US)',
  'aws-iso-b': 'isolated regions of AWS (US), secret',
};

/** An entry of Resource or NotResource, taken apart. */
export function resourceText(arn: string, negated: boolean): HoverText & { readonly vaultArn?: string } {
  const page = negated ? pages.notResource : pages.resource;
  const leftOut = negated ? ', left out by NotResource' : '';
  if (isMatchAll(arn))
    return {
      headline: `**Every resource**${leftOut}, and so whatever vault carries this policy`,
      body: ['A vault lock policy sits on one vault and reaches no other, whatever its Resource says.'],
      pages: [page],
    };
  const parts = arn.split(':');
  const [scheme, partition = '', service = '', region = '', account = '', ...rest] = parts;
  const resource = rest.join(':');
  if (scheme === 'arn' && service === 'glacier' && parts.length < 6 && /:[^:]*\*$/.test(arn))
    return {
      headline: `**All vaults whose ARN begins with ${code(arn.slice(0, -1))}**${leftOut}`,
      body: ['The `*` at the end stands for the rest of the ARN, colons included.'],
      pages: [page],
    };
  if (scheme !== 'arn' || parts.length < 6)
    return {
      headline: `**${code(arn)}** is no complete ARN, so it fits no vault`,
      body: ['A vault: `arn:aws:glacier:REGION:ACCOUNT:vaults/NAME`'],
      pages: [page],
      rules: ['arn-format'],
      isFault: true,
    };
  if (service !== 'glacier')
    return {
      headline: `**${code(arn)}** belongs to another service, so it fits no vault`,
      body: ['A vault: `arn:aws:glacier:REGION:ACCOUNT:vaults/NAME`'],
      pages: [page],
      rules: ['resource-type'],
      isFault: true,
    };
  const vaultArn = parseVaultArn(arn) ? arn : undefined;
  return {
    headline: `${headline(resource)}${leftOut}`,
    body: [
      bullets([
        part(partition, partitions[partition] ?? 'no partition of AWS', 'any partition'),
        part(region, findRegion(region)?.place ?? 'no region with Glacier vaults', 'any region'),
        part(
          account,
          /^\d{12}$/.test(account)
            ? 'the account that owns the vault'
            : 'no account: its number has 12 digits, and `-` stands for it in requests only',
          'any account',
        ),
        part(resource, nameInWords(resource), undefined),
      ]),
    ],
    pages: [page],
    ...(vaultArn === undefined ? {} : { vaultArn }),
  };
}

function headline(resource: string): string {
  const name = /^vaults\/(.+)$/s.exec(resource)?.[1];
  if (name === undefined) return `**${code(resource)}** is no vault`;
  return hasWildcard(name) ? `**Vaults ${code(name)}**` : `**Vault ${code(name)}**`;
}

function part(value: string, meaning: string, any: string | undefined): string {
  if (value === '') return 'nothing, where something must stand';
  if (any === undefined || !hasWildcard(value)) return `${code(value)} · ${meaning}`;
  return `${code(value)} · ${isMatchAll(value) ? any : 'whatever fits the pattern'}`;
}

function nameInWords(resource: string): string {
  if (!resource.startsWith('vaults/')) return 'is not of the form `vaults/NAME`';
  const name = resource.slice('vaults/'.length);
  if (name.includes('/'))
    return 'has something behind the name; there is no ARN for a single archive, so it fits nothing';
  if (hasWildcard(name)) return '`*` stands for any text, `?` for one character; capitals count';
  return 'the vault; its name with capitals as written';
}
