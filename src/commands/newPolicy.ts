import * as vscode from 'vscode';
import type { Vault } from '../locking/model';
import {
  composedText,
  composePolicy,
  findRegion,
  isTagKey,
  lint,
  parsePolicy,
  parseVaultArn,
  retentionYears,
  type HoldKeeper,
} from '../policy';
import { formatNumber } from '../shared/format';
import { plainText } from '../shared/plainText';
import { lockAppearance } from '../views/lockAppearance';
import type { Services } from './services';
import { askStepByStep, back, choose, type, type Choice, type Step } from './stepByStep';
import { placeOf, vaultKeyIn } from './vaultArgument';

/** The answers so far; undefined is what has not been asked, or not been answered yet. */
interface Answers {
  readonly vault?: { readonly arn: string; readonly name: string } | 'typed';
  readonly retention?: number | 'typed' | 'none';
  readonly hold?: { readonly tag: string } | 'typed' | 'none';
  readonly keeper?: HoldKeeper | 'typed';
  readonly keepVault?: boolean;
}

/** Asks what a new policy shall do, for which vault, and opens it as a document that is not saved yet. */
export async function newPolicy(services: Services, argument?: unknown): Promise<void> {
  const { l10n } = vscode;
  const key = vaultKeyIn(argument);
  const given = key === undefined ? undefined : services.store.find(key);
  const [title, steps] =
    given === undefined
      ? [l10n.t('New Vault Lock Policy'), [...aboutVault(services), ...aboutContent]]
      : [l10n.t('New Policy for {0}', given.name), aboutContent];
  const answers = await askStepByStep<Answers>(title, steps, given === undefined ? {} : { vault: given });
  const { vault, retention, hold, keeper, keepVault } = answers;
  if (typeof vault !== 'object') return;
  const policy = composePolicy({
    vaultArn: vault.arn,
    retentionDays: typeof retention === 'number' ? retention : undefined,
    legalHold:
      typeof hold === 'object'
        ? { tag: hold.tag, ...(typeof keeper === 'object' ? { keeper } : {}) }
        : undefined,
    keepVault: keepVault === true,
  });
  await openUnsaved(vault.name, `${composedText(policy)}\n`);
}

function aboutVault(services: Services): readonly Step<Answers>[] {
  const { l10n } = vscode;
  return [
    {
      number: 1,
      applies: () => true,
      ask: async (answers, frame) => {
        const vault = await choose<NonNullable<Answers['vault']>>(frame, l10n.t('For which vault?'), {
          get: () => vaultChoices(services),
          onDidChange: (listener) => services.store.onDidChange(listener),
          // In Restricted Mode no vault is read.
          ...(vscode.workspace.isTrusted ? { complete: services.settled } : {}),
        });
        return vault === back ? back : { ...answers, vault };
      },
    },
    {
      number: 1,
      applies: ({ vault }) => vault === 'typed',
      ask: async (answers, frame) => {
        const arn = await type(frame, {
          prompt: l10n.t('The ARN of the vault that will be locked.'),
          placeholder: 'arn:aws:glacier:us-west-2:210987654321:vaults/ledger-2026',
          check: (typed) => {
            const read = parseVaultArn(typed);
            if (read !== undefined && findRegion(read.region)?.partition === read.partition) return undefined;
            return read === undefined
              ? l10n.t('arn:aws:glacier:REGION:ACCOUNT:vaults/NAME, the account with 12 digits')
              : l10n.t('There are no Glacier vaults in {0}.', read.region);
          },
        });
        if (arn === back) return back;
        return { ...answers, vault: { arn, name: parseVaultArn(arn)?.name ?? arn } };
      },
    },
  ];
}

