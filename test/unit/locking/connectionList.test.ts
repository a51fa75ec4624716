import assert from 'node:assert/strict';
import {
  ConnectionList,
  environmentConnection,
  type ConnectionStorage,
} from '../../../src/locking/connectionList';
import type { Connection } from '../../../src/locking/model';

const aws = (id: string, regions: readonly string[] = ['eu-west-1']): Connection => ({
  id,
  kind: 'aws',
  name: id,
  regions,
  practice: false,
});

/** What windows share: a list opened on it reads and writes as VS Code's global state does. */
class Storage implements ConnectionStorage {
  constructor(public kept?: unknown) {}
  get = (): unknown => this.kept;
  set = (connections: readonly Connection[]): Promise<void> => {
    this.kept = connections;
    return Promise.resolve();
  };
}

function list(kept?: unknown): { list: ConnectionList; stored: () => unknown } {
  const storage = new Storage(kept);
  return { list: new ConnectionList(storage), stored: () => storage.kept };
}

const ids = (connections: unknown): readonly unknown[] =>
  (connections as readonly Connection[]).map(({ id }) => id);
const names = ({ all }: ConnectionList): readonly string[] => all.map(({ name }) => name);

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
    const environment = { ...aws('environment'), kind: 'environment', endpoint: 'http://h' } as const;
    connections.setEnvironment(environment);
    await connections.add(aws('b'));
    assert.deepEqual(ids(connections.all), ['environment', 'a', 'b']);
    assert.deepEqual(ids(stored()), ['a', 'b']);
    await connections.remove('environment');
    assert.deepEqual(ids(connections.all), ['a', 'b']);
    assert.deepEqual(ids(list(stored()).list.all), ['a', 'b']);
  });

  it("keeps a removed environment's connection away until its variable names another address", async () => {
    let removed: unknown;
    const memory = {
      get: () => removed,
      set: (endpoint: string | undefined) => Promise.resolve(void (removed = endpoint)),
    };
    const open = () => new ConnectionList(new Storage([aws('a')]), memory);
    const environment = { ...aws('environment'), kind: 'environment', endpoint: 'http://h:1' } as const;
    const first = open();
    first.setEnvironment(environment);
    assert.equal(first.hiddenEnvironment, undefined);
    await first.remove('environment');
    first.setEnvironment({ ...environment, practice: true });
    assert.deepEqual(ids(first.all), ['a'], 'while it still learns what answers there');
    const next = open();
    next.setEnvironment(environment);
    assert.deepEqual(ids(next.all), ['a'], 'after the next start');
    assert.equal(next.hiddenEnvironment, environment);
    const elsewhere = open();
    elsewhere.setEnvironment({ ...environment, endpoint: 'http://h:2' });
    assert.deepEqual(ids(elsewhere.all), ['environment', 'a']);
    await next.restoreEnvironment();
    assert.deepEqual(ids(next.all), ['environment', 'a']);
    assert.equal(removed, undefined);
  });

  it('tells a connection from itself once its credentials come to something else', async () => {
    const { list: connections, stored } = list([aws('a'), aws('b')]);
    let told = 0;
    connections.onDidChange(() => (told += 1));
    let digests: Readonly<Record<string, string>> = { a: 'A' };
    const look = () => connections.setCredentials(({ id }) => digests[id]);
    const former = { ...aws('a'), credentialsDigest: 'A' };
    look();
    look();
    assert.equal(told, 1, 'only what changes is told');
    assert.deepEqual(connections.all, [former, aws('b')]);
    for (const held of [former, aws('a')]) assert.deepEqual(connections.current(held), former);
    digests = { a: 'B', b: 'B' };
    look();
    assert.equal(connections.current(former), undefined);
    assert.equal(connections.current(aws('a'))?.credentialsDigest, 'B');
    await connections.add({ ...former, id: 'c', name: 'c' });
    await connections.replace('b', { ...former, id: 'b', name: 'b' });
    assert.doesNotMatch(JSON.stringify(stored()), /Digest/);
    assert.deepEqual(list([former]).list.all, [aws('a')], 'nor taken from what is stored');
  });

  it('puts an edited connection where the former stood, under a name of its own', async () => {
    const { list: connections, stored } = list([aws('a'), aws('b'), aws('c')]);
    await connections.replace('b', { ...aws('b'), name: 'c', account: '222233334444' });
    assert.deepEqual(stored(), [aws('a'), { ...aws('b'), name: 'c (2)', account: '222233334444' }, aws('c')]);
    await connections.replace('gone', aws('gone'));
    assert.equal(connections.all.length, 3);
  });

  it('keeps what another window added or removed meanwhile', async () => {
    const storage = new Storage();
    const [one, two] = [new ConnectionList(storage), new ConnectionList(storage)];
    await one.add(aws('prod'));
    await two.add(aws('staging'));
    assert.deepEqual(ids(storage.kept), ['prod', 'staging']);
    assert.deepEqual(ids(two.all), ['prod', 'staging']);
    await one.remove('prod');
    await two.add(aws('test'));
    assert.deepEqual(ids(storage.kept), ['staging', 'test']);
    assert.deepEqual(ids(two.all), ['staging', 'test']);
  });

  it('keeps both of two changes at once, also where the storage shows a change only when it is written', async () => {
    const storage = new Storage([aws('a')]);
    const ready: (() => void)[] = [];
    storage.set = (connections) =>
      new Promise((resolve) => {
        ready.push(() => {
          storage.kept = connections;
          resolve();
        });
      });
    const connections = new ConnectionList(storage);
    const writing = [connections.add(aws('b')), connections.remove('a')];
    for (const write of ready) write();
    await Promise.all(writing);
    assert.deepEqual(ids(storage.kept), ['b']);
    assert.deepEqual(ids(connections.all), ['b']);
  });

  it('shows what is kept when a change cannot be kept', async () => {
    const storage = new Storage([aws('a')]);
    storage.set = () => Promise.reject(new Error('disk full'));
    const connections = new ConnectionList(storage);
    await assert.rejects(connections.add(aws('b')), /disk full/);
    assert.deepEqual(ids(connections.all), ['a']);
  });

  it('shows no two connections under one name', async () => {
    const called = (id: string, name: string): Connection => ({ ...aws(id), name });
    const storage = new Storage([called('1', 'prod'), called('2', 'prod'), called('3', 'prod (2)')]);
    const connections = new ConnectionList(storage);
    assert.deepEqual(names(connections), ['prod', 'prod (2)', 'prod (2) (2)']);
    connections.setEnvironment({ ...called('environment', 'glacier.example'), kind: 'environment' });
    await connections.add(called('4', 'glacier.example'));
    assert.deepEqual(names(connections), [
      'glacier.example',
      'prod',
      'prod (2)',
      'prod (2) (2)',
      'glacier.example (2)',
    ]);
  });

  it('leaves a name as it is when its connection is added again', async () => {
    const called = (id: string): Connection => ({ ...aws(id), name: 'prod' });
    const { list: connections } = list();
    await connections.add(called('1'));
    await connections.add(called('2'));
    await connections.add(called('1'));
    assert.deepEqual(
      connections.all.map(({ id, name }) => `${id} ${name}`),
      ['2 prod (2)', '1 prod'],
    );
  });

  it('gives out the same connections as long as nothing changes', async () => {
    const { list: connections } = list([aws('a'), { ...aws('b'), name: 'a' }]);
    assert.equal(connections.all[1], connections.all[1]);
    const [first] = connections.all;
    await connections.add(aws('c'));
    assert.equal(connections.all[0], first);
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
      { ...aws('a'), account: '1111-2222-3333' },
      { ...aws('a'), regions: 'us-west-2' },
      { ...aws('a'), regions: ['us-west-2', ''] },
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
      'none where such variables are to be ignored',
      { AWS_ENDPOINT_URL_GLACIER: endpoint, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
      true,
      undefined,
    ],
    [
      'the local Glacier in us-west-2 unless said otherwise',
      { AWS_ENDPOINT_URL_GLACIER: endpoint, AWS_PROFILE: 'work' },
      true,
      {
        id: 'environment',
        kind: 'environment',
        name: 'Local Glacier (127.0.0.1:4567)',
        regions: ['us-west-2'],
        endpoint,
        practice: true,
      },
    ],
    [
      'in the default region where a variable is set to nothing',
      { AWS_ENDPOINT_URL_GLACIER: endpoint, AWS_REGION: '', AWS_DEFAULT_REGION: '', AWS_PROFILE: '' },
      false,
      {
        id: 'environment',
        kind: 'environment',
        name: '127.0.0.1:4567',
        regions: ['us-west-2'],
        endpoint,
        practice: false,
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
