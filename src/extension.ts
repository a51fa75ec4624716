import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { registerCommands } from './commands';
import type { Services } from './commands/services';
import { startEditor } from './editor';
import { originOf } from './glacier/callContext';
import { followEndpoint } from './glacier/followEndpoint';
import type { OpenGateway } from './glacier/gateway';
import { isLoopback, probePractice } from './glacier/practiceClock';
import { CallerBook } from './locking/callerBook';
import { CredentialsWatch } from './locking/credentials/credentialsWatch';
import { followCredentials } from './locking/credentials/followCredentials';
import { ConnectionList, environmentConnection } from './locking/connectionList';
import { ExpiryWatch } from './locking/expiryWatch';
import { createGateways, targetOf } from './locking/gateways';
import { createGlacierClock } from './locking/glacierClock';
import { openLockLedger } from './locking/lockLedger';
import { createLockOperations } from './locking/lockOperations';
import type { Connection, Vault } from './locking/model';
import { permitBy } from './locking/restrictions';
import { toldOnce } from './locking/toldOnce';
import { createVaultCache } from './locking/vaultCache';
import { createVaultStore } from './locking/vaultStore';
import { WatchedConnections } from './locking/watchedConnections';
import { ContextKeys } from './shared/contextKeys';
import { Disposables } from './shared/disposables';
import { lazily } from './shared/lazily';
import { createLog } from './shared/log';
import { networkSettings } from './shared/networkSettings';
import { settings } from './shared/settings';
import { startPolicyTests } from './testing/startPolicyTests';
import type { PolicyTestExplorer } from './testing/policyTestExplorer';
import { followAwsFiles } from './views/awsFilesContext';
import { CountdownTicker } from './views/countdownTicker';
import { effectViewType } from './views/effectView/viewType';
import { FailureDocuments } from './views/failureDocuments';
import { reportTo } from './views/failureLog';
import { LedgerDocument } from './views/ledgerDocument';
import { startReminders } from './views/startReminders';
import { MarkdownPages } from './views/markdownPages';
import { StatusBar } from './views/statusBar';
import { followRestrictions } from './views/restrictionContext';
import { followStore } from './views/storeContext';
import { isFiltering } from './views/vaultArrangement';
import { tellUnrecordedOnce } from './views/unrecorded';
import { VaultTree } from './views/vaultTree';
import { translateBy } from './words';

/** What other extensions and the tests may ask. Read-only: nothing is initiated or completed from outside. */
export interface VaultLockApi {
  /** Lock IDs are left out, as if none were held: with credentials, one completes a lock. */
  readonly vaults: readonly Vault[];
  /** Resolves when the vaults and locks of all connections have been read, or could not be. */
  settled(): Promise<void>;
  /** The policy tests of the window, read now if they have not been yet. */
  policyTests(): Promise<PolicyTestExplorer>;
}

/** Ends everything; there while the extension is active. */
let end: (() => Promise<void>) | undefined;

/** VS Code grants five seconds; a little is left for the rest. Milliseconds. */
const longestEnd = 4_500;

/**
 * Called by VS Code when its window closes or is reloaded. Waits for the answers to what was sent: Glacier tells a lock ID
 * once. Therefore nothing is handed to VS Code to dispose of, which would not wait.
 */
export async function deactivate(): Promise<void> {
  await end?.();
  end = undefined;
}

