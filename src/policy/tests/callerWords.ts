import type { CallerKind } from '../effect/callers';

/**
 * Kinds of callers by the words of a test file, with whom each means: all of the kind, also those whom the policy names,
 * so that what a case claims does not depend on the policy it is meant to check.
 */
export const callerWords = {
  everyone: 'Everybody: all kinds below.',
  owner: "Everybody in the vault's account: root, users and roles, also those whom the policy names.",
  'owner root': "The root user of the vault's account.",
  'owner user': "Every user of the vault's account, also those whom the policy names.",
  'owner role': "Every session of a role in the vault's account, also of those that the policy names.",
  'other account': 'Every other account and everybody in it, also those whom the policy names.',
  service: 'Every service of AWS, also those that the policy names.',
  anonymous: 'Somebody without any credentials.',
} as const satisfies Readonly<Record<string, string>>;

export type CallerWord = keyof typeof callerWords;

/** The word for the ordinary caller of a kind. */
export const wordOfKind: Readonly<Record<CallerKind, CallerWord>> = {
  'owner root': 'owner root',
  'owner user': 'owner user',
  'owner role session': 'owner role',
  'another account': 'other account',
  service: 'service',
  anonymous: 'anonymous',
};

export function isCallerWord(text: string): text is CallerWord {
  return Object.hasOwn(callerWords, text);
}
