/**
 * What no report of this kind proves, said in each of them.
 *
 * @param isPractice Whether all vaults are of a practice Glacier, which nobody can ask from elsewhere.
 */
export function limitsOf(isPractice: boolean): readonly string[] {
  return [...limits, isPractice ? unsigned : `${unsigned} ${repeat}`];
}

const unsigned =
  'The report was made by a program on that computer, and it is not signed. Program, computer and report could have been tampered with.';
const repeat =
  'Who needs to be certain repeats the commands given with each vault, on another computer and with credentials of their own.';

const limits: readonly string[] = [
  'It proves nothing about archives before the lock: what was deleted or never uploaded until then leaves no mark here. Nor does it list the archives that the vault holds now.',
  'It says nothing about the period that a law or a contract asks for, and is no legal advice. It tells what the policy denies, since when, and up to which age; whether that is long enough is for others to judge.',
  'It is no undertaking by AWS and no audit of AWS. That Glacier does what its documentation says is taken for granted.',
  'The age of an archive is counted by AWS, and how AWS rounds it is not documented. Days are told as the policy writes them, counted as whole days since the upload of each archive; the border may lie up to a day away.',
  'The effect of the policy is worked out by this program from the documentation of AWS, not tried on the vault. Other policies can deny more: those of IAM, of the organisation and of the vault itself. None can allow what the lock policy denies.',
  'It tells what Glacier answered at the times given. A lock that is in progress may be aborted afterwards, unless its policy denies that, and expires by itself; a completed one stays.',
  'The vault itself can be deleted once it is empty, unless the policy denies that too, and its lock goes with it.',
  'The ledger, the files of the workspace and the repository belong to the computer on which the report was made. Whoever can write there can change them: a chain of hashes shows that lines were changed, but not that the end was cut off, nor that all of it was written anew.',
];
