import assert from 'node:assert/strict';
import type { CallerReading } from '../../../src/glacier/gateway';
import { CallerBook } from '../../../src/locking/callerBook';
import { Emitter } from '../../../src/locking/event';
import type { Connection, RegionState } from '../../../src/locking/model';
import { account, awsConnection, region } from './support/samples';
import { scriptedGlacier, until } from './support/scriptedGlacier';

const signer = (ofAccount: string): CallerReading => ({
  known: true,
  caller: { account: ofAccount, arn: `arn:aws:iam::${ofAccount}:user/ana`, userId: 'A' },
});
const other = '222233334444';

describe('who signs for a connection', () => {
  let answer: () => Promise<CallerReading>;
  let asked: number;
  let regions: readonly RegionState[];
  let changed: Emitter<void>;
  let led: Connection[];
  let told: number;
  let book: CallerBook;

  beforeEach(() => {
    answer = () => Promise.resolve(signer(account));
    asked = 0;
    regions = [];
    changed = new Emitter();
    led = [];
    told = 0;
    const { gateway } = scriptedGlacier();
    gateway.callerIdentity = async () => {
      asked += 1;
      return await answer();
    };
    book = new CallerBook({
      store: {
        get regions() {
          return regions;
        },
        onDidChange: changed.event,
      },
      gateways: { get: () => Promise.resolve(gateway) },
      onOtherAccount: (connection) => led.push(connection),
    });
    book.onDidChange(() => (told += 1));
  });
  afterEach(() => book.dispose());

  const show = (status: RegionState['status'], ...connections: readonly Connection[]) => {
    regions = connections.map((connection) => ({
      ...{ connection, region, status, vaults: [], error: undefined, asOf: undefined },
    }));
    changed.fire();
  };

  it('is asked once vaults have been listed, and again after each listing', async () => {
    show('listing', awsConnection);
    assert.deepEqual([asked, book.of(awsConnection)], [0, undefined]);
    show('ready', awsConnection);
    await until(() => book.of(awsConnection)?.known === true);
    show('ready', awsConnection);
    assert.deepEqual([asked, told], [1, 1]);
    show('listing', awsConnection);
    show('ready', awsConnection);
    await until(() => asked === 2);
    assert.equal(told, 1, 'the same again is no news');
  });

  it('is forgotten when the connection leads elsewhere', async () => {
    const asA = { ...awsConnection, credentialsDigest: 'A' };
    show('ready', asA);
    await until(() => book.of(asA) !== undefined);
    assert.equal(book.of({ ...asA, credentialsDigest: 'B' }), undefined);
    assert.equal(book.of({ ...asA, account: other }), undefined);
    assert.deepEqual(book.of({ ...asA, name: 'renamed' }), signer(account));
  });

  it('stays known when STS is out of reach for once, and tells when it is somebody of another account', async () => {
    await book.ask(awsConnection, region);
    answer = () => Promise.resolve({ known: false, why: 'STS did not answer' });
    assert.equal((await book.ask(awsConnection, region)).known, false);
    assert.deepEqual(book.of(awsConnection), signer(account));
    assert.deepEqual(led, []);
    answer = () => Promise.resolve(signer(other));
    await book.ask(awsConnection, region);
    assert.deepEqual(led, [awsConnection]);
    assert.deepEqual(book.of(awsConnection), signer(other));
  });

  it('is unknown, with the reason, where the connection has no gateway any more', async () => {
    answer = () => Promise.reject(new Error('The connection was changed.'));
    assert.deepEqual(await book.ask(awsConnection, region), {
      known: false,
      why: 'The connection was changed.',
    });
  });
});
