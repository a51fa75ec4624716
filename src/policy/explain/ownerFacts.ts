import {
  statementsInWords,
  type Effect,
  type EffectSummary,
  type OwnerAnswer,
  type OwnerRight,
  type Restriction,
} from '../effect';
import { unite } from '../effect/ageSet';
import { actionsInSeries } from './actionsInSeries';
import { denialInWords, mergeActions } from './denialFacts';
import type { Fact } from './fact';
import { strong, type Marked } from './marked';

interface Wording {
  readonly yes: Marked;
  readonly no: Marked;
  readonly partly: Marked;
}

const wordings: Readonly<Record<OwnerRight, Wording>> = {
  retrieve: {
    yes: 'The owner can still retrieve archives of every age.',
    no: `The owner can ${strong('never retrieve')} an archive.`,
    partly: 'The owner cannot retrieve every archive:',
  },
  upload: {
    yes: 'The owner can still upload archives.',
    no: `The owner can ${strong('never upload')} an archive any more.`,
    partly: 'The owner cannot upload in every way:',
  },
  'delete-vault': {
    yes: 'The vault itself can still be deleted when it is empty.',
    no: 'The vault itself can never be deleted, not even when it is empty.',
    partly: 'The vault itself can be deleted when it is empty, but not by everybody or not always:',
  },
  'change-tags': {
    yes: 'The owner can still change the tags of the vault.',
    no: 'The owner can never change the tags of the vault again.',
    partly: 'The tags of the vault cannot be changed in every way, by everybody or always:',
  },
  'change-access-policy': {
    yes: 'The owner can still change the access policy of the vault.',
    no: 'The owner can never change the access policy of the vault again.',
    partly: 'The access policy of the vault cannot be changed in every way, by everybody or always:',
  },
  'abort-lock': {
    yes: 'For 24 hours from Initiate on the owner can still abort the lock.',
    no: `The lock ${strong('cannot be aborted')}: from Initiate on nobody can take it back before its 24 hours are over.`,
    partly: 'The lock cannot be aborted by everybody or not always:',
  },
  'complete-lock': {
    yes: 'The owner can still complete the lock.',
    no: `The lock ${strong('can never be completed')}: it ends after its 24 hours.`,
    partly: 'The lock cannot be completed by everybody or not always:',
  },
};

/** What the owner of the vault can still do. */
export function ownerFacts({ owner, table: { effect } }: EffectSummary): readonly Fact[] {
  const callers = effect.callers.list.filter(({ kind }) => kind.startsWith('owner'));
  return owner.map((one) => ({
    kind: one.right,
    text: textOf(one, effect),
    answer: one.answer,
    certain: one.denied.every(({ certain }) => certain),
    actions: one.actions,
    callers,
    states: [...Array(effect.states.count).keys()],
    ages: unite(one.denied.flatMap(({ ages }) => ages)),
    statements: [...new Set(one.denied.flatMap(({ statements }) => statements))].sort((a, b) => a - b),
  }));
}

/** More than these are for the list of what is denied. */
const mostDenials = 3;

function textOf({ right, answer, denied }: OwnerAnswer, effect: Effect): Marked {
  const words = wordings[right][answer];
  if (answer === 'yes') return words;
  if (answer === 'no') {
    const statements = new Set(denied.flatMap((one) => one.statements));
    return `${words.replace(/\.$/, '')} (${statementsInWords(statements)}).`;
  }
  const told = mergeActions(denied);
  const some = told.slice(0, mostDenials).map((one) => inWords(one, effect));
  const more = told.length > some.length ? `; and ${told.length - some.length} more` : '';
  return `${words} ${some.join('; ')}${more}.`;
}

function inWords(one: Restriction, effect: Effect): Marked {
  const by = one.certain ? ` (${statementsInWords(one.statements)})` : '';
  return `${actionsInSeries(one.actions)} ${denialInWords(one, effect)}${by}`;
}
