import { isVaultName } from '../policy/syntax/vaultArn';
import { t } from '../words';

/**
 * Says what is wrong with a vault's name, or `undefined` when nothing is. A name is part of a request's path, so one
 * that Glacier does not allow is never sent: `a/b` or an empty name would address something else. `.` and `..` are
 * allowed by the guide's letter but mean "here" and "up" in a path, and are refused for that.
 */
export function vaultNameProblem(name: string): string | undefined {
  if (name === '') return t('A vault needs a name.');
  if (name.length > 255) return t('A vault name has at most 255 characters.');
  if (!isVaultName(name)) {
    return t(
      'A vault name consists of the letters A to Z and a to z, digits, and the characters ".", "_" and "-".',
    );
  }
  if (name === '.' || name === '..') return t('A vault name cannot consist of one or two dots alone.');
  return undefined;
}
