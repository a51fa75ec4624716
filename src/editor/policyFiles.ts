import * as vscode from 'vscode';
import { readPolicyDocument, vaultArnsOf, type ParsedPolicy } from '../policy';
import type { PolicyFile } from '../locking/drift/association';
import { Disposables } from '../shared/disposables';
import { settings } from '../shared/settings';
import { inForceScheme, type PolicyDocuments } from './policyDocuments';
import type { PolicyTargets } from './policyTargets';

/** How long typing must pause before a file is looked at again. */
const debounce = 300;

/** More JSON files than these are not looked into, nor longer ones (in bytes): no policy is. */
const mostFiles = 500;
const longestFile = 100_000;

const nowhere = '**/{node_modules,.git,dist}/**';

/**
 * The policies among the files of the workspace, without opening them: an open one as it stands in its editor, the
 * others as they are on disk. Nothing is looked for until somebody wants to know.
 */
export class PolicyFiles implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<void>());
  readonly onDidChange = this.changed.event;
  private onDisk = new Map<string, ParsedPolicy>();
  /** Those that are policies by their name. */
  private named = new Set<string>();
  /** Those that could not be read, and why. */
  private unread = new Map<string, vscode.FileSystemError>();
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  private wanted = false;
  private searched: Promise<void> | undefined;
  private found = false;
  private list: readonly PolicyFile[] | undefined;

  constructor(
    private readonly documents: PolicyDocuments,
    private readonly targets: PolicyTargets,
    /** Those that a person chose: looked into wherever they are, and however long. */
    private readonly chosen: () => readonly vscode.Uri[],
    private readonly failed: (error: unknown) => void,
  ) {
    const { workspace } = vscode;
    const search = (): void => this.soon('all', () => (this.searched = this.search()));
    const read = (uri: vscode.Uri): void => this.soon(uri.toString(), () => this.read(uri));
    const watcher = this.disposables.add(workspace.createFileSystemWatcher('**/*.{json,jsonc}'));
    this.disposables.add(watcher.onDidChange(read));
    this.disposables.add(watcher.onDidDelete(read));
    // Whether its name makes it a policy only a search knows.
    this.disposables.add(watcher.onDidCreate(search));
    this.disposables.add(workspace.onDidChangeWorkspaceFolders(search));
    this.disposables.add(settings.onDidChange(search));
    this.disposables.add(documents.onDidChange(search));
    const renew = ({ uri }: vscode.TextDocument): void => {
      if (uri.scheme !== 'output') this.soon('editors', () => this.renew());
    };
    this.disposables.add(workspace.onDidChangeTextDocument(({ document }) => renew(document)));
    this.disposables.add(workspace.onDidOpenTextDocument(renew));
    this.disposables.add(workspace.onDidCloseTextDocument(renew));
    this.disposables.add(targets.onDidChange(() => this.renew()));
  }

  /** Whether a search has come to its end. */
  get isSearched(): boolean {
    return this.found;
  }

  /** Those found by now. The first question starts the search; its end is told by `onDidChange`. */
  get all(): readonly PolicyFile[] {
    if (!this.wanted) {
      this.wanted = true;
      this.soon('all', () => (this.searched ??= this.search()));
    }
    return (this.list ??= this.summaries());
  }

  /** Those that there are just now, when the first search is over. */
  async settled(): Promise<readonly PolicyFile[]> {
    this.wanted = true;
    await (this.searched ??= this.search());
    this.list = undefined;
    return this.all;
  }

  /** Those that there are just now, each read anew: nothing is left to what a watcher has noticed by now. */
  async afresh(): Promise<readonly PolicyFile[]> {
    this.wanted = true;
    this.searched = this.search();
    return await this.settled();
  }

  /** Throws FileSystemError where one that was found could not be read: nobody knows which vault it is meant for. */
  requireRead(): void {
    for (const [id, { message }] of this.unread) {
      const name = vscode.workspace.asRelativePath(vscode.Uri.parse(id, true));
      throw new vscode.FileSystemError(`${name}: ${message}`);
    }
  }

  /** Just this one, read anew wherever it is; empty where it cannot be found or read, or is said to be no policy. */
  async only(uri: vscode.Uri): Promise<readonly PolicyFile[]> {
    await this.read(uri);
    return this.summaries().filter(({ id }) => id === uri.toString());
  }

  /** Reads one anew. */
  async read(uri: vscode.Uri): Promise<void> {
    const id = uri.toString();
    const policy = await this.policyAt(id, this.named.has(id));
    if (policy === undefined) this.onDisk.delete(id);
    else this.onDisk.set(id, policy);
    this.renew();
  }

  dispose(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
    this.disposables.dispose();
  }

  private soon(what: string, act: () => void | Promise<void>): void {
    if (!this.wanted) return;
    clearTimeout(this.waiting.get(what));
    this.waiting.set(
      what,
      setTimeout(() => {
        this.waiting.delete(what);
        Promise.resolve(act()).catch(this.failed);
      }, debounce),
    );
  }

  private renew(): void {
    this.list = undefined;
    if (this.wanted) this.changed.fire();
  }

  /** What is known stays until all is known anew: whoever asks meanwhile must not take half of the files for all. */
  private async search(): Promise<void> {
    const { workspace } = vscode;
    const named = new Set<string>();
    for (const pattern of settings.policyFiles())
      for (const uri of await workspace.findFiles(pattern, nowhere, mostFiles)) named.add(uri.toString());
    const others = await workspace.findFiles('**/*.json', nowhere, mostFiles);
    const onDisk = new Map<string, ParsedPolicy>();
    const unread = new Map<string, vscode.FileSystemError>();
    for (const id of new Set([...named, ...[...others, ...this.chosen()].map((uri) => uri.toString())])) {
      const policy = await this.policyAt(id, named.has(id), unread);
      if (policy !== undefined) onDisk.set(id, policy);
    }
    this.named = named;
    this.onDisk = onDisk;
    this.unread = unread;
    this.found = true;
    this.renew();
  }

  private async policyAt(
    id: string,
    isNamed: boolean,
    unread = this.unread,
  ): Promise<ParsedPolicy | undefined> {
    const uri = vscode.Uri.parse(id, true);
    const isChosen = this.chosen().some((each) => each.toString() === id);
    unread.delete(id);
    try {
      const text = await textOnDisk(uri, isChosen ? Infinity : longestFile);
      // Whoever chose a file for a vault has said that it is a policy, whatever has become of it.
      return text === undefined ? undefined : this.documents.inFile(uri, text, isNamed || isChosen);
    } catch (error) {
      if (!(error instanceof vscode.FileSystemError)) throw error;
      unread.set(id, error);
      return undefined;
    }
  }

  private summaries(): readonly PolicyFile[] {
    const policies = new Map(this.onDisk);
    for (const document of vscode.workspace.textDocuments) {
      const { uri } = document;
      if (
        uri.scheme === inForceScheme ||
        (uri.scheme !== 'untitled' && !policies.has(uri.toString()) && !isInWorkspace(uri))
      )
        continue;
      const policy = this.documents.get(document);
      if (policy === undefined) policies.delete(uri.toString());
      else policies.set(uri.toString(), policy);
    }
    return [...policies].map(([id, policy]) => {
      const arn = this.targets.arnOf(vscode.Uri.parse(id, true), policy);
      const named = vaultArnsOf(policy).map((vault) => vault.arn);
      return { id, text: readableText(policy), vaults: arn === undefined ? named : [arn] };
    });
  }
}

const readable = new WeakMap<ParsedPolicy, { readonly text: string | undefined }>();

/** What would be sent, if Glacier could read it: found out once for each text. */
function readableText(policy: ParsedPolicy): string | undefined {
  const known = readable.get(policy);
  if (known !== undefined) return known.text;
  const { sentText } = policy;
  const text = sentText !== undefined && readPolicyDocument(sentText).ok ? sentText : undefined;
  readable.set(policy, { text });
  return text;
}

function isInWorkspace(uri: vscode.Uri): boolean {
  return vscode.workspace.getWorkspaceFolder(uri) !== undefined;
}

/** Undefined for a file that is gone, or longer than so many bytes. Rejects with FileSystemError. */
async function textOnDisk(uri: vscode.Uri, longest: number): Promise<string | undefined> {
  if (uri.scheme === 'untitled') return undefined;
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > longest) return undefined;
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}
