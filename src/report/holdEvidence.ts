import { deletionWithTags, plainText, type EffectTable, type Fact, type PolicyDocument } from '../policy';
import type { HoldEvidence, Tag } from './evidence';

/**
 * The tags that decide about requests, who may change them as far as the policy tells, and what they come to now.
 *
 * @param tags Those of the vault; undefined where they were not read.
 */
export function holdEvidence(
  document: PolicyDocument,
  table: EffectTable,
  facts: readonly Fact[],
  tags: readonly Tag[] | undefined,
): HoldEvidence {
  const deciding = table.effect.states.facets.filter(({ kind }) => kind === 'tag');
  return {
    tags: deciding.map(({ key, values }) => ({
      tag: key.slice(key.indexOf('/') + 1),
      values: values.map((value) => value ?? null),
    })),
    whoMayChange:
      deciding.length === 0
        ? []
        : facts
            .filter((fact) => fact.kind === 'change-tags' || (fact.kind !== 'frozen' && isAboutTags(fact)))
            .map(({ text }) => plainText(text)),
    now:
      deciding.length === 0 || tags === undefined
        ? undefined
        : deletionWithTags(document, tags, { vaultArn: table.effect.vaultArn }),
  };
}

function isAboutTags({ actions }: Fact): boolean {
  return actions.includes('AddTagsToVault') || actions.includes('RemoveTagsFromVault');
}