function vaultChoices({ store, clock }: Services): readonly Choice<NonNullable<Answers['vault']>>[] {
  const { l10n } = vscode;
  const ofVault = (vault: Vault): Choice<NonNullable<Answers['vault']>> => {
    const look = lockAppearance(vault, clock);
    return {
      label: `$(${look.icon.id}) ${vault.name}`,
      description: look.description,
      detail: plainText(placeOf(vault)),
      value: vault,
    };
  };
  const separator = { label: '', kind: vscode.QuickPickItemKind.Separator };
  return [
    ...[...store.vaults].sort((a, b) => lockOrder(a) - lockOrder(b)).map(ofVault),
    ...(store.vaults.length > 0 ? [separator] : []),
    {
      label: `$(edit) ${l10n.t('Another vault…')}`,
      detail: l10n.t('Enter its ARN.'),
      value: 'typed',
    },
    {
      label: `$(files) ${l10n.t('Several vaults, one policy')}`,
      detail: l10n.t(
        'A template: Resource "{0}" is filled in for each vault when the policy is initiated on several.',
        '${vaultArn}',
      ),
      value: { arn: '${vaultArn}', name: 'template' },
    },
    {
      label: `$(json) ${l10n.t('Leave it open')}`,
      detail: l10n.t(
        'Resource "*": in the policy of a vault that is this vault, whichever it is. Nothing guards against locking the wrong one.',
      ),
      value: { arn: '*', name: 'new' },
    },
  ];
}

/** A vault that can still be locked is the one that is most likely meant. */
function lockOrder({ lock }: Vault): number {
  if (lock.known !== 'read' || lock.lock.state === 'none') return 0;
  return lock.lock.state === 'inProgress' ? 1 : 2;
}

/** A century is more than any retention; what is longer is most likely a slip of the pen. */
const mostDays = 36_500;

/** What the rules will say of a retention: a year that lacks its leap day, months counted as days. */
function remarkOn(retentionDays: number): string | undefined {
  const policy = composePolicy({ vaultArn: '*', retentionDays, keepVault: true });
  return lint(parsePolicy(composedText(policy)))[0]?.message;
}

