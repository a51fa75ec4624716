import { originOf } from '../glacier/callContext';
import type { LedgerVerification } from '../locking/ledger/verifyLedger';
import type { PolicyEvidence, VerificationStep } from './evidence';
import { shellCommand } from './shellWords';
import type { LedgerSource, VaultSources } from './sources';

/** The commands by which a reader finds out for himself what the report says of a vault. */
export function verificationSteps(
  { vault, reading }: VaultSources,
  policy: Pick<PolicyEvidence, 'bytes' | 'sha256'> | undefined,
  ledger: LedgerSource,
): readonly VerificationStep[] {
  const ask = askGlacier(vault);
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
            // The command line ends what it prints with a line end, which is no part of the policy.
            command: `${shellCommand(...ask, '--query', 'Policy', '--output', 'text')} | head -c ${String(policy.bytes)} | sha256sum`,
            expected: policy.sha256,
          },
        ]),
    ...(ledger.read ? ledgerSteps(ledger.path, ledger.verification) : []),
  ];
}

/** How the AWS CLI asks for the lock of a vault; undefined for a practice Glacier whose address nobody knows. */
function askGlacier({
  account,
  name,
  region,
  connection,
}: VaultSources['vault']): readonly string[] | undefined {
  // Without an address the AWS CLI would ask AWS.
  if (connection.practice && connection.endpoint === undefined) return undefined;
  return [
    ...['aws', 'glacier', 'get-vault-lock', '--account-id', account, `--vault-name=${name}`],
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
    },
  ];
}
