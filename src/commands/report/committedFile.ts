import { agreementOf, parsePolicy, readPolicyDocument } from '../../policy';
import type { CommitSource } from '../../report';

/** A repository of VS Code's Git extension (its API, version 1), as far as it is needed here. */
export interface Repository {
  readonly state: { readonly HEAD?: { readonly name?: string; readonly commit?: string } | undefined };
  getCommit(ref: string): Promise<{ readonly hash: string; readonly commitDate?: Date }>;
  /** Rejects with the code `UnknownPath` where the commit does not have the file. */
  getObjectDetails(ref: string, path: string): Promise<unknown>;
  buffer(ref: string, path: string): Promise<Uint8Array>;
}

/** What the commit that HEAD is at says of a policy file. Never rejects. */
export async function committedFile(
  repository: Repository,
  path: string,
  readFromDisk: () => PromiseLike<Uint8Array>,
  policy: { readonly inForce: string | undefined; readonly vaultArn: string },
): Promise<CommitSource> {
  const { name: branch, commit: hash } = repository.state.HEAD ?? {};
  if (hash === undefined) return { kind: 'none', reason: 'The repository has no commit yet.' };
  const date = await dateOf(repository, hash);
  return {
    kind: 'commit',
    hash,
    ...(branch === undefined ? {} : { branch }),
    ...(date === undefined ? {} : { date }),
    file: await fileIn(repository, hash, path, readFromDisk, policy),
  };
}

type FileInCommit = Extract<CommitSource, { readonly kind: 'commit' }>['file'];

async function fileIn(
  repository: Repository,
  hash: string,
  path: string,
  readFromDisk: () => PromiseLike<Uint8Array>,
  { inForce, vaultArn }: { readonly inForce: string | undefined; readonly vaultArn: string },
): Promise<FileInCommit> {
  try {
    await repository.getObjectDetails(hash, path);
    const text = decoded(await repository.buffer(hash, path));
    return {
      kind: 'present',
      unchanged: sameLines(text, decoded(await readFromDisk())),
      agreement: inForce === undefined ? undefined : agreementWith(inForce, text, vaultArn),
    };
  } catch (error) {
    if (gitCodeOf(error) === 'UnknownPath') return { kind: 'absent' };
    return { kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
  }
}

function agreementWith(inForce: string, text: string, vaultArn: string) {
  const { sentText } = parsePolicy(text);
  return sentText === undefined || !readPolicyDocument(sentText).ok
    ? 'unreadable'
    : agreementOf(inForce, sentText, vaultArn);
}

/** Git may keep other line ends than a checkout has. */
function sameLines(a: string, b: string): boolean {
  return a.replaceAll('\r\n', '\n') === b.replaceAll('\r\n', '\n');
}

function decoded(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

async function dateOf(repository: Repository, hash: string): Promise<string | undefined> {
  try {
    return (await repository.getCommit(hash)).commitDate?.toISOString();
  } catch {
    // The date only helps to find the commit; its hash names it.
    return undefined;
  }
}

function gitCodeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'gitErrorCode' in error
    ? error.gitErrorCode
    : undefined;
}
