import assert from 'node:assert/strict';
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

interface Menu {
  readonly command: string;
  readonly group?: string;
  readonly when?: string;
}

interface Setting {
  readonly default: unknown;
  readonly scope: string;
  readonly order: number;
  readonly markdownDescription: string;
}

interface Manifest {
  readonly name: string;
  readonly publisher: string;
  readonly version: string;
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
    }[];
    readonly menus: Readonly<Record<string, readonly Menu[]>>;
    readonly viewsContainers: { readonly activitybar: readonly { readonly icon: string }[] };
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly icon: string }[]>>;
    readonly viewsWelcome: readonly { readonly when: string; readonly contents: string }[];
    readonly walkthroughs: readonly {
      readonly id: string;
      readonly steps: readonly {
        readonly id: string;
        readonly description: string;
        readonly media: { readonly svg: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
    readonly colors: readonly { readonly id: string; readonly defaults: Readonly<Record<string, string>> }[];
    readonly configuration: readonly {
      readonly title: string;
      readonly properties: Readonly<Record<string, Setting>>;
    }[];
  };
}

const manifestText = read('package.json');
const manifest = JSON.parse(manifestText) as Manifest;
const nls = JSON.parse(read('package.nls.json')) as Record<string, string>;
const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: read(path.join('src', file)) }));
const allSource = sources.map(({ text }) => text).join('\n');
const { commands, menus } = manifest.contributes;
const settings = manifest.contributes.configuration.flatMap(({ properties }) => Object.entries(properties));
const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
const whenClauses = [
  ...Object.values(menus).flatMap((entries) => entries.map(({ when }) => when ?? '')),
  ...manifest.contributes.viewsWelcome.map(({ when }) => when),
  ...steps.flatMap(({ completionEvents }) =>
    completionEvents.filter((event) => event.startsWith('onContext:')),
  ),
];

/** The keys of the literal table in `src/commands/index.ts`, as text: importing it would need VS Code. */
const registered = [...read('src/commands/index.ts').matchAll(/^ {2}'([a-zA-Z.]+)':/gm)].map(([, id]) => id);

