import assert from 'node:assert/strict';
import { ConnectionList, environmentConnection } from '../../../src/locking/connectionList';
import type { Connection } from '../../../src/locking/model';

const aws = (id: string, regions: readonly string[] = ['eu-west-1']): Connection => ({
  id,
  kind: 'aws',
  name: id,
  regions,
  practice: false,
});

function list(kept?: unknown): { list: ConnectionList; stored: () => readonly Connection[] } {
  let stored: readonly Connection[] = [];
  return {
    list: new ConnectionList({
      get: () => kept,
      set: (connections) => {
        stored = connections;
        return Promise.resolve();
      },
    }),
    stored: () => stored,
  };
}

describe('the list of connections', () => {
  it('keeps what was added, and replaces a connection with the same id', async () => {
    const { list: connections, stored } = list();
    await connections.add(aws('a'));
    await connections.add(aws('b'));
    await connections.add(aws('a', ['us-east-1']));
    assert.deepEqual(stored(), [aws('b'), aws('a', ['us-east-1'])]);
    assert.deepEqual(connections.all, stored());
  });

  it('shows the connection of the environment first and never stores it', async () => {
    const { list: connections, stored } = list([aws('a')]);
    const environment = { ...aws('environment'), kind: 'environment' } as const;
    connections.setEnvironment(environment);
    await connections.add(aws('b'));
    assert.deepEqual(
      connections.all.map(({ id }) => id),
      ['environment', 'a', 'b'],
    );
    assert.deepEqual(
      stored().map(({ id }) => id),
      ['a', 'b'],
    );
    await connections.remove('environment');
    assert.deepEqual(
      connections.all.map(({ id }) => id),
      ['a', 'b'],
    );
  });

  it('says when it changed, until the listener is disposed', async () => {
    const { list: connections } = list();
    let changes = 0;
    const subscription = connections.onDidChange(() => (changes += 1));
    await connections.add(aws('a'));
    await connections.remove('a');
    subscription.dispose();
    await connections.add(aws('b'));
    assert.equal(changes, 2);
  });

  const damaged: readonly unknown[] = [
    undefined,
    null,
    'text',
    { 0: aws('a') },
    [
      null,
      1,
      'a',
      {},
      { ...aws('a'), regions: [] },
      { ...aws('a'), regions: [1] },
      { ...aws('a'), kind: 'other' },
    ],
    [
      { ...aws('a'), endpoint: 7 },
      { ...aws('a'), practice: 'yes' },
    ],
  ];
  for (const kept of damaged) {
    it(`starts empty from what is no list of connections: ${JSON.stringify(kept)}`, () =>
      assert.deepEqual(list(kept).list.all, []));
  }
});

describe('the connection of the environment', () => {
  const endpoint = 'http://127.0.0.1:4567';
  const cases: readonly [string, Record<string, string>, boolean, Connection | undefined][] = [
    ['none without an endpoint', { AWS_REGION: 'eu-west-1' }, false, undefined],
    ['none with what is no address', { AWS_ENDPOINT_URL_GLACIER: 'nonsense' }, false, undefined],
    [
      'the local Glacier in us-west-2 unless said otherwise',
      { AWS_ENDPOINT_URL_GLACIER: endpoint, AWS_PROFILE: 'work' },
      true,
      {
        id: 'environment',
        kind: 'environment',
        name: 'Local Glacier',
        regions: ['us-west-2'],
        endpoint,
        practice: true,
      },
    ],
    [
      'another endpoint with profile and region of the environment',
      {
        AWS_ENDPOINT_URL_GLACIER: 'https://glacier.example:8443/',
        AWS_PROFILE: 'work',
        AWS_DEFAULT_REGION: 'eu-west-1',
      },
      false,
      {
        id: 'environment',
        kind: 'environment',
        name: 'glacier.example:8443',
        regions: ['eu-west-1'],
        endpoint: 'https://glacier.example:8443/',
        practice: false,
        profile: 'work',
      },
    ],
  ];
  for (const [title, environment, practice, expected] of cases) {
    it(`is ${title}`, () => assert.deepEqual(environmentConnection(environment, practice), expected));
  }
});
