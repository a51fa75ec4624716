import * as vscode from 'vscode';
import { explainCase, runPolicyTests, testFileEnding, type PolicyTestCase } from '../policy';
import { Disposables } from '../shared/disposables';
import type { Log } from '../shared/log';
import { plainText } from '../shared/plainText';
import { CaseExplanations } from './caseExplanations';
import { errorMessages, failureMessage } from './failureMessage';
import { TestCompletions } from './testCompletions';
import { TestDiagnostics } from './testDiagnostics';
import {
  isTestFile,
  namedCases,
  openTestFiles,
  policyOf,
  policyUrisOf,
  readTestFile,
  testFilesOnDisk,
  type TestedPolicy,
  type TestFile,
} from './testFile';
import { isSame } from './texts';

/** How long typing must pause before a file is read again. */
const debounce = 200;

/** How a case came out last. */
export interface Outcome {
  readonly state: 'passed' | 'failed' | 'errored';
  readonly messages: readonly vscode.TestMessage[];
}

/**
 * Policy tests in the Testing view: finds the files of the workspace and those in editors, shows their cases with the
 * places where they stand, and runs them on the policies as they are in the editors, saved or not. Runs no program and
 * asks no network, so that it works in Restricted Mode too.
 */
export class PolicyTestExplorer implements vscode.Disposable {
  private readonly parts = new Disposables();
  readonly controller: vscode.TestController;
  readonly runProfile: vscode.TestRunProfile;
  readonly explainProfile: vscode.TestRunProfile;
  private readonly diagnostics = this.parts.add(new TestDiagnostics());
  private readonly explanations = this.parts.add(new CaseExplanations());
  private readonly files = new Map<string, TestFile>();
  private readonly outcomes = new Map<string, Outcome>();
  private readonly continuous = new Set<vscode.TestRunRequest>();
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  /** The files that lie in the workspace and are not excluded; others are shown while they are open. */
  private found: ReadonlySet<string> = new Set();

  constructor(private readonly log: Log) {
    const { l10n, tests, workspace } = vscode;
    this.controller = this.parts.add(
      tests.createTestController('glacierVaultLock', l10n.t('Vault Lock Policies')),
    );
    this.parts.add(TestCompletions.register());
    this.controller.resolveHandler = async (item) => {
      if (item === undefined) await this.discover();
    };
    this.controller.refreshHandler = async () => {
      await this.discover();
    };
    this.runProfile = this.controller.createRunProfile(
      l10n.t('Run'),
      vscode.TestRunProfileKind.Run,
      (request, token) => this.handle(request, token),
      true,
      undefined,
      true,
    );
    this.explainProfile = this.controller.createRunProfile(
      l10n.t('Explain'),
      vscode.TestRunProfileKind.Debug,
      (request, token) => this.run(request, token, 'explain'),
    );
    const watcher = this.parts.add(workspace.createFileSystemWatcher(`**/*${testFileEnding}`));
    this.parts.add(watcher.onDidCreate(() => this.soon('discover', () => this.discover())));
    this.parts.add(watcher.onDidDelete(() => this.soon('discover', () => this.discover())));
    // A policy can have any name.
    const json = this.parts.add(workspace.createFileSystemWatcher('**/*.json'));
    for (const event of [json.onDidChange, json.onDidCreate, json.onDidDelete])
      this.parts.add(event((uri) => this.changed(uri)));
    this.parts.add(
      workspace.onDidChangeTextDocument(({ document }) => {
        // Logs are documents too, and the busiest ones.
        if (document.uri.scheme !== 'output') this.changed(document.uri);
      }),
    );
    this.parts.add(workspace.onDidOpenTextDocument(({ uri }) => this.opened(uri)));
    this.parts.add(workspace.onDidCloseTextDocument(({ uri }) => this.closed(uri)));
    this.parts.add(workspace.onDidChangeWorkspaceFolders(() => this.soon('discover', () => this.discover())));
    this.soon('discover', () => this.discover());
  }

  /** Finds the test files anew. Resolves when all of them are shown. */
  async discover(): Promise<void> {
    const uris = await testFilesOnDisk();
    this.found = new Set(uris.map(String));
    const wanted = new Map([...uris, ...openTestFiles()].map((uri) => [uri.toString(), uri]));
    for (const [key, { uri }] of this.files) if (!wanted.has(key)) this.forget(uri);
    for (const uri of wanted.values())
      // One file that nobody may read must not hide the others.
      await this.read(uri).catch((error: unknown) => this.log.error(`[tests] ${String(error)}`));
  }

