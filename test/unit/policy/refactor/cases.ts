import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RefactoringKind, TextRange } from '../../../../src/policy';

/**
 * Cases for one kind of refactoring, in a text file of `test/fixtures/refactor` named after it:
 *
 *     case: a list of two actions
 *     target: arn:…                       the vault the policy is meant for
 *     | "Action": ["a", "‸b"]             the whole file; ‸ is the cursor, ⟦…⟧ a selection
 *     offers: Split off "b" …             one of that title, which …
 *     | …                                 … leaves this text
 *     moves: …                            … and hands on this statement
 *     refuses: Move …                     one of that title that is not possible here, and …
 *     because: It is the only …           … why
 *     nothing                             no refactoring of this kind is offered
 */
export interface RefactoringCase {
  readonly kind: RefactoringKind;
  readonly name: string;
  readonly target: string | undefined;
  readonly text: string;
  readonly range: TextRange;
  readonly offers: readonly { readonly title: string; readonly result: string; readonly moved?: string }[];
  readonly refuses: readonly { readonly title: string; readonly reason: string }[];
}

const folder = join(import.meta.dirname, '../../../fixtures/refactor');

export function readRefactoringCases(): readonly RefactoringCase[] {
  return readdirSync(folder).flatMap((name) => {
    const kind = name.slice(0, -'.txt'.length) as RefactoringKind;
    return readFileSync(join(folder, name), 'utf8')
      .split(/^(?=case: )/m)
      .filter((block) => block.startsWith('case: '))
      .map((block) => readCase(kind, block.split('\n')));
  });
}

function readCase(kind: RefactoringKind, lines: readonly string[]): RefactoringCase {
  let name = '';
  let target: string | undefined;
  const body: string[] = [];
  const offers: { title: string; lines: string[]; moved?: string }[] = [];
  const refuses: { title: string; reason: string }[] = [];
  for (const line of lines) {
    const [, word, rest = ''] = /^(\w+)(?:: (.*))?$/.exec(line) ?? [];
    const offer = offers.at(-1);
    if (line.startsWith('|')) (offer?.lines ?? body).push(line.slice(2));
    else if (word === 'case') name = rest;
    else if (word === 'target') target = rest;
    else if (word === 'offers') offers.push({ title: rest, lines: [] });
    else if (word === 'moves' && offer) offer.moved = rest;
    else if (word === 'refuses') refuses.push({ title: rest, reason: '' });
    else if (word === 'because') refuses.push({ title: refuses.pop()?.title ?? '', reason: rest });
    else if (line !== '' && word !== 'nothing') throw new Error(`Cannot read "${line}".`);
  }
  const marked = body.join('\n');
  const start = marked.search(/[‸⟦]/);
  if (start < 0) throw new Error(`${kind}, ${name}: where is the cursor?`);
  const end = marked.includes('⟧') ? marked.indexOf('⟧') - 1 : start;
  return {
    kind,
    name,
    target,
    text: marked.replaceAll(/[‸⟦⟧]/g, ''),
    range: { start, end },
    offers: offers.map(({ title, lines: result, moved }) => ({
      title,
      result: result.join('\n'),
      ...(moved === undefined ? {} : { moved }),
    })),
    refuses,
  };
}
