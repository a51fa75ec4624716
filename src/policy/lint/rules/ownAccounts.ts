import type { PolicyTree } from '../../syntax/policyTree';
import { resourceEntries } from '../elements';
import { oncePer } from '../once';
import type { LintContext } from '../rule';
import { arnOf } from './resourceArn';

/** The accounts that own the vault: that of the vault to be locked, else those of the vaults the policy names. */
export function ownAccounts(policy: PolicyTree, { target }: LintContext): ReadonlySet<string> {
  return target ? new Set([target.account]) : namedAccounts(policy);
}

const namedAccounts = oncePer(
  ({ statements }: PolicyTree): ReadonlySet<string> =>
    new Set(
      statements
        .flatMap((statement) => resourceEntries(statement))
        .flatMap(({ node }) => arnOf(node) ?? [])
        .filter(({ service, account }) => service.text === 'glacier' && /^\d{12}$/.test(account.text))
        .map(({ account }) => account.text),
    ),
);
