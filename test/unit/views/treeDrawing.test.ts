import assert from 'node:assert/strict';
import { TreeDrawing } from '../../../src/views/treeDrawing';

/** A tree of words: children by word, what each shows, and a source for each place. */
class Words {
  children: Record<string, readonly string[]> = {};
  looks: Record<string, string> = {};
  sources: Record<string, object> = {};
  looked = 0;

  readonly drawing = new TreeDrawing<string>({
    identityOf: (word) => word,
    childrenOf: (word) => this.children[word ?? ''] ?? [],
    lookOf: (word) => {
      this.looked += 1;
      return [this.looks[word] ?? word];
    },
    isOneWithRows: (word) => word.startsWith('leaf'),
    sourceOf: (word) => this.sources[word ?? ''],
  });

  /** What a view does that asks for a place. */
  open(...words: readonly (string | undefined)[]): void {
    for (const word of words) this.drawing.drawn(word, this.children[word ?? ''] ?? []);
  }

  /** What is drawn again: places, then rows. */
  redrawn(): readonly [(string | undefined)[], string[]] {
    const { moved, changed } = this.drawing.compare();
    this.drawing.forget(moved);
    return [[...moved], [...this.drawing.still(changed)]];
  }
}

describe('the drawing of a tree', () => {
  const start = (): Words => {
    const words = new Words();
    words.children = { '': ['north', 'south'], north: ['leaf1', 'leaf2'], south: ['leaf3'] };
    words.open(undefined, 'north');
    return words;
  };

  it('is drawn again nowhere as long as nothing changes', () => {
    assert.deepEqual(start().redrawn(), [[], []]);
  });

  it('is drawn again in the one row that changed', () => {
    const words = start();
    words.looks = { leaf2: 'new' };
    assert.deepEqual(words.redrawn(), [[], ['leaf2']]);
    assert.deepEqual(words.redrawn(), [[], []]);
  });

  it('is drawn again below the place where rows come, go or move, and knows nothing of it until it is asked for', () => {
    for (const children of [['leaf1'], ['leaf1', 'leaf2', 'leaf4'], ['leaf2', 'leaf1']]) {
      const words = start();
      words.children = { ...words.children, north: children };
      assert.deepEqual(words.redrawn(), [['north'], []]);
      assert.deepEqual(words.redrawn(), [[], []]);
      words.children = { ...words.children, north: [] };
      assert.deepEqual(words.redrawn(), [[], []]);
      words.open('north');
      words.children = { ...words.children, north: children };
      assert.deepEqual(words.redrawn(), [['north'], []]);
    }
  });

  it('leaves out rows that are asked for anew with their place', () => {
    const words = start();
    words.children = { ...words.children, '': ['south', 'north'] };
    words.looks = { leaf1: 'new', south: 'new' };
    assert.deepEqual(words.redrawn(), [[undefined], []]);
    assert.deepEqual(words.redrawn(), [[], []]);
  });

  it('says again that a place moved until it was drawn', () => {
    const words = start();
    words.children = { ...words.children, north: [] };
    assert.deepEqual(words.drawing.compare().moved, ['north']);
    assert.deepEqual(words.drawing.compare().moved, ['north']);
  });

  it('looks at no row that nobody opened, and at none whose source is the same', () => {
    const words = start();
    words.sources = { north: {} };
    words.looks = { leaf3: 'new' };
    words.redrawn();
    words.looked = 0;
    assert.deepEqual(words.redrawn(), [[], []]);
    assert.equal(words.looked, 2, 'north and south');
    words.looks = { leaf1: 'new' };
    assert.deepEqual(words.redrawn(), [[], []], 'the source is the same');
    words.drawing.doubt();
    assert.deepEqual(words.redrawn(), [[], ['leaf1']]);
    words.looks = { leaf1: 'newer' };
    words.sources = { north: {} };
    assert.deepEqual(words.redrawn(), [[], ['leaf1']]);
  });

  it('leaves to the view what is below a row that is drawn with its rows', () => {
    const words = start();
    words.children = { ...words.children, leaf1: ['property'] };
    words.open('leaf1');
    words.children = { ...words.children, leaf1: [] };
    assert.deepEqual(words.redrawn(), [[], []]);
  });
});
