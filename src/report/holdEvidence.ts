import {
  callersInWords,
  evaluate,
  plainText,
  type Caller,
  type Effect,
  type EffectTable,
  type Fact,
  type PolicyDocument,
} from '../policy';
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
      deciding.length === 0 || tags === undefined || !isAboutTagsAlone(table)
        ? undefined
        : deletableNow(document, table.effect, tags),
  };
}

function isAboutTags({ actions }: Fact): boolean {
  return actions.includes('AddTagsToVault') || actions.includes('RemoveTagsFromVault');
}

/** Whether nothing else that a request says decides: only then it can be told what tags come to. */
function isAboutTagsAlone({ effect: { states }, complete }: EffectTable): boolean {
  return complete && states.leftOut.length === 0 && states.facets.every(({ kind }) => kind === 'tag');
}

/** Asks the policy for each kind of caller and each age at which its answer can change. */
function deletableNow(
  document: PolicyDocument,
  effect: Effect,
  tags: readonly Tag[],
): NonNullable<HoldEvidence['now']> {
  const onVault = Object.fromEntries(tags.map(({ key, value }) => [`glacier:ResourceTag/${key}`, value]));
  const byDay = new Map<number | null, Caller[]>();
  for (const caller of effect.callers.list) {
    const isDenied = (age: number): boolean =>
      evaluate(document, {
        principal: caller.principal,
        action: 'glacier:DeleteArchive',
        resource: effect.vaultArn,
        context: { ...caller.context, ...onVault, 'glacier:ArchiveAgeInDays': String(age) },
      }).decision === 'explicitDeny';
    const day = effect.ages.find((age) => !isDenied(age)) ?? null;
    byDay.set(day, [...(byDay.get(day) ?? []), caller]);
  }
  return [...byDay].map(([day, callers]) => ({ callers: callersInWords(callers, effect), day }));
}
