import { actionPrefix, expandAction, vaultPolicyActions, type Action } from '../vocabulary/actions';
import { text, type Candidate } from './candidate';
import { allows, otherItems, type Situation } from './situation';

/** What a lock policy is about, most of all. */
const foremost = ['DeleteArchive', 'DeleteVault', 'AddTagsToVault', 'RemoveTagsFromVault'];

/** Denied, these take away the way out of a lock in progress, or the way on. */
const ofTheLock: readonly string[] = [
  'AbortVaultLock',
  'CompleteVaultLock',
  'GetVaultLock',
  'InitiateVaultLock',
];

/** The actions of a vault policy that the list does not have yet, and wildcards that stand for several of them. */
export function actionCandidates(situation: Situation): readonly Candidate[] {
  const there = otherItems(situation);
  const covered = new Set(there.flatMap((entry) => expandAction(entry)));
  const isDenied = !allows(situation);
  return [
    ...vaultPolicyActions
      .filter((action) => !covered.has(action))
      .map((action) => ofAction(action, isDenied)),
    ...wildcards
      .filter((pattern) => !there.some((entry) => entry.toLowerCase() === pattern.toLowerCase()))
      .flatMap((pattern) => ofPattern(pattern, isDenied)),
  ];
}

function ofAction(action: Action, isDenied: boolean): Candidate {
  const { name, level, description } = action;
  const place = foremost.indexOf(name);
  const entry = actionPrefix + name;
  const isOfTheLock = isDenied && ofTheLock.includes(name);
  return {
    label: entry,
    kind: 'action',
    detail: level,
    documentation: [
      description,
      carried(action),
      ...(isOfTheLock
        ? ['Denied, it stands in the way of the lock itself: the policy is in force from Initiate on.']
        : []),
    ].join('\n\n'),
    insert: text(entry),
    rank: place >= 0 ? place : isOfTheLock ? 30 : 10,
  };
}

function carried({ age, tag }: Action): string {
  if (age) return 'Its requests carry `glacier:ArchiveAgeInDays` and `glacier:ResourceTag/…`.';
  if (tag) return 'Its requests carry `glacier:ResourceTag/…`, but no age.';
  return "Its requests carry neither an age nor the vault's tags.";
}

/** `glacier:*`, and one for each first word that several actions have in common. */
const wildcards: readonly string[] = [
  `${actionPrefix}*`,
  ...new Set(
    vaultPolicyActions
      .map(({ name }) => /^[A-Z][a-z]+/.exec(name)?.[0] ?? name)
      .filter((verb, _, verbs) => verbs.indexOf(verb) !== verbs.lastIndexOf(verb))
      .map((verb) => `${actionPrefix}${verb}*`),
  ),
];

function ofPattern(pattern: string, isDenied: boolean): readonly Candidate[] {
  const names = expandAction(pattern)
    .filter(({ outside }) => outside === undefined)
    .map(({ name }) => name);
  // Nothing to be offered: it would deny the way out of a lock in progress.
  if (isDenied && names.some((name) => ofTheLock.includes(name))) return [];
  return [
    {
      label: pattern,
      kind: 'actions',
      detail: `${names.length} actions`,
      documentation: names.map((name) => `- ${name}`).join('\n'),
      insert: text(pattern),
      rank: 20,
    },
  ];
}
