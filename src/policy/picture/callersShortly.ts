import { callersInWords, type Caller, type Effect, type Ending } from '../effect';
import { parseArn } from '../evaluate/arn';
import { inSeries } from '../inSeries';
import { parseVaultArn } from '../syntax/vaultArn';

/** More than these are not named one by one. */
const mostNamed = 3;

/**
 * Who is in a group, for a line that is to be read at a glance: `user ana, role Backup and 3 others` instead of five
 * ARNs. Names of another account than the vault's say which.
 */
export function callersShortly(callers: readonly Caller[], effect: Effect, ending: Ending = 'end'): string {
  const owner = parseVaultArn(effect.vaultArn)?.account;
  const names: string[] = [];
  const shorten = (arn: string): string => {
    const name = shortNameOf(arn, owner);
    names.push(name);
    return name;
  };
  const words = callersInWords(callers, effect, shorten, ending);
  if (names.length <= mostNamed || !callers.every(({ named }) => named)) return words;
  const first = names.slice(0, mostNamed - 1);
  return inSeries([...first, `${callers.length - first.length} others`]);
}

/** `user ana`, `role Backup of account 444455556666`; what is no such ARN as it is. */
function shortNameOf(text: string, owner: string | undefined): string {
  const arn = parseArn(text);
  if (!arn) return text;
  const [, , , , account, resource] = arn;
  const [type, ...path] = resource.split('/');
  const name = path.at(-1);
  if (name === undefined || name === '') return text;
  const whose = account === owner ? '' : ` of account ${account}`;
  if (type === 'user' || type === 'role') return `${type} ${name}${whose}`;
  return type === 'assumed-role' ? `session ${name} of role ${path[0] ?? ''}${whose}` : text;
}
