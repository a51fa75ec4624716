import { originOf } from '../glacier/callContext';
import type { LedgerVerification } from '../locking/ledger/verifyLedger';
import type { PolicyText, VaultEvidence, VerificationStep } from './evidence';
import { shellCommand } from './shellWords';
import type { LedgerSource, VaultSources } from './sources';

/** The commands by which a reader finds out for himself what the report says of a vault. */
export function verificationSteps(
  { vault, reading }: VaultSources,
  policy: PolicyText | undefined,
  accessPolicy: VaultEvidence['accessPolicy'],
  ledger: LedgerSource,
): readonly VerificationStep[] {
  const ask = askGlacier(vault, 'get-vault-lock');
  const askAccess = askGlacier(vault, 'get-vault-access-policy');
  return [
    ...(ask === undefined
      ? []
      : [
          {
            purpose: 'Ask Glacier for the lock again',
            command: shellCommand(...ask),
            ...(reading.read && reading.lock.state === 'none'
              ? { expected: 'ResourceNotFoundException' }
              : {}),
          },
        ]),
    ...(policy === undefined || ask === undefined
      ? []
      : [
          {
            purpose: 'Compute the SHA-256 of the policy in force',
            ...hashed([...ask, '--query', 'Policy'], policy),
          },
        ]),
    ...(askAccess === undefined || !accessPolicy.read
      ? []
      : accessPolicy.value === undefined
        ? [
            {
              purpose: 'Ask Glacier for the access policy again',
              command: shellCommand(...askAccess),
              expected: 'ResourceNotFoundException',
            },
          ]
        : [
            { purpose: 'Ask Glacier for the access policy again', command: shellCommand(...askAccess) },
            {
              purpose: 'Compute the SHA-256 of the access policy',
              ...hashed([...askAccess, '--query', 'policy.Policy'], accessPolicy.value),
            },
          ]),
    ...(ledger.read ? ledgerSteps(ledger.path, ledger.verification) : []),
  ];
}

function hashed(
  ask: readonly string[],
  { bytes, sha256 }: PolicyText,
): Pick<VerificationStep, 'command' | 'expected' | 'otherwise'> {
  return {
    // The command line ends what it prints with a line end, which is no part of the policy.
    command: `${shellCommand(...ask, '--output', 'text')} | head -c ${String(bytes)} | sha256sum`,
    expected: sha256,
    otherwise: 'On a Mac, write shasum -a 256 for sha256sum.',
  };
}

/** How the AWS CLI asks for something of a vault; undefined for a practice Glacier whose address nobody knows. */
function askGlacier(
  { account, name, region, connection }: VaultSources['vault'],
  operation: 'get-vault-lock' | 'get-vault-access-policy',
): readonly string[] | undefined {
  // Without an address the AWS CLI would ask AWS.
  if (connection.practice && connection.endpoint === undefined) return undefined;
  return [
    ...['aws', 'glacier', operation, '--account-id', account, `--vault-name=${name}`],
    ...['--region', region],
    ...(connection.profile === undefined ? [] : ['--profile', connection.profile]),
    ...(connection.endpoint === undefined ? [] : ['--endpoint-url', originOf(connection.endpoint)]),
  ];
}

function ledgerSteps(path: string, { head }: LedgerVerification): readonly VerificationStep[] {
  if (head === undefined) return [];
  return [
    {
      purpose: 'Verify the chain of the ledger, and that the head named here is still in it',
      command: shellCommand('vault-lock', 'ledger', 'verify', '--head', head.hash, path),
      otherwise:
        'In VS Code, on the computer of the ledger, the command "Verify Lock Ledger" verifies the chain and shows its head.',
    },
  ];
}