const aboutContent: readonly Step<Answers>[] = [
  {
    number: 2,
    applies: () => true,
    ask: async (answers, frame) => {
      const { l10n } = vscode;
      const retention = await choose<NonNullable<Answers['retention']>>(
        frame,
        l10n.t('For how long must nobody delete an archive?'),
        {
          get: () => [
            ...retentionYears().map(({ years, days }) => ({
              label: years === 1 ? l10n.t('1 year') : l10n.t('{0} years', years),
              description: l10n.t('{0} days, leap days counted', formatNumber(days)),
              value: days,
            })),
            {
              label: `$(edit) ${l10n.t('Another time…')}`,
              description: l10n.t('in days'),
              value: 'typed',
            },
            {
              label: l10n.t('No retention'),
              description: l10n.t('a legal hold only'),
              value: 'none',
            },
          ],
        },
      );
      return retention === back ? back : { ...answers, retention };
    },
  },
  {
    number: 2,
    applies: ({ retention }) => retention === 'typed',
    ask: async (answers, frame) => {
      const { l10n } = vscode;
      const days = await type(frame, {
        prompt: l10n.t(
          'Whole days from the upload of an archive. A year can have 366; one day more than asked for does no harm.',
        ),
        placeholder: '2557',
        check: (typed) =>
          /^[1-9]\d{0,4}$/.test(typed) && Number(typed) <= mostDays
            ? undefined
            : l10n.t('A whole number from 1 to {0}', formatNumber(mostDays)),
        remark: (typed) => remarkOn(Number(typed)),
      });
      return days === back ? back : { ...answers, retention: Number(days) };
    },
  },
  {
    number: 3,
    applies: () => true,
    ask: async (answers, frame) => {
      const { l10n } = vscode;
      const none: Choice<NonNullable<Answers['hold']>> = { label: l10n.t('No legal hold'), value: 'none' };
      const hold = await choose<NonNullable<Answers['hold']>>(
        frame,
        l10n.t('Shall a tag of the vault hold archives of any age?'),
        {
          get: () => [
            // Without either the policy would keep nothing.
            ...(answers.retention === 'none' ? [] : [none]),
            {
              label: l10n.t('Legal hold by the tag {0}', 'LegalHold'),
              detail: l10n.t(
                'On until the tag says "false": also where it is missing, empty or misspelt. Tag the vault before you need to delete.',
              ),
              value: { tag: 'LegalHold' },
            },
            { label: `$(edit) ${l10n.t('Legal hold by another tag…')}`, value: 'typed' },
          ],
        },
      );
      return hold === back ? back : { ...answers, hold };
    },
  },
  {
    number: 3,
    applies: ({ hold }) => hold === 'typed',
    ask: async (answers, frame) => {
      const { l10n } = vscode;
      const tag = await type(frame, {
        prompt: l10n.t('The key of the tag. The hold is on until its value is "false".'),
        placeholder: 'LegalHold',
        check: (typed) =>
          isTagKey(typed)
            ? undefined
            : l10n.t('1 to 128 letters, digits, blanks and _ . : / = + - @, not beginning with aws:'),
      });
      return tag === back ? back : { ...answers, hold: { tag } };
    },
  },
  {
    number: 3,
    applies: ({ hold }) => typeof hold === 'object',
    ask: async (answers, frame) => {
      const { l10n } = vscode;
      const keeper = await choose<NonNullable<Answers['keeper']>>(
        frame,
        l10n.t('Who may change the tags of the vault while the hold is on, and so lift it?'),
        {
          get: () => [
            {
              label: l10n.t('Whoever signs in with MFA'),
              detail: l10n.t(
                'And may tag the vault. The policy names nobody, so it outlives people and roles.',
              ),
              value: { by: 'mfa' },
            },
            {
              label: `$(edit) ${l10n.t('One role or user…')}`,
              detail: l10n.t(
                'Its name can never be changed: once it is gone nobody can lift the hold until it is made again.',
              ),
              value: 'typed',
            },
          ],
        },
      );
      return keeper === back ? back : { ...answers, keeper };
    },
  },
  {
    number: 3,
    applies: ({ keeper, hold }) => typeof hold === 'object' && keeper === 'typed',
    ask: async (answers, frame) => {
      const { l10n } = vscode;
      const arn = await type(frame, {
        prompt: l10n.t('The ARN of the role or user.'),
        placeholder: 'arn:aws:iam::210987654321:role/LegalOfficer',
        check: (typed) =>
          /^arn:aws[a-z-]*:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]+$/.test(typed)
            ? undefined
            : l10n.t('arn:aws:iam::ACCOUNT:role/NAME, the account with 12 digits'),
      });
      return arn === back ? back : { ...answers, keeper: { by: 'principal', arn } };
    },
  },
  {
    number: 4,
    applies: () => true,
    ask: async (answers, frame) => {
      const { l10n } = vscode;
      const keepVault = await choose<'keep' | 'free'>(
        frame,
        l10n.t('And the vault itself, once it is empty?'),
        {
          get: () => [
            {
              label: l10n.t('Keep it'),
              detail: l10n.t(
                'Nobody deletes it to make it again without the lock. The name is taken for ever; an empty vault costs nothing.',
              ),
              value: 'keep',
            },
            {
              label: l10n.t('It may be deleted'),
              detail: l10n.t(
                'A vault that is made again under its name has no lock, and the rules will remind of that.',
              ),
              value: 'free',
            },
          ],
        },
      );
      return keepVault === back ? back : { ...answers, keepVault: keepVault === 'keep' };
    },
  },
];

/** Opens a text under a name that policies have, ready to be saved in the workspace; without one it gets no name yet. */
async function openUnsaved(vaultName: string, text: string): Promise<void> {
  const uri = await freeName(vaultName);
  if (uri === undefined) {
    const document = await vscode.workspace.openTextDocument({ language: 'json', content: text });
    await vscode.window.showTextDocument(document, { preview: false });
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), text));
}

/** `untitled:/folder/ledger.vault-lock.json`, or with a number where a file or document has that name. */
async function freeName(vaultName: string): Promise<vscode.Uri | undefined> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  // VS Code takes the path of an untitled document for one of the file system that it runs on.
  if (folder?.uri.scheme !== 'file') return undefined;
  for (let count = 1; ; count += 1) {
    const name = `${vaultName}${count === 1 ? '' : `-${count}`}.vault-lock.json`;
    const file = vscode.Uri.joinPath(folder.uri, name);
    const untitled = file.with({ scheme: 'untitled' });
    const isOpen = vscode.workspace.textDocuments.some(({ uri }) => uri.toString() === untitled.toString());
    if (!isOpen && !(await exists(file))) return untitled;
  }
}

async function exists(file: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(file);
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return false;
    throw error;
  }
}
