import type { CallerKind } from '../effect/callers';

/** Kinds of callers by the words of a test file, with whom each means. */
export const callerWords = {
  everyone: 'Everybody whom the policy can tell apart: all kinds below and all whom it names.',
  owner: "Everybody in the vault's account: root, users and roles, also those whom the policy names.",
  'owner root': "The root user of the vault's account.",
  'owner user': "A user of the vault's account whom the policy does not name.",
  'owner role': "A session of a role in the vault's account that the policy does not name.",
  'other account': 'Another account that the policy does not name.',
  service: 'A service of AWS that the policy does not name.',
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
