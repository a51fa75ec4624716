import * as vscode from 'vscode';

/** Every context key that a `when` clause of the manifest may name; a test holds the two together. */
export type ContextKey =
  | 'ready'
  | 'hasConnections'
  | 'hasBuiltIn'
  | 'hasPractice'
  | 'hasAwsConnection'
  | 'hasAwsFiles'
  | 'hasVaults'
  | 'hasInProgress'
  | 'hasLockId'
  | 'hasPolicyInForce'
  | 'filtered'
  | 'activeJson'
  | 'activePolicy'
  | 'activePolicyShown'
  | 'activePolicyUnlocked'
  | 'activePolicyInProgress'
  | 'activePolicyInForce'
  | 'mayChange'
  | 'mayComplete'
  | 'effectPinned';

/** Sets context keys, and only when they change: each call is a round trip to the window. */
export class ContextKeys {
  private readonly last = new Map<ContextKey, boolean>();

  set(key: ContextKey, value: boolean): void {
    if (this.last.get(key) === value) return;
    this.last.set(key, value);
    void vscode.commands.executeCommand('setContext', `glacierVaultLock.${key}`, value);
  }
}
