import assert from 'node:assert/strict';
import { run } from './support/commandLine';
import { endTested, startTested, type TestedGlacier } from './support/localGlacier';
import { account, arnOf, retention } from './support/sdk';
import { awsEnvironment, needs } from './support/tools';

/**
 * Runs steps through boto3, each a method of the client and its arguments, and prints for each what came of it: the
 * status and the fields of the reply, or the status, code and message of the refusal. `$lockId` stands for the last
 * lock ID, `$archiveId` for the last archive ID. `advance` moves the practice clock.
 */
const walker = `
import json, sys, urllib.request
import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

url, steps = sys.argv[1], json.loads(sys.argv[2])
client = boto3.client("glacier", endpoint_url=url, config=Config(proxies={}))
kept = {"lockId": "", "archiveId": ""}
for method, arguments in steps:
    if method == "advance":
        request = urllib.request.Request(
            url + "/_practice/clock", data=json.dumps({"advanceSeconds": arguments}).encode(), method="POST")
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request).read()
        print(json.dumps({"status": 0}))
        continue
    for name, value in arguments.items():
        if isinstance(value, str) and value.startswith("$"):
            arguments[name] = kept[value[1:]]
    if "body" in arguments:
        arguments["body"] = arguments["body"].encode()
    try:
        reply = getattr(client, method)(**arguments)
        status = reply.pop("ResponseMetadata")["HTTPStatusCode"]
        kept.update({name: reply[name] for name in kept if name in reply})
        print(json.dumps({"status": status, "reply": reply}))
    except ClientError as error:
        metadata = error.response["ResponseMetadata"]
        print(json.dumps({"status": metadata["HTTPStatusCode"], **error.response["Error"],
                          "type": type(error).__name__}))
`;

type Step = readonly [method: string, argumentsOrSeconds: Readonly<Record<string, unknown>> | number];

interface Result {
  readonly status: number;
  readonly reply?: Readonly<Record<string, unknown>>;
  readonly Code?: string;
  readonly Message?: string;
  /** The class of the exception. */
  readonly type?: string;
}

describe('boto3', function () {
  this.timeout(60_000);
  let glacier: TestedGlacier;

  before(function () {
    needs(this, 'boto3');
  });
  beforeEach(async () => {
    glacier = await startTested();
  });
  afterEach(endTested);

  async function walk(steps: readonly Step[]): Promise<Result[]> {
    const { status, out, err } = await run(
      'python3',
      ['-c', walker, glacier.url, JSON.stringify(steps)],
      awsEnvironment,
    );
    assert.equal(status, 0, err);
    return out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Result);
  }

  const inShort = ({ status, Code }: Result) => (Code === undefined ? String(status) : `${status} ${Code}`);
  const policy = { Policy: retention('v', 1) };
  const create: Step = ['create_vault', { vaultName: 'v' }];
  const initiate: Step = ['initiate_vault_lock', { vaultName: 'v', policy }];
  const get: Step = ['get_vault_lock', { vaultName: 'v' }];
  const complete: Step = ['complete_vault_lock', { vaultName: 'v', lockId: '$lockId' }];
  const completeWrong: Step = ['complete_vault_lock', { vaultName: 'v', lockId: 'wrong' }];
  const abort: Step = ['abort_vault_lock', { vaultName: 'v' }];
  const upload: Step = ['upload_archive', { vaultName: 'v', body: 'archive' }];
  const deleteArchive: Step = ['delete_archive', { vaultName: 'v', archiveId: '$archiveId' }];

  const notFound = '404 ResourceNotFoundException';
  const denied = '403 AccessDeniedException';
  const walks: readonly (readonly [title: string, steps: readonly (readonly [Step, string])[]])[] = [
    [
      'creates, initiates, gets, completes, and is denied an abort',
      [
        [initiate, notFound],
        [create, '201'],
        [create, '201'],
        [get, notFound],
        [completeWrong, notFound],
        [initiate, '201'],
        [initiate, denied],
        [get, '200'],
        [completeWrong, '400 InvalidParameterValueException'],
        [complete, '204'],
        [get, '200'],
        [complete, '204'],
        [completeWrong, denied],
        [initiate, denied],
        [abort, denied],
      ],
    ],
    [
      'aborts, and loses what it does not complete in 24 hours',
      [
        [create, '201'],
        [abort, '204'],
        [initiate, '201'],
        [abort, '204'],
        [get, notFound],
        [complete, notFound],
        [initiate, '201'],
        [['advance', 86_399], '0'],
        [get, '200'],
        [['advance', 1], '0'],
        [get, notFound],
        [complete, notFound],
        [initiate, '201'],
        [complete, '204'],
      ],
    ],
    [
      'is denied the deletion of an archive as long as the lock says',
      [
        [create, '201'],
        [upload, '201'],
        [initiate, '201'],
        [deleteArchive, denied],
        [['advance', 86_400], '0'],
        [initiate, '201'],
        [deleteArchive, '204'],
      ],
    ],
    [
      'sends no policy, and a policy that is none',
      [
        [create, '201'],
        [['initiate_vault_lock', { vaultName: 'v' }], '400 MissingParameterValueException'],
        [
          ['initiate_vault_lock', { vaultName: 'v', policy: { Policy: '{' } }],
          '400 InvalidParameterValueException',
        ],
        [['create_vault', { vaultName: 'a b' }], '400 InvalidParameterValueException'],
        [['describe_vault', { vaultName: '' }], notFound],
      ],
    ],
  ];
  for (const [title, steps] of walks) {
    it(title, async () => {
      const results = await walk(steps.map(([step]) => step));
      assert.deepEqual(
        results.map(inShort),
        steps.map(([, expected]) => expected),
      );
    });
  }

  it('gets typed exceptions and the fields of the replies', async () => {
    const [created, unknown, initiated, read] = await walk([
      create,
      ['describe_vault', { vaultName: 'never' }],
      initiate,
      get,
    ]);
    assert.deepEqual(created?.reply, { location: `/${account}/vaults/v` });
    assert.equal(unknown?.type, 'ResourceNotFoundException');
    assert.equal(unknown.Message, `Vault not found for ARN: ${arnOf('never')}`);
    assert.match(String(initiated?.reply?.['lockId']), /^[\w-]{24}$/);
    assert.equal(read?.reply?.['State'], 'InProgress');
    assert.equal(read.reply['Policy'], policy.Policy);
  });
});