describe('the manifest', () => {
  it('declares exactly the commands that are registered', () => {
    const declared = commands.map(({ command }) => command.replace('glacierVaultLock.', ''));
    assert.deepEqual([...declared].sort(), [...registered].sort());
    assert.ok(declared.length > 15);
  });

  it('names only declared commands in menus and welcome texts', () => {
    const declared = new Set(commands.map(({ command }) => command));
    const linked = Object.values(nls).flatMap((text) =>
      [...text.matchAll(/\(command:(glacierVaultLock[^)]*)\)/g)].map(([, id]) => id ?? ''),
    );
    const used = [
      ...Object.values(menus).flatMap((entries) => entries.map(({ command }) => command)),
      ...linked,
    ];
    assert.deepEqual(
      used.filter((command) => !declared.has(command)),
      [],
    );
    assert.ok(linked.length >= 2);
  });

  it('says of every command when the palette offers it, unless always', () => {
    const decided = new Set((menus['commandPalette'] ?? []).map(({ command }) => command));
    const always = commands.map(({ command }) => command).filter((command) => !decided.has(command));
    assert.deepEqual(always, [
      'glacierVaultLock.policy.new',
      'glacierVaultLock.ledger.show',
      'glacierVaultLock.ledger.verify',
      'glacierVaultLock.log.show',
      'glacierVaultLock.walkthrough.open',
    ]);
  });

  // For a command that it hides, the palette offers similar ones, and Enter takes the first of them.
  it('offers Complete, Restart and Initiate wherever it could offer Abort instead', () => {
    const conditionsOf = (id: string): readonly string[] =>
      (menus['commandPalette'] ?? [])
        .filter(({ command }) => command === `glacierVaultLock.${id}`)
        .flatMap(({ when }) => when?.split(' && ') ?? []);
    // A lock in progress was found through a connection.
    const ofAbort = new Set([...conditionsOf('lock.abort'), 'glacierVaultLock.hasConnections']);
    for (const id of ['lock.complete', 'lock.restart', 'lock.initiate'])
      assert.deepEqual(
        conditionsOf(id).filter((condition) => !ofAbort.has(condition)),
        [],
        id,
      );
  });

  it('has a text for every %key%, and no text that nothing uses', () => {
    const used = [...manifestText.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key ?? '');
    assert.deepEqual([...new Set(used)].sort(), Object.keys(nls).sort());
  });

  it('uses only context keys that the code sets, and sets none in vain', () => {
    const union = [...read('src/shared/contextKeys.ts').matchAll(/^ {2}\| '(\w+)'/gm)].map(
      ([, key]) => key ?? '',
    );
    const used = whenClauses.flatMap((when) =>
      [...when.matchAll(/glacierVaultLock\.(\w+)/g)].map(([, key]) => key ?? ''),
    );
    const keys = new Set(used.filter((key) => key !== 'vaults'));
    assert.deepEqual([...keys].sort(), [...union].sort());
    for (const key of union) assert.match(allSource, new RegExp(`\\.set\\(\\s*'${key}'`), key);
  });

  it('asks only for viewItem words that tree items carry', () => {
    const words = whenClauses.flatMap((when) =>
      [...when.matchAll(/viewItem =~ \/\\b\(?([\w|]+)\)?\\b\//g)].flatMap(([, group]) =>
        (group ?? '').split('|'),
      ),
    );
    const items = read('src/views/vaultTreeItems.ts');
    assert.ok(words.length > 10);
    for (const word of new Set(words)) assert.match(items, new RegExp(`'[^']*\\b${word}\\b[^']*'`), word);
  });

  it('is the version whose folder the pages name', () => {
    const pages = ['README.md', ...readdirSync(path.join(root, 'docs')).map((name) => `docs/${name}`)];
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/glacier-vault-lock\.glacier-vault-lock-(\d[\w.]*)/g)].map(
        ([, version]) => version,
      ),
    );
    assert.ok(named.length >= 2);
    for (const version of named) assert.equal(version, manifest.version);
  });

  it('names icons that exist', () => {
    const icons = [
      manifest.icon,
      ...manifest.contributes.viewsContainers.activitybar.map(({ icon }) => icon),
      ...Object.values(manifest.contributes.views).flatMap((views) => views.map(({ icon }) => icon)),
    ];
    for (const icon of icons) assert.ok(existsSync(path.join(root, icon)), icon);
  });

  it("has a walkthrough whose steps each have a button, a picture in the theme's colours, and an end", () => {
    assert.equal(steps.length, 5);
    const declared = new Set(commands.map(({ command }) => command));
    for (const { id, description, media, completionEvents } of steps) {
      const buttons = (nls[description.slice(1, -1)] ?? '')
        .split('\n')
        .flatMap((line) => /^\[[^\]]+\]\(command:([\w.]+)\)$/.exec(line)?.[1] ?? []);
      assert.deepEqual(
        buttons.map((command) => declared.has(command)),
        [true],
        id,
      );
      const picture = read(media.svg);
      assert.ok(picture.length <= 3 * 1024, media.svg);
      // Styles in a picture are not let through there, attributes are.
      assert.doesNotMatch(picture, /style|<script|#[0-9a-f]{3}/i);
      for (const [, colour] of picture.matchAll(/(?:fill|stroke)="([^"]*)"/g))
        assert.match(colour ?? '', /^(?:none|var\(--vscode-[\w-]+\))$/, media.svg);
      assert.ok(completionEvents.length > 0);
      for (const event of completionEvents) {
        const command = /^onCommand:(.*)$/.exec(event)?.[1];
        assert.ok(command === undefined ? event.startsWith('onContext:') : declared.has(command), event);
      }
    }
    // The local Glacier comes with a lock in progress, but its lock ID is not here: only who initiates one has such.
    assert.deepEqual(steps.at(-1)?.completionEvents, ['onContext:glacierVaultLock.hasLockId']);
    const [{ id } = { id: '' }] = manifest.contributes.walkthroughs;
    assert.match(
      read('src/commands/openWalkthrough.ts'),
      new RegExp(`'${manifest.publisher}\\.${manifest.name}#${id}'`),
    );
  });

  it('contributes every colour for all four kinds of theme, and only colours that are used', () => {
    for (const { id, defaults } of manifest.contributes.colors) {
      assert.deepEqual(
        Object.keys(defaults).sort(),
        ['dark', 'highContrast', 'highContrastLight', 'light'],
        id,
      );
      assert.ok(allSource.includes(`'${id}'`), id);
    }
  });

  it('has a default and a scope for every setting, and reads each one', () => {
    for (const [key, { default: value, scope }] of settings) {
      assert.notEqual(value, undefined, key);
      assert.match(scope, /^(application|machine|window|resource)$/, key);
      assert.match(
        read('src/shared/settings.ts'),
        new RegExp(`'${key.replace('glacierVaultLock.', '')}'`),
        key,
      );
    }
  });

  it('orders the settings within their groups, and links only settings and commands that there are', () => {
    for (const { title, properties } of manifest.contributes.configuration) {
      const orders = Object.values(properties).map(({ order }) => order);
      assert.deepEqual(
        orders,
        [...orders.keys()].map((index) => index + 1),
        title,
      );
    }
    const linked = Object.values(nls).flatMap((text) =>
      [...text.matchAll(/#(glacierVaultLock\.\w+)#/g)].map(([, key]) => key ?? ''),
    );
    const keys = new Set(settings.map(([key]) => key));
    assert.ok(linked.length >= 4);
    assert.deepEqual(
      linked.filter((key) => !keys.has(key)),
      [],
    );
    const titles = new Set(commands.map(({ title }) => nls[title.slice(1, -1)]));
    const named = settings.flatMap(([, { markdownDescription }]) =>
      [...(nls[markdownDescription.slice(1, -1)] ?? '').matchAll(/_([A-Z][^_]*)_/g)].map(
        ([, title]) => title ?? '',
      ),
    );
    assert.deepEqual(
      named.filter((title) => !titles.has(title)),
      [],
    );
  });

  it('lets no workspace say where Glacier is, whose credentials are used, or what may be changed', () => {
    const ofWorkspace = settings
      .filter(([, { scope }]) => scope !== 'application')
      .map(([key]) => key.replace('glacierVaultLock.', ''));
    // What a folder may say is how its policies are recognised, judged and shown, and nothing else.
    const harmless = ['codeLens', 'inlayHints', 'policyFiles', 'recognizeByContent', 'rules'];
    assert.deepEqual([...ofWorkspace].sort(), harmless);
    const sections = [...allSource.matchAll(/getConfiguration\('([^']*)'/g)].map(([, section]) => section);
    // VS Code's own settings of the network are of the machine.
    assert.deepEqual([...new Set(sections)].sort(), ['glacierVaultLock', 'http', 'json']);
    assert.equal(allSource.split('getConfiguration(').length - 1, sections.length);
  });

  it('offers to complete, and what else is done to one vault only, for no selection of several', () => {
    const several = [
      ...['lock.initiateSeveral', 'lock.abortSeveral', 'vault.copyName', 'vault.copyArn'],
      ...['report.create', 'vaults.refresh'],
    ];
    const ofMenu = (menus['view/item/context'] ?? []).filter(({ command, when = '' }) => {
      const isForSeveral = several.some((id) => command === `glacierVaultLock.${id}`);
      return !isForSeveral && when.includes('bvault') && !when.includes('!listMultiSelection');
    });
    // The buttons of a row; the commands behind them refuse several.
    assert.deepEqual(
      ofMenu.filter(({ group = '' }) => !group.startsWith('inline')),
      [],
    );
    const bulk = commands.filter(({ command }) => command.endsWith('Several'));
    assert.deepEqual(
      bulk.map(({ command }) => command.replace('glacierVaultLock.', '')),
      ['lock.initiateSeveral', 'lock.abortSeveral'],
    );
  });

  it('hides in read-only mode what changes something at Glacier, wherever it is offered', () => {
    const changing = [...read('src/commands/index.ts').matchAll(/^ {2}'([a-zA-Z.]+)': 'changes'/gm)].map(
      ([, id]) => `glacierVaultLock.${id ?? ''}`,
    );
    assert.ok(changing.length >= 6);
    const places = Object.entries(menus).flatMap(([place, entries]) =>
      entries.map((entry) => ({ place, ...entry })),
    );
    for (const { place, command, when = '' } of places) {
      const isComplete = command.endsWith('lock.complete');
      // In the palette Complete is offered all the same, and says why it refuses.
      if (!changing.includes(command) || (isComplete && place === 'commandPalette')) continue;
      const key = isComplete ? 'mayComplete' : 'mayChange';
      assert.match(when, new RegExp(`&& glacierVaultLock\\.${key}$`), command);
    }
  });
});
