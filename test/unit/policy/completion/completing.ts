import assert from 'node:assert/strict';
import {
  applyEdits,
  complete,
  parsePolicy,
  type CompletionItem,
  type CompletionKnowledge,
} from '../../../../src/policy';

export const vaultArn = 'arn:aws:glacier:eu-west-1:210987654321:vaults/ledger-2024';
export const otherArn = 'arn:aws:glacier:eu-west-1:210987654321:vaults/ledger-2025';
export const farArn = 'arn:aws:glacier:us-east-2:310987654321:vaults/imaging';

export const knowledge: CompletionKnowledge = {
  targetVaultArn: vaultArn,
  vaultArns: [otherArn, vaultArn, farArn],
  snippets: true,
  now: Date.UTC(2026, 4, 17, 12),
};

/** What is offered where the text has its `|`. */
export function offered(marked: string, known: Partial<CompletionKnowledge> = {}): readonly CompletionItem[] {
  const { text, offset } = unmark(marked);
  return complete(parsePolicy(text), offset, { ...knowledge, ...known });
}

export function labels(marked: string, known: Partial<CompletionKnowledge> = {}): readonly string[] {
  return offered(marked, known).map(({ label }) => label);
}

/** The text after an item is accepted, with `|` for each place to fill in. */
export function accepted(marked: string, label: string, known: Partial<CompletionKnowledge> = {}): string {
  const item = offered(marked, known).find((each) => each.label === label);
  assert.ok(item, `${label} is not among\n${labels(marked, known).join('\n')}`);
  return accept(unmark(marked).text, item, '|');
}

/** @param stop what is written at places that hold nothing until they are filled in */
export function accept(text: string, item: CompletionItem, stop = ''): string {
  const inserted = item.snippet ? filledIn(item.text, stop) : item.text;
  return applyEdits(text, [...item.edits, { start: item.range.start, end: item.range.end, text: inserted }]);
}

export function unmark(marked: string): { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('|');
  assert.ok(offset >= 0, 'the text has no cursor');
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

/** What a snippet leaves behind when nothing is filled in: read by the grammar of snippets, apart from the writer. */
export function filledIn(snippet: string, stop = ''): string {
  const defaults = new Map<string, string>();
  const unescape = (text: string): string => text.replace(/\\([\\$},|])/g, '$1');
  const grammar =
    /\\([\\$}])|\$\{(\d+):((?:\\.|[^}\\])*)\}|\$\{(\d+)\|((?:\\.|[^|\\])*)\|\}|\$(\d+)|([^\\$]+)|[\s\S]/g;
  return [...snippet.matchAll(grammar)]
    .map(([whole, escaped, named, text, chosen, choices, bare, plain]) => {
      if (escaped !== undefined) return escaped;
      if (plain !== undefined) return plain;
      if (bare !== undefined) return defaults.get(bare) ?? stop;
      const value = unescape(text ?? choices?.match(/^(?:\\.|[^,\\])*/)?.[0] ?? '');
      const number = named ?? chosen;
      assert.ok(number !== undefined, `${whole} is no snippet syntax in ${snippet}`);
      defaults.set(number, value);
      return value;
    })
    .join('');
}
