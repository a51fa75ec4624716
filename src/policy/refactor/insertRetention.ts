import { retentionStatement } from '../compose/retentionStatement';
import { isDeny } from '../lint/elements';
import { daysOfYears } from '../lint/rules/age';
import { vaultArnsOf } from '../syntax/vaultArn';
import { isAgeKey } from '../vocabulary/conditionKeys';
import { sidsFor } from './freeSid';
import { inFile, type Place, type Refactoring } from './refactoring';

/** The periods that people keep records for, in years. */
const periods = [1, 3, 5, 6, 7, 8, 10] as const;

/** Adds a statement that keeps archives for a year, or for another period to be chosen. */
export function insertRetention(place: Place): Refactoring | undefined {
  const { parsed, policy, editor } = place;
  const list = policy.statement?.value;
  const last = policy.statements.at(-1);
  const hasOne = policy.statements.some(
    (statement) => isDeny(statement) && statement.tests.some(({ key }) => isAgeKey(key.key.value)),
  );
  if (list === undefined || last === undefined || hasOne) return undefined;
  const days = String(daysOfYears(1));
  const statement = {
    ...retentionStatement({ days: Number(days), vaultArn: vaultIn(place) }),
    // The name must be right for whatever period is chosen.
    Sid: sidsFor(policy)('keep-archives'),
  };
  const written = editor.writeLike(statement, last.node);
  const behind = editor.insertBehind(last.node, [written]);
  const edits = inFile(
    parsed,
    list.kind === 'array'
      ? [behind]
      : [
          { from: list.span.from, to: list.span.from, text: '[' },
          { ...behind, text: `${behind.text}]` },
        ],
  );
  return {
    kind: 'insertRetention',
    title: `Insert a retention statement (${days} days)`,
    about: 'policy',
    edits: edits.map((edit) => {
      const start = edit.text.lastIndexOf(days);
      if (start < 0) return edit;
      const values = periods.map((years) => String(daysOfYears(years)));
      return { ...edit, choice: { start, end: start + days.length, values } };
    }),
  };
}

/** The vault the policy is meant for, or names; everything, which in a vault's policy is that vault, where it is open. */
function vaultIn({ parsed, targetVaultArn }: Place): string {
  if (targetVaultArn !== undefined) return targetVaultArn;
  const [only, ...others] = new Set(vaultArnsOf(parsed).map(({ arn }) => arn));
  return only !== undefined && others.length === 0 ? only : '*';
}
