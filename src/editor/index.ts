import * as vscode from 'vscode';
import type { GlacierClock, VaultStore } from '../locking/api';
import type { ContextKeys } from '../shared/contextKeys';
import { Disposables } from '../shared/disposables';
import type { Log } from '../shared/log';
import { settings } from '../shared/settings';
import { PolicyCodeLenses } from './codeLenses';
import { PolicyCompletions } from './completion';
import { PolicyDiagnostics } from './diagnostics';
import { Explanations, explanationScheme } from './explanations';
import { PolicyHovers } from './hovers';
import { InForceDocuments } from './inForceDocuments';
import { RetentionHints } from './inlayHints';
import { inForceScheme, isJson, PolicyDocuments } from './policyDocuments';
import { chosenFiles, PolicyDrift } from './policyDrift';
import { PolicyFiles } from './policyFiles';
import { PolicyStatus } from './policyStatus';
import { PolicyTargets } from './policyTargets';
import { QuickFixes } from './quickFixes';
import { RefactorActions } from './refactorActions';
import { provideRulePages } from './rulePages';
import { VaultLinks } from './vaultLinks';

/** The languages that a policy can be in; which documents really are policies is decided by their name and content. */
const selector: vscode.DocumentSelector = [{ language: 'json' }, { language: 'jsonc' }];

/** The language features and what the rest of the extension asks of them. */
export interface Editor {
  readonly documents: PolicyDocuments;
  readonly targets: PolicyTargets;
  readonly diagnostics: PolicyDiagnostics;
  readonly drift: PolicyDrift;
  readonly quickFixes: QuickFixes;
  dispose(): void;
}

/** Starts all language features. Needs no trust and no network. */
export function startEditor(parts: {
  readonly store: VaultStore;
  readonly clock: GlacierClock;
  readonly ticker: { onTick(listener: () => void): { dispose(): void } };
  readonly contextKeys: ContextKeys;
  readonly memory: vscode.Memento;
  readonly extensionUri: vscode.Uri;
  readonly log: Log;
}): Editor {
  const { store, clock, ticker, contextKeys, memory, log } = parts;
  const disposables = new Disposables();
  const documents = disposables.add(new PolicyDocuments(memory));
  const targets = disposables.add(new PolicyTargets(store, memory));
  const diagnostics = disposables.add(new PolicyDiagnostics(documents, targets, log));
  const files = disposables.add(
    new PolicyFiles(
      documents,
      targets,
      () => chosenFiles(memory),
      (error) => log.warn(`[drift] ${String(error)}`),
    ),
  );
  const drift = disposables.add(new PolicyDrift(files, memory));
  const lenses = disposables.add(new PolicyCodeLenses(documents, targets, clock, store, ticker));
  const inForce = disposables.add(new InForceDocuments(store));
  const quickFixes = new QuickFixes(documents, targets, diagnostics);
  const refactorActions = new RefactorActions(documents, targets, diagnostics);
  const status = disposables.add(new PolicyStatus(selector));
  const explanations = disposables.add(new Explanations(documents, targets, diagnostics, clock, store));
  const { languages, window, workspace } = vscode;
  disposables.add(workspace.registerTextDocumentContentProvider(explanationScheme, explanations));
  disposables.add(workspace.registerTextDocumentContentProvider(inForceScheme, inForce));
  disposables.add(provideRulePages(parts.extensionUri));
  disposables.add(
    languages.registerCompletionItemProvider(
      selector,
      new PolicyCompletions(documents, targets, store),
      ...PolicyCompletions.triggers,
    ),
  );
  disposables.add(languages.registerCodeLensProvider(selector, lenses));
  disposables.add(
    languages.registerHoverProvider(selector, new PolicyHovers(documents, targets, store, clock)),
  );
  const hints = disposables.add(new RetentionHints(documents, targets, clock));
  disposables.add(languages.registerInlayHintsProvider(selector, hints));
  disposables.add(languages.registerDocumentLinkProvider(selector, new VaultLinks(documents, store)));
  disposables.add(languages.registerCodeActionsProvider(selector, quickFixes, QuickFixes.metadata));
  disposables.add(languages.registerCodeActionsProvider(selector, refactorActions, RefactorActions.metadata));

  const showActive = (): void => {
    const document = window.activeTextEditor?.document;
    const recognition = document === undefined ? undefined : documents.recognize(document);
    const own = document?.uri.scheme === inForceScheme ? undefined : document;
    contextKeys.set('activeJson', own !== undefined && isJson(own) && recognition === undefined);
    contextKeys.set('activePolicy', own !== undefined && recognition !== undefined);
    // A policy in force too: it can be looked at, and not worked on.
    contextKeys.set('activePolicyShown', recognition !== undefined);
    status.show(recognition);
    const active = documents.active();
    const file = active?.uri.scheme === inForceScheme ? undefined : active;
    const vault = file === undefined ? undefined : targets.of(file.uri, file.policy);
    const state = vault?.lock.known === 'read' ? vault.lock.lock.state : undefined;
    contextKeys.set('activePolicyUnlocked', file !== undefined && (state === undefined || state === 'none'));
    contextKeys.set('activePolicyInProgress', state === 'inProgress');
    contextKeys.set('activePolicyInForce', state === 'inProgress' || state === 'locked');
  };
  disposables.add(store.onDidChange(showActive));
  disposables.add(targets.onDidChange(showActive));
  disposables.add(documents.onDidChange(showActive));
  disposables.add(settings.onDidChange(showActive));
  disposables.add(window.onDidChangeActiveTextEditor(showActive));
  disposables.add(
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === window.activeTextEditor?.document) showActive();
    }),
  );
  showActive();
  return { documents, targets, diagnostics, drift, quickFixes, dispose: () => disposables.dispose() };
}
