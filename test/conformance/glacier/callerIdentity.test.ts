import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openGateway } from '../../../src/glacier/aws';
import type { CallerReading, GatewayTarget, GlacierGateway } from '../../../src/glacier/gateway';
import {
  endDisturbed,
  startDisturbed,
  type Answer,
  type DisturbedGlacier,
} from '../support/disturbedGlacier';
import { endTested, startTested } from '../support/localGlacier';
import { send } from '../support/raw';
import { account, region } from '../support/sdk';
import { checkSignature } from '../support/signature';

const arn = `arn:aws:sts::${account}:assumed-role/Archivist/ana`;
/** As in the STS API reference, GetCallerIdentity. */
const identity: Answer = {
  status: 200,
  headers: { 'content-type': 'text/xml' },
  body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <GetCallerIdentityResult>
   <Arn>${arn}</Arn>
   <UserId>AROASAMPLE:ana</UserId>
   <Account>${account}</Account>
  </GetCallerIdentityResult>
  <ResponseMetadata><RequestId>01234567-89ab-cdef-0123-456789abcdef</RequestId></ResponseMetadata>
</GetCallerIdentityResponse>`,
};
const refusal = (status: number, code: string): Answer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>planted-message</Message></Error></ErrorResponse>`,
});
const secret = 'planted-secret-access-key';

/** No address of AWS: there the STS that the environment names is asked. */
const elsewhere = 'https://glacier.example';
const gateways: GlacierGateway[] = [];
const open = async (target: Partial<GatewayTarget>): Promise<GlacierGateway> => {
  const gateway = await openGateway({ region, practice: false, endpoint: elsewhere, ...target });
  gateways.push(gateway);
  return gateway;
};
const why = (reading: CallerReading): string =>
  reading.known ? `known: ${reading.caller.arn}` : reading.why;

