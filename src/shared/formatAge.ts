import * as vscode from 'vscode';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago something was read, coarsely: "as of 3 h ago". Both in epoch milliseconds of the same clock. */
export function formatAge(instant: number, now: number): string {
  const { l10n } = vscode;
  const age = Math.max(0, now - instant);
  if (age < minute) return l10n.t('as of a moment ago');
  if (age < hour) return l10n.t('as of {0} min ago', Math.floor(age / minute));
  if (age < 2 * day) return l10n.t('as of {0} h ago', Math.floor(age / hour));
  return l10n.t('as of {0} days ago', Math.floor(age / day));
}
