import assert from 'node:assert/strict';
import fc from 'fast-check';
import { countMembers } from '../../../../src/cli/evaluate/countMembers';

function membersIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const below = Object.values(value).reduce<number>((sum, each) => sum + membersIn(each), 0);
  return below + (Array.isArray(value) ? 0 : Object.keys(value).length);
}

describe('counting the members of JSON', () => {
  it('counts those of all its objects', () => {
    const text = fc.string({ unit: fc.constantFrom('"', '\\', ':', '{', '}', 'a', '\n') });
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof({ maxDepth: 4 }, text, fc.array(tie('tree')), fc.dictionary(text, tie('tree'))),
    }));
    fc.assert(
      fc.property(tree, fc.constantFrom(undefined, 2), (value, indent) => {
        assert.equal(countMembers(JSON.stringify(value, undefined, indent)), membersIn(value));
      }),
    );
  });

  it('counts a name that comes twice two times', () => {
    assert.equal(countMembers('{"a":1,"a":{"b:":":"}}'), 3);
  });
});
