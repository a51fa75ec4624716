import * as vscode from 'vscode';
import { initiatePage } from '../../locking/bulk/bulkPages';
import {
  planInitiate,
  type BulkPlan,
  type PlannedInitiate,
  type PolicyFor,
} from '../../locking/bulk/planBulk';
import { askCallers, leaveOutStrangers } from '../../locking/bulk/strangers';
import type { Vault } from '../../locking/model';
import { fillTemplate, isTemplate, vaultArnsOf } from '../../policy';
import { Cancelled } from '../runCommand';
import type { Services } from '../services';
import { bullets } from '../policyInWords';
import { isUnlocked } from '../vaultArgument';
import { asPolicyFile, pickPolicy, workspacePolicies, type PolicyFile } from '../workspacePolicies';
import { callersInWords, confirmBulk, countOf } from './confirmBulk';
import { readAfresh, withSteps } from './readAfresh';
import { severalVaults } from './severalVaults';
import { runAndTell } from './tellResults';

/** The policy for each vault, what it is called, and the file that it is kept in. */
interface PolicySource {
  readonly name: string;
  /** As it is now: between two tries somebody may have mended the file. Rejects where it is a policy no more. */
  readonly policies: () => Promise<PolicyFor>;
  readonly file: vscode.Uri | undefined;
}

/** Initiates a lock with one policy on several vaults: what is left open in it is filled in for each. */
export async function initiateSeveral(services: Services, ...args: readonly unknown[]): Promise<void> {
  const { l10n } = vscode;
  const uri = args.find((argument): argument is vscode.Uri => argument instanceof vscode.Uri);
  const vaults = await severalVaults(
    services,
    args.filter((argument) => argument !== uri),
    l10n.t('Initiate Vault Locks: Choose the Vaults'),
    isUnlocked,
  );
  const source = await policySource(services, uri, vaults.length);
  await initiateOn(services, vaults, source);
}

/** Initiates on each vault its own policy, as it was in force there before. */
export async function initiateAgain(
  services: Services,
  policies: ReadonlyMap<string, { readonly vault: Vault; readonly policy: string }>,
): Promise<void> {
  await initiateOn(
    services,
    [...policies.values()].map(({ vault }) => vault),
    {
      name: vscode.l10n.t('the one that was in force on each vault'),
      policies: () => Promise.resolve(({ key }) => policies.get(key)?.policy ?? ''),
      file: undefined,
    },
  );
}

async function initiateOn(services: Services, vaults: readonly Vault[], source: PolicySource): Promise<void> {
  const { l10n } = vscode;
  const readingOf = await askCallers(vaults, (...place) => services.callers.ask(...place));
  const callerOf = callersInWords(readingOf);
  const own = leaveOutStrangers(vaults, readingOf);
  const read = await readAfresh(services, own.vaults);
  const judged = await judge(read.vaults, source);
  const plan = { go: judged.go, leftOut: [...own.leftOut, ...read.leftOut, ...judged.leftOut] };
  const page = initiatePage(plan, source.name, callerOf);
  const pageName = l10n.t('Initiate vault locks');
  const [first] = plan.go;
  if (first === undefined) {
    await services.pages.show(pageName, page);
    throw new Error(
      l10n.t('On none of these vaults a lock can be initiated. The page says of each vault why.'),
    );
  }
  const warned = plan.go.filter(({ preflight }) => preflight.warnings.length > 0).length;
  await confirmBulk(
    services,
    {
      question: l10n.t('Initiate a vault lock on {0}?', countOf(plan.go.length)),
      vaults: plan.go.map(({ vault }) => vault),
      leftOut: plan.leftOut,
      lines: [
        '',
        l10n.t('Policy: {0}', source.name),
        ...bullets([...new Set(plan.go.map(({ effect }) => effect))]),
        ...(warned === 0 ? [] : [l10n.t('Vaults with warnings: {0}', warned)]),
        '',
        plan.go.length === 1
          ? l10n.t(
              '{0} Until then you can test and abort the lock; after that it is gone.',
              first.preflight.consequence,
            )
          : l10n.t(
              '{0} Until then you can test and abort each lock; after that it is gone. Each is completed by itself.',
              first.preflight.consequence,
            ),
      ],
      go: plan.go.length === 1 ? l10n.t('Initiate 1 Lock') : l10n.t('Initiate {0} Locks', plan.go.length),
      pageName,
      page,
    },
    callerOf,
  );
  const outcomes = await runAndTell(services, {
    command: 'lock.initiateSeveral',
    title: l10n.t('Initiated vault locks'),
    progress: l10n.t('Initiating vault locks…'),
    tasks: plan.go,
    leftOut: plan.leftOut,
    act: async ({ vault, policy }) =>
      (await services.operations.initiate(vault, policy, { several: true })).vault,
    again: (undone) => initiateOn(services, undone, source),
  });
  const { file } = source;
  if (file === undefined) return;
  // The policy in force on these vaults is compared with it from now on.
  const done = outcomes.filter(({ kind }) => kind === 'done').map(({ task }) => task.vault);
  await services.drift.chooseFor(done, file);
}

async function judge(
  vaults: readonly Vault[],
  { policies }: PolicySource,
): Promise<BulkPlan<PlannedInitiate>> {
  return await withSteps(
    vscode.l10n.t('Checking the policy for {0}…', countOf(vaults.length)),
    vaults.length,
    async (step, signal) => {
      let judged = 0;
      const plan = await planInitiate(vaults, policies, {
        signal,
        onJudged: () => step(vaults[judged++]?.name ?? ''),
      });
      if (signal.aborted) throw new Cancelled();
      return plan;
    },
  );
}

/** The given file, or the one the person picks: templates and policies that name no vault come first. */
async function policySource(
  services: Services,
  uri: vscode.Uri | undefined,
  vaults: number,
): Promise<PolicySource> {
  const { l10n, workspace } = vscode;
  const given = uri && asPolicyFile(services, await workspace.openTextDocument(uri));
  const file =
    given ??
    (await pickPolicy(
      await workspacePolicies(services),
      l10n.t('Initiate Locks on {0}: Choose the Policy', countOf(vaults)),
      isForMany,
      l10n.t('for many vaults'),
    ));
  const { uri: chosen, isUntitled } = file.document;
  return {
    name: workspace.asRelativePath(chosen),
    policies: () => policiesIn(services, chosen),
    file: isUntitled ? undefined : chosen,
  };
}

/** What a file holds for each vault, with what is not saved yet. */
async function policiesIn(services: Services, uri: vscode.Uri): Promise<PolicyFor> {
  const { l10n, workspace } = vscode;
  const text = asPolicyFile(services, await workspace.openTextDocument(uri))?.parsed.sentText;
  if (text === undefined)
    throw new Error(
      l10n.t('{0} holds no vault lock policy that could be sent.', workspace.asRelativePath(uri)),
    );
  return ({ arn }) => fillTemplate(text, arn);
}

function isForMany({ parsed }: PolicyFile): boolean {
  return isTemplate(parsed.text) || vaultArnsOf(parsed).length === 0;
}