/** Called by VS Code once its window is up. Builds the parts and returns; nothing here waits for network or disk. */
export function activate(context: vscode.ExtensionContext): VaultLockApi {
  translateBy(vscode.l10n.t);
  const parts = new Disposables();
  const storage = context.globalStorageUri;
  const log = parts.add(createLog());
  const contextKeys = new ContextKeys();

  const localGlacier = lazily(async () => {
    const { SharedGlacier, startLocalGlacier } = await import('./localGlacier');
    const folder = vscode.Uri.joinPath(storage, 'local-glacier').fsPath;
    const shared = new SharedGlacier(folder, startLocalGlacier);
    // Its state is on disk after every change: nobody has to wait for the port to be given back.
    parts.add({ dispose: () => void shared.close() });
    return shared;
  });
  const localUrl = async (): Promise<string> => await (await localGlacier()).url();
  const report = reportTo(log);
  const { globalState } = context;
  const awsProfiles = async () => await (await import('./glacier/aws')).readAwsProfiles();
  const credentials = parts.add(
    new CredentialsWatch({
      read: awsProfiles,
      environment: process.env,
      key: () => keptKey(globalState),
      log: report,
    }),
  );
  const openGateway: OpenGateway = async (target) => {
    const aws = await import('./glacier/aws');
    // The files may have changed a moment ago: then this connection is another one already.
    if (!target.practice) await credentials.look();
    // A practice connection without an address is the built-in local Glacier, which may have to be started first.
    const isBuiltIn = target.practice && target.endpoint === undefined;
    if (isBuiltIn) return await followEndpoint(aws.openGateway, localUrl)(target);
    return await aws.openGateway(target, networkSettings());
  };

  const clock = createGlacierClock();
  const connections = parts.add(
    new ConnectionList(
      {
        get: () => globalState.get<unknown>('connections'),
        set: (all) => globalState.update('connections', all),
      },
      {
        get: () => globalState.get<unknown>('removedEnvironment'),
        set: (endpoint) => globalState.update('removedEnvironment', endpoint),
      },
    ),
  );
  const gateways = parts.add(
    createGateways(openGateway, clock, (connection) => connections.current(connection)),
  );
  parts.add(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('http')) gateways.renew();
    }),
  );
  const ledgerFile = vscode.Uri.joinPath(storage, 'ledger', 'lock-ledger.jsonl').fsPath;
  const ledger = parts.add(openLockLedger(ledgerFile, clock));
  parts.add(new LedgerDocument(ledgerFile, ledger));
  const cache = createVaultCache(vscode.Uri.joinPath(storage, 'vaults').fsPath, report);
  const store = parts.add(
    createVaultStore({
      gateways,
      clock,
      ledger,
      log: report,
      cache,
    }),
  );
  const operations = createLockOperations({
    gateways,
    clock,
    ledger,
    store,
    permit: permitBy(settings.restrictions),
    log: report,
    onUnrecorded: tellUnrecordedOnce(log),
  });

  end = async () => {
    await Promise.race([operations.close(), delay(longestEnd, undefined, { ref: false })]);
    parts.dispose();
  };

  // Nothing of a former account can be shown again, not even at the next start.
  parts.add(connections.onDidChange(() => cache.keepOnly(connections.all)));
  const watched = parts.add(
    new WatchedConnections(
      connections,
      store,
      {
        get: () => globalState.get<readonly string[]>('watched', []),
        set: (ids) => void globalState.update('watched', ids),
      },
      () => vscode.workspace.isTrusted,
      () => credentials.look(),
    ),
  );
  parts.add(followCredentials(credentials, connections, store));
  // Where files cannot be watched, this is when it matters.
  parts.add(vscode.window.onDidChangeWindowState(({ focused }) => focused && void credentials.lookAgain()));
  parts.add(vscode.workspace.onDidGrantWorkspaceTrust(() => watched.apply()));

  const addressOf = async (connection: Connection, region: string): Promise<string | undefined> => {
    try {
      const { practice, endpoint } = connection;
      if (practice && endpoint === undefined) return await localUrl();
      return originOf((await (await import('./glacier/aws')).addressOf(targetOf(connection, region))).href);
    } catch (error) {
      // A call says what is wrong with the settings.
      report(`The address of ${region} is not known.`, error);
      return undefined;
    }
  };
  const callers = parts.add(
    new CallerBook({
      ...{ store, gateways },
      onOtherAccount: (connection) => credentials.distrust(connection),
    }),
  );
  const ticker = parts.add(new CountdownTicker(store, clock));
  const editor = parts.add(
    startEditor({
      ...{ store, clock, ticker, contextKeys, log },
      memory: context.workspaceState,
      extensionUri: context.extensionUri,
    }),
  );
  const tree = parts.add(
    new VaultTree({
      ...{ store, clock, ticker, callers, addressOf },
      drift: editor.drift,
      arrangement: {
        get: () => context.workspaceState.get<unknown>('arrangement'),
        set: (arrangement) => void context.workspaceState.update('arrangement', arrangement),
      },
      onDidArrange: ({ filter }) => contextKeys.set('filtered', isFiltering(filter)),
    }),
  );
  parts.add(tree.view.onDidChangeVisibility(({ visible }) => visible && watched.show()));
  const pages = parts.add(new MarkdownPages());
  parts.add(new StatusBar(store, clock, ticker, callers));
  const expiryWatch = parts.add(
    new ExpiryWatch(store, clock, (error) => log.warn(`[expiry] ${String(error)}`)),
  );
  parts.add(ticker.onTick(() => expiryWatch.look()));
  const told = toldOnce(vscode.Uri.joinPath(storage, 'told').fsPath);
  const follow = async (connectionId: string): Promise<void> => await watched.settled({ connectionId });
  parts.add(
    startReminders({
      ...{ store, clock, connections, ledger, ledgerFile, told, follow, ticker, log },
      snoozeFolder: vscode.Uri.joinPath(storage, 'snoozes').fsPath,
    }),
  );
  parts.add(followStore(store, connections, contextKeys));
  parts.add(followRestrictions(contextKeys));

  const effectViews = lazily(async () => {
    const { EffectViews } = await import('./views/effectView');
    return parts.add(new EffectViews({ ...editor, log, extensionUri: context.extensionUri }, contextKeys));
  });
  const evidenceViews = lazily(async () => {
    const { EvidenceViews } = await import('./views/evidenceView');
    return parts.add(new EvidenceViews(context.extensionUri));
  });
  parts.add(
    vscode.window.registerWebviewPanelSerializer(effectViewType, {
      deserializeWebviewPanel: async (panel, state) => (await effectViews()).restore(panel, state),
    }),
  );

  const environment = whenTrusted(parts)
    .then(() => addEnvironment(connections))
    .finally(() => contextKeys.set('ready', true));
  parts.add(followAwsFiles(contextKeys, environment));
  const settled = async (): Promise<void> => {
    await environment;
    await watched.settled();
  };
  const services: Services = {
    log,
    connections,
    gateways,
    store,
    operations,
    clock,
    callers,
    tree,
    pages,
    ...editor,
    connectionsKnown: environment,
    settled,
    awsProfiles,
    signIn: async (connection, ask) => {
      const [region = 'us-east-1'] = connection.regions;
      const aws = await import('./glacier/aws');
      await aws.signIn(targetOf(connection, region), ask, { network: networkSettings() });
    },
    practiceEndpoint: async ({ endpoint }: Connection) => endpoint ?? (await localUrl()),
    effectViews,
    evidenceViews,
    failureDocuments: parts.add(new FailureDocuments()),
    extensionUri: context.extensionUri,
    ledgerFile,
  };
  parts.add(registerCommands(services));
  parts.add(
    afterStart(
      environment,
      async () => {
        if (!existsSync(ledgerFile)) return;
        const { watchInterruptions } = await import('./commands/handlers');
        parts.add(watchInterruptions(services, { ledger, told, follow: (id) => void follow(id) }));
      },
      (error) => log.warn(`[interrupted] ${String(error)}`),
    ),
  );

  const policyTests = parts.add(startPolicyTests(log));
  return {
    get vaults() {
      return store.vaults.map(withoutLockId);
    },
    settled,
    policyTests: () => policyTests.explorer(),
  };
}

