import { lint, parsePolicy, readPolicyDocument, type ParsedPolicy } from '../policy';
import type { Vault } from './model';
import type { PolicyToLock } from './preflight';

/** A policy as preflight judges it: with what the rules say of it for this very vault. */
export function policyToLock(vault: Vault, parsed: ParsedPolicy, text: string): PolicyToLock {
  const reading = readPolicyDocument(text);
  return {
    text,
    document: reading.ok ? reading.document : undefined,
    diagnostics: lint(parsed, { targetVaultArn: vault.arn, now: new Date() }),
  };
}

/** The same for a policy that came back from Glacier. */
export function policyInForceToLock(vault: Vault, text: string): PolicyToLock {
  return policyToLock(vault, parsePolicy(text), text);
}
