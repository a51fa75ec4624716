import type { AgeSet } from '../effect/ageSet';
import type { TextRange } from '../text';
import type { CallerWord } from './callerWords';
import type { TestFileProblem } from './testFileProblem';

/**
 * A policy test file: what its authors expect a vault-lock policy to do. A case claims its outcome for every request
 * that it does not exclude: what it leaves out it claims for all callers, actions, ages, tags and contexts that the
 * policy tells apart.
 */
export interface PolicyTests {
  /** Where the policy is, relative to the test file, with slashes; undefined: beside it, by name. */
  readonly policy: { readonly path: string; readonly range: TextRange } | undefined;
  /** In the order of the text, also those that cannot be run. */
  readonly cases: readonly PolicyTestCase[];
  /** All that is wrong with the file, in the order of the text. */
  readonly problems: readonly TestFileProblem[];
}

/** One case. Undefined fields are claimed for all. */
export interface PolicyTestCase {
  /** As given, or made of what the case says. */
  readonly name: string;
  /** The whole case. */
  readonly range: TextRange;
  /** Its expectation: what a failure is about. */
  readonly expectRange: TextRange;
  readonly principals: readonly Principal[] | undefined;
  /** Whom the words among the principals leave out, or everyone where there are none. */
  readonly notPrincipals: readonly Principal[] | undefined;
  /** Canonical names without prefix. */
  readonly actions: readonly string[] | undefined;
  readonly ages: AgeSet | undefined;
  /** Each of them is tried; a tag that is not named may have any value. */
  readonly tags: readonly KnownValues[] | undefined;
  /** The same for other condition keys. */
  readonly contexts: readonly KnownContext[] | undefined;
  /** ARNs; undefined: the policy's own vault. */
  readonly vaults: readonly string[] | undefined;
  readonly expect: Expectation;
  /** The statements that must be among those that decide: by Sid, or by place from 0. */
  readonly by: readonly (string | number)[];
  /** What is wrong inside the case; it is not run then. */
  readonly problems: readonly TestFileProblem[];
}

/** A kind of caller, or somebody in particular: an ARN, an account, a service. */
export type Principal =
  { readonly kind: 'word'; readonly word: CallerWord } | { readonly kind: 'name'; readonly name: string };

/** Values by key as written; undefined: the request has no such key. */
export type KnownValues = Readonly<Record<string, string | undefined>>;
export type KnownContext = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What a case may expect, in the words of the file, with what each means. */
export const expectations = {
  denied: 'The policy denies it. Whatever else is allowed elsewhere, nobody can do it.',
  'not denied': 'The policy does not stand in the way: it allows it, or leaves it to other policies.',
  allowed: 'The policy allows it by itself, and nothing in it denies it.',
  'left to other policies':
    'The policy says nothing about it. Without another policy that allows it, it is refused.',
} as const satisfies Readonly<Record<string, string>>;

export type Expectation = keyof typeof expectations;
