import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readFromPage, readPageState, readToPage } from '../../../../src/webview/effect/protocol';

const request = { principal: '*', action: 'DeleteArchive', age: '1', conditions: [{ key: 'k', value: 'v' }] };

describe('the messages between the extension and its page', () => {
  it('are read where they are of a kind that is known', () => {
    for (const message of [
      { type: 'ready' },
      { type: 'openStatement', statement: 3, focus: true },
      { type: 'ask', id: 1, request },
    ])
      assert.deepEqual(readFromPage(message), message);
    const page = { name: 'a', source: 'file:///a', pinned: false };
    for (const message of [
      { type: 'show', ...page, picture: {} },
      { type: 'unreadable', ...page, reason: 'why' },
      { type: 'answer', id: 1, answer: { ok: false, problem: 'p' } },
    ])
      assert.deepEqual(readToPage(message), message);
  });

  it('are nothing where they are not', () => {
    for (const value of [
      undefined,
      null,
      'ready',
      [],
      { type: 'run', command: 'x' },
      { type: 'openStatement', statement: -1, focus: true },
      { type: 'openStatement', statement: 1.5, focus: true },
      { type: 'openStatement', statement: '1', focus: true },
      { type: 'openStatement', statement: 1 },
      { type: 'ask', id: 1 },
      { type: 'ask', id: 1, request: { ...request, conditions: [{ key: 1, value: 'v' }] } },
      { type: 'ask', id: 1, request: { ...request, age: 5 } },
      { type: 'ask', id: 1, request: { ...request, conditions: Array(1000).fill(request.conditions[0]) } },
    ])
      assert.equal(readFromPage(value), undefined, JSON.stringify(value));
    for (const value of [undefined, 3, { type: 'show' }, { type: 'answer' }])
      assert.equal(readToPage(value), undefined, JSON.stringify(value));
  });

  it('never throw, whatever comes', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        readFromPage(value);
        readToPage(value);
        readPageState(value);
      }),
    );
  });

  it('leave of a state that is kept what can be used', () => {
    assert.deepEqual(readPageState({ source: 'file:///a', pinned: true, request, more: 1 }), {
      source: 'file:///a',
      pinned: true,
      request,
    });
    assert.deepEqual(readPageState({ source: 1, pinned: 'yes', request: {} }), { pinned: false });
    assert.deepEqual(readPageState(undefined), { pinned: false });
  });
});