describe('the caller of a connection', function () {
  this.timeout(60_000);
  let sts: DisturbedGlacier;
  let answer: Answer;
  const planted = {
    AWS_ENDPOINT_URL_STS: '',
    AWS_ACCESS_KEY_ID: 'ASIAPLANTED000000001',
    AWS_SECRET_ACCESS_KEY: secret,
    AWS_SESSION_TOKEN: 'planted-session-token',
  };
  const before = new Map(Object.keys(planted).map((key) => [key, process.env[key]]));

  beforeEach(async () => {
    answer = identity;
    sts = await startDisturbed();
    sts.disturb = () => ({ kind: 'answer', ...answer });
    Object.assign(process.env, planted, { AWS_ENDPOINT_URL_STS: sts.url });
  });
  afterEach(async () => {
    for (const gateway of gateways.splice(0)) gateway.dispose();
    for (const [key, value] of before) {
      if (value === undefined) Reflect.deleteProperty(process.env, key);
      else process.env[key] = value;
    }
    endDisturbed();
    await endTested();
  });

  it('is asked of STS by a signed request, once for the same credentials', async () => {
    const gateway = await open({});
    const readings = await Promise.all([gateway.callerIdentity(), gateway.callerIdentity()]);
    readings.push(await gateway.callerIdentity());
    for (const reading of readings)
      assert.deepEqual(reading, { known: true, caller: { arn, account, userId: 'AROASAMPLE:ana' } });

    const [request, ...others] = sts.seen;
    assert.ok(request !== undefined && others.length === 0);
    assert.equal(`${request.method} ${request.path}`, 'POST /');
    assert.equal(request.body, 'Action=GetCallerIdentity&Version=2011-06-15');
    assert.equal(request.headers['content-type'], 'application/x-www-form-urlencoded; charset=utf-8');
    assert.equal(request.headers['x-amz-security-token'], 'planted-session-token');
    const { signedHeaders, ...signature } = checkSignature(request, secret);
    assert.deepEqual(signature, {
      accessKeyId: 'ASIAPLANTED000000001',
      region,
      service: 'sts',
      fits: true,
    });
    for (const name of ['host', 'x-amz-date', 'x-amz-security-token', 'content-type'])
      assert.ok(signedHeaders.includes(name), name);
    assert.equal(checkSignature({ ...request, body: 'Action=AssumeRole' }, secret).fits, false);
  });

  it('is asked for in the region of the target', async () => {
    await (await open({ region: 'eu-central-1' })).callerIdentity();
    assert.equal(sts.seen[0] && checkSignature(sts.seen[0], secret).region, 'eu-central-1');
  });

  const odd: readonly (readonly [what: string, answer: Answer, why: RegExp])[] = [
    ['a refusal', refusal(403, 'ExpiredToken'), /^STS refused: ExpiredToken, HTTP 403$/],
    ['a refusal without sense', refusal(403, '\u001b[31m[x](command:x)'), /^STS refused: HTTP 403$/],
    ['a failing STS', { status: 503, body: '<html>proxy</html>' }, /^STS refused: HTTP 503$/],
    ['a page', { status: 200, body: '<html>proxy</html>' }, /^the answer of STS could not be understood$/],
    ['nothing', { status: 200 }, /^the answer of STS could not be understood$/],
    [
      'a redirection',
      { status: 302, headers: { location: 'http://127.0.0.1:1/' } },
      /^STS refused: HTTP 302$/,
    ],
    ['no end', { status: 200, body: 'x'.repeat(1_000_000) }, /^STS could not be reached: RangeError$/],
  ];
  for (const [what, given, expected] of odd) {
    it(`stays unknown, for a while, where STS answers with ${what}`, async () => {
      answer = given;
      const gateway = await open({});
      const reading = await gateway.callerIdentity();
      assert.match(why(reading), expected);
      assert.doesNotMatch(JSON.stringify(reading), /planted/);
      assert.deepEqual(await gateway.callerIdentity(), reading);
      assert.equal(sts.seen.length, 1);
    });
  }

  it('stays unknown where nobody answers, and where the connection is lost', async () => {
    sts.disturb = () => ({ kind: 'lose' });
    assert.match(why(await (await open({})).callerIdentity()), /^STS could not be reached: ECONNRESET$/);
    process.env['AWS_ENDPOINT_URL_STS'] = 'http://127.0.0.1:1';
    assert.match(why(await (await open({})).callerIdentity()), /^STS could not be reached: ECONNREFUSED$/);
  });

  it('is not waited for longer than a few seconds, neither for the beginning of an answer nor for its end', async () => {
    const hanging = await hangingServers();
    try {
      for (const { url, closed } of hanging) {
        process.env['AWS_ENDPOINT_URL_STS'] = url;
        const gateway = await open({});
        const reading = await gateway.callerIdentity();
        assert.equal(why(reading), 'STS did not answer within 3 seconds');
        // The second time nobody has to wait.
        assert.deepEqual(await gateway.callerIdentity(), reading);
        await closed;
      }
    } finally {
      for (const { server } of hanging) server.close().closeAllConnections();
    }
  });

  it('is asked for again with other credentials', async () => {
    const former = await open({});
    answer = refusal(403, 'ExpiredToken');
    assert.equal((await former.callerIdentity()).known, false);
    answer = identity;
    process.env['AWS_ACCESS_KEY_ID'] = 'ASIAPLANTED000000002';
    assert.equal((await (await open({})).callerIdentity()).known, true);
    assert.deepEqual(
      sts.seen.map((request) => checkSignature(request, secret).accessKeyId),
      ['ASIAPLANTED000000001', 'ASIAPLANTED000000002'],
    );
  });

  it('is asked of nobody for an endpoint that is not one of AWS', async () => {
    delete process.env['AWS_ENDPOINT_URL_STS'];
    const reading = await (await open({ endpoint: sts.url })).callerIdentity();
    assert.match(why(reading), /not one of AWS/);
    assert.equal(sts.seen.length, 0);
  });

  it('stays unknown where there are no credentials, and after the connection was closed', async () => {
    const closed = await open({});
    closed.dispose();
    assert.equal((await closed.callerIdentity()).known, false);
    const without = await open({ profile: 'no-such-profile' });
    assert.match(why(await without.callerIdentity()), /^there are no credentials: CredentialsProviderError$/);
    assert.equal(sts.seen.length, 0);
  });

  it('is the practising user of the local Glacier, whatever credentials and address the environment has', async () => {
    const glacier = await startTested();
    const gateway = await open({ practice: true, endpoint: glacier.url });
    assert.deepEqual(await gateway.callerIdentity(), {
      known: true,
      caller: { arn: `arn:aws:iam::${account}:user/practice`, account, userId: 'AIDAPRACTICEUSER00000' },
    });
    assert.equal(sts.seen.length, 0);
  });
});