/** Made once for each user: digests of settings with secrets in them are of no use to whoever finds one. */
function keptKey(memory: vscode.Memento): string {
  const kept = memory.get<unknown>('credentialsKey');
  if (typeof kept === 'string') return kept;
  const key = randomBytes(32).toString('base64url');
  void memory.update('credentialsKey', key);
  return key;
}

function withoutLockId(vault: Vault): Vault {
  if (vault.lock.known !== 'read' || vault.lock.lock.state !== 'inProgress') return vault;
  return { ...vault, lock: { ...vault.lock, lock: { ...vault.lock.lock, lockId: { held: false } } } };
}

/** So long after the connections are known, in milliseconds, the start of a window is taken to be over. */
const startIsOver = 1_000;
/** How much longer a window waits that nobody looks at: of several that are opened, the one in front goes first. */
const courtesy = 3_000;

/** Does what can wait until the window has come to rest; never in a workspace that is not trusted. */
function afterStart(
  trusted: Promise<unknown>,
  task: () => Promise<void>,
  onError: (error: unknown) => void,
): vscode.Disposable {
  let timer: NodeJS.Timeout | undefined;
  let disposed = false;
  trusted.then(() => {
    const wait = startIsOver + (vscode.window.state.focused ? 0 : courtesy);
    if (!disposed) timer = setTimeout(() => void task().catch(onError), wait);
  }, onError);
  return new vscode.Disposable(() => {
    disposed = true;
    clearTimeout(timer);
  });
}

/** Resolves when the workspace is trusted, which may be never: until then not even an address is tried. */
async function whenTrusted(parts: Disposables): Promise<void> {
  if (vscode.workspace.isTrusted) return;
  await new Promise<void>((resolve) => parts.add(vscode.workspace.onDidGrantWorkspaceTrust(() => resolve())));
}

/**
 * Adds the connection that AWS_ENDPOINT_URL_GLACIER asks for. An address of this machine where nothing answers yet is
 * taken for a local Glacier that is not running: nobody's real credentials are sent to it.
 */
async function addEnvironment(connections: ConnectionList): Promise<void> {
  const endpoint = process.env['AWS_ENDPOINT_URL_GLACIER'];
  if (endpoint === undefined || endpoint === '') return;
  const practice = isLoopback(endpoint) && (await probePractice(endpoint)) !== 'other';
  const connection = environmentConnection(process.env, practice);
  if (connection !== undefined) connections.setEnvironment(connection);
}
