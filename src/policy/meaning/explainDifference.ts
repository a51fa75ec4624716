import type { PolicyDocument } from '../document';
import { bullets, code, paragraphs, prose } from '../hover/markdown';
import { readPolicyDocument } from '../syntax/readPolicyDocument';
import { aboutVault } from './aboutVault';
import { sameMeaning } from './canonicalText';
import { becomesInWords, requestsInWords, wasInWords } from './differenceInWords';
import { effectDifference, type EffectChange, type EffectDifference } from './effectDifference';

/** One of two policies that are compared. */
export interface ComparedPolicy {
  /** What it is called: `the policy in force`, `retention.vault-lock.json`. */
  readonly name: string;
  /** The policy as it is sent; undefined where there is none. */
  readonly text: string | undefined;
}

/** More changes than these are counted. */
const mostChanges = 100;

/**
 * What becomes denied or allowed, to whom and when, if one policy takes the place of another on a vault: a page of
 * Markdown in plain language. Never throws, whatever the texts.
 */
export function explainDifference(
  before: ComparedPolicy,
  after: ComparedPolicy,
  { vaultArn }: { readonly vaultArn: string },
): string {
  const [old, next] = [read(before), read(after)];
  return `${paragraphs(
    '# What would change',
    `On ${code(vaultArn)}, with ${nameOf(after)} in place of ${nameOf(before)}.`,
    ...('problem' in old || 'problem' in next
      ? [problemOf(before, old), problemOf(after, next)]
      : changesInWords(old.document, next.document, vaultArn)),
  )}\n`;
}

type Reading = { readonly document: PolicyDocument | undefined } | { readonly problem: string };

function read({ text }: ComparedPolicy): Reading {
  if (text === undefined) return { document: undefined };
  const reading = readPolicyDocument(text);
  return reading.ok ? { document: reading.document } : { problem: reading.problem };
}

function nameOf({ name, text }: ComparedPolicy): string {
  return text === undefined ? 'no policy' : name.startsWith('the ') ? name : code(name);
}

function problemOf(policy: ComparedPolicy, reading: Reading): string | undefined {
  if (!('problem' in reading)) return undefined;
  const name = nameOf(policy);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} cannot be read as a policy, so that nothing can be said of its effect. ${prose(reading.problem)}`;
}

function changesInWords(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
  vaultArn: string,
): readonly (string | undefined)[] {
  const same = before === after || (before && after && sameMeaning(before, after)) === true;
  if (same) return ['**They mean the same.** Every request is decided alike; only the text differs.'];
  const difference = effectDifference(before, after, { vaultArn });
  const { changes, limits } = difference;
  const shown = changes.slice(0, mostChanges);
  return [
    changes.length === 0 && limits.length === 0
      ? `**They have the same effect on this vault**: no request to it is decided otherwise. ${whatDiffers(before, after, vaultArn)}`
      : undefined,
    ...sections.map(([heading, belongs]) => section(heading, shown.filter(belongs), difference)),
    shown.length < changes.length ? `And ${changes.length - shown.length} more changes.` : undefined,
    bullets(limits),
    changes.length === 0 ? undefined : fineprint,
  ];
}

/** Of two policies that do not mean the same and have the same effect on a vault. */
function whatDiffers(
  before: PolicyDocument | undefined,
  after: PolicyDocument | undefined,
  vaultArn: string,
): string {
  const [old, next] = [before ?? noPolicy, after ?? noPolicy].map((policy) => aboutVault(policy, vaultArn));
  return old && next && sameMeaning(old, next)
    ? 'They differ only in what they say of other vaults.'
    : 'They differ in their words, or in what they say of other vaults.';
}

const noPolicy: PolicyDocument = { version: '2012-10-17', id: undefined, statements: [] };

const fineprint =
  '_As far as these policies go: what they leave open, other policies decide. Statements are counted in the policy that says so, the one before or the one after. Days are whole days since the upload of each archive._';

const sections: readonly (readonly [heading: string, belongs: (change: EffectChange) => boolean])[] = [
  ['Becomes denied', ({ becomes }) => becomes.outcome === 'denied'],
  ['Is not denied any more', ({ was, becomes }) => becomes.outcome === 'open' && was.outcome === 'denied'],
  ['Becomes allowed', ({ becomes }) => becomes.outcome === 'allowed'],
  ['Is left to other policies', ({ was, becomes }) => becomes.outcome === 'open' && was.outcome !== 'denied'],
  ['Depends on the request', ({ becomes }) => becomes.outcome === 'depends'],
];

function section(
  heading: string,
  changes: readonly EffectChange[],
  difference: EffectDifference,
): string | undefined {
  if (changes.length === 0) return undefined;
  const lines = changes.map(
    (change) =>
      `**${requestsInWords(change, difference, code)}**: ${wasInWords(change)}, ${becomesInWords(change)}`,
  );
  return paragraphs(`## ${heading}`, bullets(lines));
}