describe('GetCallerIdentity of the local Glacier', () => {
  afterEach(endTested);
  const signedFor = (service: string) =>
    `AWS4-HMAC-SHA256 Credential=AKIDPRACTICE/20260131/us-west-2/${service}/aws4_request, SignedHeaders=host, Signature=00`;
  const question = 'Action=GetCallerIdentity&Version=2011-06-15';

  it('tells who practises', async () => {
    const { url } = await startTested();
    const told = async (principal: string): Promise<string> => {
      const headers = { authorization: signedFor('sts'), 'x-practice-principal': principal };
      const { status, text, headers: got } = await send(url, 'POST', '/', { headers, body: question });
      assert.equal(got['content-type'], 'text/xml');
      const [, found] = /<(?:Arn|Code)>([^<]*)</.exec(text) ?? [];
      const [, userId = ''] = /<UserId>([^<]*)</.exec(text) ?? [];
      return `${String(status)} ${found ?? text} ${userId}`.trim();
    };
    const role = 'arn:aws:iam::444455556666:role/Auditor';
    assert.equal(await told('444455556666'), '200 arn:aws:iam::444455556666:root 444455556666');
    assert.equal(
      await told('arn:aws:iam::444455556666:user/x/ana'),
      '200 arn:aws:iam::444455556666:user/x/ana AIDAPRACTICEUSER00000',
    );
    assert.equal(
      await told(role),
      '200 arn:aws:sts::444455556666:assumed-role/Auditor/practice AROAPRACTICEROLE00000:practice',
    );
    assert.equal(
      await told('arn:aws:sts::444455556666:federated-user/ana'),
      '200 arn:aws:sts::444455556666:federated-user/ana 444455556666:ana',
    );
    assert.equal(await told('*'), '403 AccessDenied');
    assert.equal(await told('backup.amazonaws.com'), '403 AccessDenied');
    assert.equal(await told('nobody'), '400 InvalidParameterValue');
  });

  it('refuses as STS would: other actions, other versions, no signature, a signature for Glacier', async () => {
    const { url } = await startTested();
    const code = async (headers: Readonly<Record<string, string>>, body: string): Promise<string> => {
      const { status, text } = await send(url, 'POST', '/', { headers, body });
      return `${String(status)} ${/<Code>([^<]*)</.exec(text)?.[1] ?? text}`;
    };
    const sts = { authorization: signedFor('sts') };
    assert.equal(await code(sts, 'Action=AssumeRole&Version=2011-06-15'), '400 InvalidAction');
    assert.equal(await code(sts, 'Action=GetCallerIdentity'), '400 InvalidAction');
    assert.equal(await code(sts, ''), '400 InvalidAction');
    assert.equal(await code({}, question), '400 MissingAuthenticationToken');
    assert.equal(await code({ authorization: signedFor('glacier') }, question), '403 InvalidSignature');
  });

  it('escapes what it quotes', async () => {
    const { url } = await startTested();
    const { text } = await send(url, 'POST', '/', {
      headers: {
        authorization: signedFor('sts'),
        'x-practice-principal': 'arn:aws:iam::444455556666:user/<&>/ana',
      },
      body: question,
    });
    assert.ok(text.includes('<Arn>arn:aws:iam::444455556666:user/&lt;&amp;&gt;/ana</Arn>'), text);
  });
});

/** One that never answers, and one that never comes to an end. */
async function hangingServers(): Promise<
  readonly { readonly server: Server; readonly url: string; readonly closed: Promise<void> }[]
> {
  return await Promise.all(
    [false, true].map(async (begins) => {
      let close: () => void = () => undefined;
      const closed = new Promise<void>((resolve) => (close = resolve));
      const server = createServer((_, response) => {
        response.on('close', close);
        if (begins) response.writeHead(200, { 'content-type': 'text/xml' }).write('<GetCaller');
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return { server, url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, closed };
    }),
  );
}