  /** How a case came out when it was run last: by the file and the name of the case. */
  outcomeOf(file: vscode.Uri, name: string): Outcome | undefined {
    return this.outcomes.get(idOf(file, name));
  }

  dispose(): void {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
    this.parts.dispose();
  }

  private opened(uri: vscode.Uri): void {
    if (isTestFile(uri)) this.soon(uri.toString(), () => this.read(uri));
  }

  private closed(uri: vscode.Uri): void {
    if (!isTestFile(uri)) return;
    if (this.found.has(uri.toString())) this.soon(uri.toString(), () => this.read(uri));
    else this.forget(uri);
  }

  /** A test file or a policy says something else than before: what was shown for it counts no more. */
  private changed(uri: vscode.Uri): void {
    if (isTestFile(uri)) {
      if (this.files.has(uri.toString())) this.soon(uri.toString(), () => this.renew(uri));
      return;
    }
    for (const file of this.files.values())
      if (policyUrisOf(file).some((policy) => isSame(policy, uri)))
        this.soon(file.uri.toString(), () => this.renew(file.uri));
  }

  private async renew(uri: vscode.Uri): Promise<void> {
    await this.read(uri);
    const item = this.controller.items.get(uri.toString());
    if (!item) return;
    this.controller.invalidateTestResults(item);
    for (const request of [...this.continuous]) await this.runAgain(request, item);
  }

  /** Runs of a file what is watched of it. */
  private async runAgain(request: vscode.TestRunRequest, file: vscode.TestItem): Promise<void> {
    const included = request.include?.flatMap((item) => {
      if (item.id === file.id) return [file];
      const again = file.children.get(item.id);
      return again ? [again] : [];
    }) ?? [file];
    if (included.length === 0) return;
    const { exclude, profile } = request;
    await this.run(new vscode.TestRunRequest(included, exclude, profile, true), undefined, 'run');
  }

  private soon(key: string, task: () => Promise<void>): void {
    clearTimeout(this.waiting.get(key));
    this.waiting.set(
      key,
      setTimeout(() => {
        this.waiting.delete(key);
        task().catch((error: unknown) => this.log.error(`[tests] ${String(error)}`));
      }, debounce),
    );
  }

  private async read(uri: vscode.Uri): Promise<void> {
    const file = await readTestFile(uri);
    if (file === undefined) {
      this.forget(uri);
      return;
    }
    this.files.set(uri.toString(), file);
    this.show(file);
    this.diagnostics.show(file);
  }

  private show(file: TestFile): void {
    const { uri, tests, places, ownProblems } = file;
    const key = uri.toString();
    const label = vscode.workspace.asRelativePath(uri);
    const known = this.controller.items.get(key);
    const item = known ?? this.controller.createTestItem(key, plainText(label), uri);
    if (!known) this.controller.items.add(item);
    const names = namedCases(file);
    const wanted = new Set(names.map(({ id }) => idOf(uri, id)));
    for (const [id] of [...item.children]) if (!wanted.has(id)) item.children.delete(id);
    names.forEach(({ id: name, testCase }, index) => {
      const id = idOf(uri, name);
      const before = item.children.get(id);
      const child = before ?? this.controller.createTestItem(id, plainText(name), uri);
      child.range = places.rangeOf(testCase.range);
      const isSaid = testCase.problems.length > 0 || testCase.name.endsWith(`: ${testCase.expect}`);
      child.description = isSaid ? '' : testCase.expect;
      child.sortText = String(index).padStart(5, '0');
      setError(child, testCase.problems);
      if (!before) item.children.add(child);
    });
    setError(item, tests.problems.length === 0 ? [] : ownProblems.length > 0 ? ownProblems : tests.problems);
  }

  private forget(uri: vscode.Uri): void {
    this.files.delete(uri.toString());
    for (const id of [...this.outcomes.keys()]) if (id.startsWith(idOf(uri, ''))) this.outcomes.delete(id);
    this.controller.items.delete(uri.toString());
    this.diagnostics.forget(uri);
  }

