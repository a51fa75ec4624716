import * as vscode from 'vscode';
import { advancePracticeClock } from '../glacier/practiceClock';
import type { Connection } from '../locking/model';
import { formatInstant } from '../shared/format';
import { plainText } from '../shared/plainText';
import { Cancelled } from './runCommand';
import type { Services } from './services';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** Moves a local Glacier's clock forward, to see a lock expire or an archive come of age. */
export async function moveClock(services: Services, argument?: unknown): Promise<void> {
  const { l10n } = vscode;

  const connection = await practiceConnection(services, argument);
  const seconds = await askHowFar(formatInstant(services.clock.now(connection.id)));
  const endpoint = await services.practiceEndpoint(connection);
  const now = await advancePracticeClock(endpoint, seconds);
  services.log.info(`[localGlacier.moveClock] ${seconds} s forward.`);
  await services.store.refresh('the local clock was moved', { connectionId: connection.id });
  vscode.window.setStatusBarMessage(l10n.t("The local Glacier's clock shows {0}", formatInstant(now)), 5_000);
}

async function practiceConnection(services: Services, argument: unknown): Promise<Connection> {
  const all = services.connections.all.filter(({ practice }) => practice);
  const named =
    typeof argument === 'object' && argument !== null && 'connection' in argument
      ? argument.connection
      : undefined;
  const [only, ...others] = all;
  const found = all.find((connection) => connection === named) ?? (others.length === 0 ? only : undefined);
  if (found !== undefined) return found;
  const choice = await vscode.window.showQuickPick(
    all.map((connection) => ({ label: plainText(connection.name), connection })),
    { title: vscode.l10n.t("Move the Local Glacier's Clock") },
  );
  if (choice === undefined) throw new Cancelled();
  return choice.connection;
}

async function askHowFar(now: string): Promise<number> {
  const { l10n } = vscode;
  const steps: readonly {
    readonly label: string;
    readonly description?: string;
    readonly seconds?: number;
  }[] = [
    { label: l10n.t('1 hour'), seconds: hour },
    { label: l10n.t('12 hours'), seconds: 12 * hour },
    {
      label: l10n.t('20 hours and 30 minutes'),
      seconds: 20 * hour + 30 * minute,
      description: l10n.t('a fresh lock is in its last 4 hours'),
    },
    {
      label: l10n.t('23 hours and 30 minutes'),
      seconds: 23 * hour + 30 * minute,
      description: l10n.t('a fresh lock is in its last hour'),
    },
    { label: l10n.t('1 day'), seconds: day, description: l10n.t('a lock in progress has expired') },
    { label: l10n.t('30 days'), seconds: 30 * day },
    { label: l10n.t('366 days'), seconds: 366 * day, description: l10n.t('archives are a year older') },
    { label: l10n.t('Another time span…') },
  ];
  const choice = await vscode.window.showQuickPick(steps, {
    title: l10n.t("Move the Local Glacier's Clock Forward"),
    placeHolder: l10n.t('It shows {0}. It can only be moved forward.', now),
  });
  if (choice === undefined) throw new Cancelled();
  if (choice.seconds !== undefined) return choice.seconds;
  const typed = await vscode.window.showInputBox({
    title: l10n.t("Move the Local Glacier's Clock Forward"),
    prompt: l10n.t('For example: 90 days, 36 h, 15 min'),
    validateInput: (value) =>
      secondsOf(value) === undefined ? l10n.t('A number and a unit: days, h, min or s.') : undefined,
  });
  const seconds = typed === undefined ? undefined : secondsOf(typed);
  if (seconds === undefined) throw new Cancelled();
  return seconds;
}

const units: Readonly<Record<string, number>> = { d: day, h: hour, m: minute, s: 1 };

/** "90 days", "36h", "1.5 h" in whole seconds; undefined for anything else. */
function secondsOf(text: string): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(d|h|m|s)[a-z]*\s*$/i.exec(text);
  const unit = units[match?.[2]?.toLowerCase() ?? ''];
  return match === null || unit === undefined ? undefined : Math.round(Number(match[1]) * unit);
}
