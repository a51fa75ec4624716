import type { StringNode } from '../../syntax/jsonNode';
import { oncePer } from '../once';
import { isVaultName } from '../../syntax/vaultArn';
import { matchesResource } from '../../evaluate/arn';
import { hasWildcard, wildcardPattern } from '../../wildcard';
import { openPattern } from '../../openPattern';

/** One of the six colon-separated parts of an ARN, with its place in the text. */
export interface ArnPart {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface ResourceArn {
  readonly partition: ArnPart;
  readonly service: ArnPart;
  readonly region: ArnPart;
  readonly account: ArnPart;
  /** All that follows the fifth colon: `vaults/NAME`. */
  readonly resource: ArnPart;
}

/** Takes a text apart that begins like an ARN and has all six parts; undefined for all else. */
export function splitArn(text: string): ResourceArn | undefined {
  const match = /^(arn:)([^:]*):([^:]*):([^:]*):([^:]*):/is.exec(text);
  if (!match) return undefined;
  let at = 4;
  const next = (part = ''): ArnPart => {
    const start = at;
    at += part.length + 1;
    return { text: part, start, end: start + part.length };
  };
  const [, , partition, service, region, account] = match;
  return {
    partition: next(partition),
    service: next(service),
    region: next(region),
    account: next(account),
    resource: next(text.slice(at)),
  };
}

/** The same for an entry of a policy, which several rules look at. */
export const arnOf = oncePer((node: StringNode) => splitArn(node.value));

/** Wildcards and variables stand for what nobody can check here. */
export function isOpen(text: string): boolean {
  return text.includes('${') ? true : hasWildcard(text);
}

/** A Glacier ARN whose resource is of the form `vaults/NAME`, the name being literal or open. */
export function namesVaults(arn: ResourceArn): boolean {
  const name = /^vaults\/(.+)$/s.exec(arn.resource.text)?.[1];
  return name !== undefined && (isOpen(name) || isVaultName(name));
}

/** Whether a Resource entry reaches a vault, as the evaluator judges it. Variables are taken for plain text. */
export function entryCovers(entry: string, vaultArn: string): boolean {
  return matchesResource(entry, vaultArn, wildcardPattern);
}

/**
 * Whether an entry may reach a vault once its variables have values. They are read after the fifth colon alone; what
 * holds one elsewhere may be anything.
 */
export function entryMayCover(entry: string, vaultArn: string): boolean {
  const before = entry.split(':').slice(0, 5);
  if (before.length < 5 || before.some((part) => part.includes('${'))) return true;
  return matchesResource(entry, vaultArn, openPattern);
}