  private async handle(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> {
    if (request.continuous !== true) {
      await this.run(request, token, 'run');
      return;
    }
    this.continuous.add(request);
    const listener = token.onCancellationRequested(() => {
      this.continuous.delete(request);
      listener.dispose();
    });
    await this.run(request, token, 'run');
  }

  private async run(
    request: vscode.TestRunRequest,
    token: vscode.CancellationToken | undefined,
    purpose: 'run' | 'explain',
  ): Promise<void> {
    const run = this.controller.createTestRun(request);
    const explained = new Map<string, { readonly uri: vscode.Uri; readonly pages: string[] }>();
    try {
      for (const [file, items] of this.casesIn(request)) {
        for (const item of items) run.enqueued(item);
        const policy = await policyOf(file);
        const cases = new Map(namedCases(file).map(({ id, testCase }) => [idOf(file.uri, id), testCase]));
        for (const item of items) {
          const testCase = cases.get(item.id);
          if (token?.isCancellationRequested === true || !testCase) run.skipped(item);
          else this.runCase(run, item, testCase, file, policy);
          if (purpose !== 'explain' || !testCase || typeof policy === 'string' || !canRun(file, testCase))
            continue;
          const pages = explained.get(file.uri.toString())?.pages ?? [];
          explained.set(file.uri.toString(), { uri: file.uri, pages });
          pages.push(explainCase(testCase, policy.document));
        }
      }
    } finally {
      run.end();
    }
    for (const { uri, pages } of explained.values())
      await this.explanations.show(uri, pages.join('\n\n---\n\n'));
  }

  private runCase(
    run: vscode.TestRun,
    item: vscode.TestItem,
    testCase: PolicyTestCase,
    file: TestFile,
    policy: TestedPolicy | string,
  ): void {
    run.started(item);
    const problems = [...file.ownProblems, ...testCase.problems];
    const end = (state: Outcome['state'], messages: vscode.TestMessage[], duration?: number): void => {
      this.outcomes.set(item.id, { state, messages });
      if (state === 'passed') run.passed(item, duration);
      else run[state](item, messages, duration);
    };
    if (problems.length > 0) end('errored', errorMessages(problems, file));
    else if (typeof policy === 'string')
      end(
        'errored',
        errorMessages([{ message: policy, range: file.tests.policy?.range ?? testCase.range }], file),
      );
    else {
      const before = performance.now();
      const [result] = runPolicyTests({ ...file.tests, cases: [testCase] }, policy.document);
      const duration = performance.now() - before;
      if (!result) return;
      if (result.passed) end('passed', [], duration);
      else {
        const message = failureMessage(result, file, policy);
        const text = typeof message.message === 'string' ? message.message : message.message.value;
        // Without its place: there the message itself stands in the editor, and the two would overlap.
        run.appendOutput(`✗ ${item.label}\r\n${text.replaceAll('\n', '\r\n')}\r\n`, undefined, item);
        end('failed', [message], duration);
      }
    }
  }

  /** The cases that a request asks for, by file. */
  private casesIn({
    include,
    exclude,
  }: vscode.TestRunRequest): readonly (readonly [TestFile, readonly vscode.TestItem[]])[] {
    const asked = include ?? [...this.controller.items].map(([, item]) => item);
    const left = new Set((exclude ?? []).map(({ id }) => id));
    const byFile = new Map<TestFile, Map<string, vscode.TestItem>>();
    for (const item of asked) {
      const file = item.uri && this.files.get(item.uri.toString());
      if (!file || left.has(item.id)) continue;
      const cases = item.parent ? [item] : [...item.children].map(([, child]) => child);
      const known = byFile.get(file) ?? new Map<string, vscode.TestItem>();
      byFile.set(file, known);
      for (const each of cases) if (!left.has(each.id)) known.set(each.id, each);
    }
    return [...byFile].map(([file, items]) => [file, [...items.values()]]);
  }
}

function canRun({ ownProblems }: TestFile, { problems }: PolicyTestCase): boolean {
  return ownProblems.length === 0 && problems.length === 0;
}

function setError(item: vscode.TestItem, problems: readonly { readonly message: string }[]): void {
  const text = problems.map(({ message }) => message).join('\n');
  item.error = text === '' ? undefined : text;
}

function idOf(file: vscode.Uri, name: string): string {
  return `${file.toString()}#${name}`;
}
