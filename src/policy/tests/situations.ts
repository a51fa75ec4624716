import type { PolicyDocument } from '../document';
import { firstAccountIn } from '../effect/callers';
import { isVaultTagKey, statesOf, type Facet } from '../effect/states';
import { vaultInQuestion } from '../effect/vaultInQuestion';
import { parseVaultArn } from '../syntax/vaultArn';
import { callersMeant, everybody, type TestCaller } from './callersMeant';
import { valuesInWords } from './nameOfCase';
import type { KnownContext, KnownValues, PolicyTestCase } from './policyTests';

/** All about a request but its action and the age of the archive. */
export interface Situation {
  readonly vault: string;
  readonly caller: TestCaller;
  /** The values of the vault's tags and of other keys, by key in lower case; undefined: known to be missing. */
  readonly tags: ReadonlyMap<string, string | undefined>;
  readonly context: ReadonlyMap<string, string | readonly string[] | undefined>;
  /** The keys, in lower case, whose value stands for all that the policy does not name. */
  readonly standIns: ReadonlySet<string>;
  /** What sets it apart from others of the same case, but for the caller; empty where nothing does. */
  readonly label: string;
}

/** All situations of a case, by caller within the same state; undefined where there are more than anyone can ask for. */
export interface Situations {
  readonly callers: readonly TestCaller[];
  readonly states: readonly { readonly label: string; readonly of: (caller: TestCaller) => Situation }[];
}

/** The vault that a policy is judged for if nobody says which. */
export function ownVaultOf(document: PolicyDocument): { readonly arn: string; readonly certain: boolean } {
  return vaultInQuestion(document, undefined, firstAccountIn(document));
}

/** The situations a case is about, one list for each vault: its own, or those it names. */
export function situationsOf(testCase: PolicyTestCase, document: PolicyDocument): readonly Situations[] {
  const own = ownVaultOf(document);
  const vaults = testCase.vaults?.map((arn) => ({ arn, certain: true })) ?? [own];
  return vaults.map(({ arn, certain }) => inVault(testCase, document, arn, certain, vaults.length > 1));
}

function inVault(
  testCase: PolicyTestCase,
  document: PolicyDocument,
  arn: string,
  certain: boolean,
  severalVaults: boolean,
): Situations {
  const vault = parseVaultArn(arn);
  const { partition = 'aws', account = '', region = '' } = vault ?? {};
  const known = {
    'aws:resourceaccount': account,
    ...(certain ? { 'aws:requestedregion': region } : {}),
  };
  const { facets } = statesOf(document, known);
  const callers = callersMeant(testCase, everybody(document, partition, account), partition, account);
  const name = severalVaults && vault ? vault.name : '';
  const states: Situations['states'][number][] = [];
  for (const said of combinations(testCase.tags, testCase.contexts))
    for (const free of valuesOf(facets.filter(({ key }) => !said.keys.has(key.toLowerCase())))) {
      const varied = Object.fromEntries(
        free.flatMap(({ facet, value }) => (facet.values.length > 1 ? [[nameOf(facet), value]] : [])),
      );
      const label = [name, said.label, valuesInWords(varied)].filter((part) => part !== '').join(', ');
      states.push({ label, of: (caller) => situation(arn, caller, known, said, free, label) });
    }
  return { callers, states };
}

/** A tag by its name alone. */
function nameOf({ key }: Facet): string {
  return isVaultTagKey(key) ? `tag ${key.slice(key.indexOf('/') + 1)}` : key;
}

interface Said {
  readonly tags: ReadonlyMap<string, string | undefined>;
  readonly context: ReadonlyMap<string, string | readonly string[] | undefined>;
  readonly keys: ReadonlySet<string>;
  readonly label: string;
}

/** Each of the tags that a case tries with each of the contexts. */
function combinations(
  tags: readonly KnownValues[] = [{}],
  contexts: readonly KnownContext[] = [{}],
): readonly Said[] {
  return tags.flatMap((tagged) =>
    contexts.map((context) => {
      const ofTags = new Map(
        Object.entries(tagged).map(([key, value]) => [`glacier:resourcetag/${key.toLowerCase()}`, value]),
      );
      const ofContext = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
      return {
        tags: ofTags,
        context: ofContext,
        keys: new Set([...ofTags.keys(), ...ofContext.keys()]),
        label: [
          tags.length > 1 ? taggedInWords(tagged) : '',
          contexts.length > 1 ? valuesInWords(context) : '',
        ]
          .filter((part) => part !== '')
          .join(', '),
      };
    }),
  );
}

function taggedInWords(tags: KnownValues): string {
  return valuesInWords(Object.fromEntries(Object.entries(tags).map(([key, value]) => [`tag ${key}`, value])));
}

interface FacetValue {
  readonly facet: Facet;
  readonly value: string | undefined;
}

/** Every combination of the values of these keys. */
function valuesOf(facets: readonly Facet[]): readonly (readonly FacetValue[])[] {
  return facets.reduce<readonly (readonly FacetValue[])[]>(
    (before, facet) => before.flatMap((chosen) => facet.values.map((value) => [...chosen, { facet, value }])),
    [[]],
  );
}

function situation(
  vault: string,
  caller: TestCaller,
  known: Readonly<Record<string, string>>,
  said: Said,
  free: readonly FacetValue[],
  label: string,
): Situation {
  const tags = new Map(said.tags);
  const context = new Map<string, string | readonly string[] | undefined>([
    ...Object.entries(known),
    ...Object.entries(caller.caller.context),
  ]);
  const standIns = new Set<string>();
  for (const { facet, value } of free) {
    const key = facet.key.toLowerCase();
    (isVaultTagKey(key) ? tags : context).set(key, value);
    if (facet.values.length > 1 && value !== undefined) standIns.add(key);
  }
  for (const [key, value] of said.context) context.set(key, value);
  return { vault, caller, tags, context, standIns, label };
}
