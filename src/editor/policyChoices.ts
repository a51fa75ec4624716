import * as vscode from 'vscode';
import { Disposables } from '../shared/disposables';

/** What a person said of a document, against what its name and content say. */
export type PolicyChoice = 'policy' | 'other';

type Choices = Readonly<Partial<Record<string, PolicyChoice>>>;

/**
 * What a person said of documents: remembered for the workspace, following a file that is renamed. For a document
 * without a file it lasts until the document is closed: the next one gets the same name and is another.
 */
export class PolicyChoices implements vscode.Disposable {
  private readonly disposables = new Disposables();
  private readonly changed = this.disposables.add(new vscode.EventEmitter<void>());
  readonly onDidChange = this.changed.event;
  private readonly untitled = new Map<string, PolicyChoice>();

  constructor(private readonly memory: vscode.Memento) {
    this.disposables.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.untitled.delete(uri.toString())),
    );
    this.disposables.add(vscode.workspace.onDidRenameFiles(({ files }) => this.follow(files)));
  }

  of(uri: vscode.Uri): PolicyChoice | undefined {
    return uri.scheme === 'untitled' ? this.untitled.get(uri.toString()) : this.remembered()[uri.toString()];
  }

  /** `undefined` forgets what was said. */
  async set(uri: vscode.Uri, choice: PolicyChoice | undefined): Promise<void> {
    const key = uri.toString();
    if (uri.scheme !== 'untitled') await this.remember({ ...this.remembered(), [key]: choice });
    else if (choice === undefined) this.untitled.delete(key);
    else this.untitled.set(key, choice);
    this.changed.fire();
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private async follow(
    files: readonly { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri }[],
  ): Promise<void> {
    for (const { oldUri, newUri } of files) {
      const choice = this.of(oldUri);
      if (choice === undefined) continue;
      await this.set(oldUri, undefined);
      await this.set(newUri, choice);
    }
  }

  private remembered(): Choices {
    return this.memory.get<Choices>('policyChoices', {});
  }

  private async remember(choices: Choices): Promise<void> {
    const made = Object.entries(choices).filter(([, choice]) => choice !== undefined);
    await this.memory.update('policyChoices', Object.fromEntries(made));
  }
}
