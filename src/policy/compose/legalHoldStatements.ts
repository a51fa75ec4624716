import { denial, type ComposedStatement, type ForVault } from './statement';

/** Who may change the vault's tags while the hold is on, and so lift it. Somebody must: nothing can be added later. */
export type HoldKeeper =
  /** Whoever may tag the vault and signed in with a second factor. Names nobody, so it outlives people and roles. */
  | { readonly by: 'mfa' }
  /** One role or user. Deleted, it takes the way to lift the hold with it; made again, it brings it back. */
  | { readonly by: 'principal'; readonly arn: string };

export interface LegalHold extends ForVault {
  /** The key of the vault's tag: `LegalHold`. */
  readonly tag: string;
  readonly keeper?: HoldKeeper;
}

/** The one value of the tag that lifts the hold, in any capitals. */
export const released = 'false';

/** Letters, digits, spaces and `_ . : / = + - @`, 128 at most, not beginning with `aws:`. */
export function isTagKey(key: string): boolean {
  return /^[\p{L}\p{N}\p{Zs}_.:/=+\-@]{1,128}$/u.test(key) && key.trim() === key && !/^aws:/i.test(key);
}

/**
 * A legal hold by a tag of the vault. It fails closed: while the tag does not say `false` (in any capitals) nobody
 * deletes an archive of whatever age, also where the tag is missing, empty or misspelt. And while it is on, only the
 * keeper changes tags; otherwise whoever may tag the vault could lift it.
 */
export function legalHoldStatements({
  tag,
  vaultArn,
  keeper = { by: 'mfa' },
}: LegalHold): readonly ComposedStatement[] {
  const onHold = { StringNotEqualsIgnoreCase: { [`glacier:ResourceTag/${tag}`]: released } };
  const others =
    keeper.by === 'mfa'
      ? // IfExists, because long-term access keys do not carry the key at all.
        { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }
      : { ArnNotEquals: { 'aws:PrincipalArn': keeper.arn } };
  return [
    denial('keep-archives-unless-hold-is-released', 'glacier:DeleteArchive', { vaultArn }, onHold),
    denial(
      keeper.by === 'mfa' ? 'release-hold-with-mfa-only' : 'release-hold-by-its-keeper-only',
      ['glacier:AddTagsToVault', 'glacier:RemoveTagsFromVault'],
      { vaultArn },
      { ...onHold, ...others },
    ),
  ];
}
