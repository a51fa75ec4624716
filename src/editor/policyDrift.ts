import * as vscode from 'vscode';
import { associationOf, noFile, type Association, type PolicyFile } from '../locking/drift/association';
import { DriftBook, policyInForce, type Drift } from '../locking/drift/driftBook';
import type { Vault } from '../locking/model';
import { Disposables } from '../shared/disposables';
import type { PolicyFiles } from './policyFiles';

/** How a vault stands to the files that it may be kept in: the one, or those between which nobody has decided. */
export interface Standing {
  readonly drift: Drift | undefined;
  readonly files: readonly vscode.Uri[];
  /** A person has said that none counts. */
  readonly isNone: boolean;
}

type Choices = Readonly<Partial<Record<string, string>>>;

/**
 * Whether the policy in force on a vault says what the file of the workspace says that it is kept in: the one that a
 * person chose for the vault, remembered for the workspace, else the one that is meant for it.
 */
export class PolicyDrift implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<void>());
  readonly onDidChange = this.changed.event;
  private readonly book = new DriftBook();

  constructor(
    private readonly files: PolicyFiles,
    private readonly memory: vscode.Memento,
  ) {
    this.disposables.add(files.onDidChange(() => this.changed.fire()));
    this.disposables.add(
      vscode.workspace.onDidRenameFiles(async ({ files: renamed }) => {
        for (const { oldUri, newUri } of renamed) await this.rename(oldUri.toString(), newUri.toString());
      }),
    );
  }

  /** Undefined where no policy is in force or no file is meant for the vault: then there is nothing to say. */
  of(vault: Vault): Drift | undefined {
    // Without a policy in force nobody has to look through the workspace.
    if (policyInForce(vault) === undefined) return undefined;
    const { all, isSearched } = this.files;
    // Before the search is over a chosen file is not missing, only not found yet.
    return isSearched ? this.book.of(vault, all, this.choices()[vault.key]) : undefined;
  }

  /** The same by the files as they are just now. */
  async settled(vault: Vault): Promise<Drift | undefined> {
    return this.book.of(vault, await this.files.settled(), this.choices()[vault.key]);
  }

  /** The one file that a vault is kept in, whether a policy is in force or not. */
  async fileOf(vault: Vault): Promise<vscode.Uri | undefined> {
    const association = associationOf(vault, await this.files.settled(), this.choices()[vault.key]);
    return association.kind === 'file' ? vscode.Uri.parse(association.file.id, true) : undefined;
  }

  /** All files that a vault may be kept in: the one, or those between which nobody has decided. */
  async filesOf(vault: Vault): Promise<readonly vscode.Uri[]> {
    return filesIn(associationOf(vault, await this.files.settled(), this.choices()[vault.key]));
  }

  /**
   * How a vault stands to its files, read anew from the disk and from the editors. A chosen file is read itself, wherever
   * it is; without a choice every file must be readable, as each could be the one: rejects with FileSystemError.
   */
  async afresh(vault: Vault): Promise<Standing> {
    const chosen = this.choices()[vault.key];
    if (chosen === noFile) return this.standing(vault, []);
    if (chosen !== undefined)
      return this.standing(vault, await this.files.only(vscode.Uri.parse(chosen, true)));
    const files = await this.files.afresh();
    this.files.requireRead();
    return this.standing(vault, files);
  }

  /** The same for many vaults: the files are read anew once, those that can be, and all vaults are held against them. */
  async allAfresh(): Promise<(vault: Vault) => Standing> {
    const files = await this.files.afresh();
    return (vault) => this.standing(vault, files);
  }

  /** Whether a person has said of a vault which file counts, or that none does. */
  isChosen({ key }: Vault): boolean {
    return this.choices()[key] !== undefined;
  }

  /** Remembers in which file the policy of a vault is kept, until another choice is made. */
  async choose(vault: Vault, file: vscode.Uri): Promise<void> {
    await this.chooseFor([vault], file);
  }

  /** The same for all vaults that one file was initiated on. */
  async chooseFor(vaults: readonly Vault[], file: vscode.Uri): Promise<void> {
    if (vaults.length === 0) return;
    const chosen = Object.fromEntries(vaults.map(({ key }) => [key, file.toString()]));
    await this.memory.update('policyFiles', { ...this.choices(), ...chosen });
    await this.files.read(file);
    this.changed.fire();
  }

  /** Remembers that no file of the workspace counts for a vault, until another choice is made. */
  async chooseNone(vault: Vault): Promise<void> {
    await this.memory.update('policyFiles', { ...this.choices(), [vault.key]: noFile });
    this.changed.fire();
  }

  /** Forgets what was chosen: the file that names the vault counts again. */
  async forget({ key }: Vault): Promise<void> {
    const others = Object.entries(this.choices()).filter(([each]) => each !== key);
    await this.memory.update('policyFiles', Object.fromEntries(others));
    this.changed.fire();
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private standing(vault: Vault, files: readonly PolicyFile[]): Standing {
    const chosen = this.choices()[vault.key];
    return {
      isNone: chosen === noFile,
      drift: this.book.of(vault, files, chosen),
      files: filesIn(associationOf(vault, files, chosen)),
    };
  }

  private async rename(from: string, to: string): Promise<void> {
    // Of a folder VS Code tells only the folder itself.
    const isMeant = (file = ''): boolean => file === from || file.startsWith(`${from}/`);
    const choices = Object.entries(this.choices());
    if (choices.some(([, file]) => isMeant(file)))
      await this.memory.update(
        'policyFiles',
        Object.fromEntries(
          choices.map(([key, file = '']) => [key, isMeant(file) ? to + file.slice(from.length) : file]),
        ),
      );
  }

  private choices(): Choices {
    return choicesIn(this.memory);
  }
}

/** The files that a person chose for any vault, wherever they are. */
export function chosenFiles(memory: vscode.Memento): readonly vscode.Uri[] {
  const ids = new Set(Object.values(choicesIn(memory)));
  return [...ids].flatMap((id = noFile) => (id === noFile ? [] : [vscode.Uri.parse(id, true)]));
}

function choicesIn(memory: vscode.Memento): Choices {
  return memory.get<Choices>('policyFiles', {});
}

function filesIn(association: Association): readonly vscode.Uri[] {
  if (association.kind === 'missing') return [vscode.Uri.parse(association.file, true)];
  const files =
    association.kind === 'file'
      ? [association.file]
      : association.kind === 'several'
        ? association.files
        : [];
  return files.map(({ id }) => vscode.Uri.parse(id, true));
}
