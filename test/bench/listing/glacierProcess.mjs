/**
 * A local Glacier with many vaults in a process of its own, so that its work does not count as the client's. Each line of
 * its standard input says what stands in the way of requests from then on, and each line that it prints is an answer:
 * first its address, then how many requests it has answered since the last line.
 */
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const [localGlacierBundle = '', vaults = '0'] = process.argv.slice(2);
/** @type {typeof import('../../../src/localGlacier/index.ts')} */
const { startLocalGlacier } = createRequire(import.meta.url)(localGlacierBundle);

/** @type {import('../../../src/localGlacier/index.ts').Conditions} */
let conditions = {};
let requests = 0;
let refused = 0;
const glacier = await startLocalGlacier({
  conditions: () => conditions,
  log: (line) => {
    requests += 1;
    if (line.includes(': 400 ') || line.includes(': 500 ')) refused += 1;
  },
});

const headers = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=PRACTICE/20260101/us-west-2/glacier/aws4_request, SignedHeaders=host, Signature=0',
  'x-amz-glacier-version': '2012-06-01',
};
/** @param {string} method @param {string} path @param {object} [body] */
const send = async (method, path, body) => {
  const reply = await fetch(`${glacier.url}/-/vaults/${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
  await reply.arrayBuffer();
  return reply.headers;
};

/** Every third vault is locked with a policy of the usual length, every third one has no lock, a few are in progress. */
const arn = (/** @type {string} */ name) => `arn:aws:glacier:us-west-2:111122223333:vaults/${name}`;
const policyFor = (/** @type {string} */ name) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'keep-for-seven-years',
        Effect: 'Deny',
        Principal: '*',
        Action: ['glacier:DeleteArchive'],
        Resource: arn(name),
        Condition: { NumericLessThan: { 'glacier:ArchiveAgeInDays': '2555' } },
      },
    ],
  });
for (let number = 0; number < Number(vaults); number += 1) {
  const name = `archive-${String(number).padStart(4, '0')}`;
  await send('PUT', name);
  if (number % 3 === 0) continue;
  const reply = await send('POST', `${name}/lock-policy`, { Policy: policyFor(name) });
  if (number % 50 !== 1) await send('POST', `${name}/lock-policy/${reply.get('x-amz-lock-id') ?? ''}`);
}

process.stdout.write(`${JSON.stringify({ url: glacier.url })}\n`);
for await (const line of createInterface({ input: process.stdin })) {
  conditions = JSON.parse(line);
  process.stdout.write(`${JSON.stringify({ requests, refused })}\n`);
  requests = 0;
  refused = 0;
}
await glacier.close();
