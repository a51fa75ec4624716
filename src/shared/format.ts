import * as vscode from 'vscode';

/** An instant in the person's own zone and language, to the minute: "21 Nov 2026, 22:02". */
export function formatInstant(instant: number): string {
  return new Intl.DateTimeFormat(vscode.env.language, {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(instant);
}

/** Bytes in the unit that reads best, decimal as AWS bills: "1.2 GB". */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
  let value = bytes;
  let unit: (typeof units)[number] = 'B';
  for (const next of units.slice(1)) {
    if (value < 1000) break;
    value /= 1000;
    unit = next;
  }
  const digits = unit === 'B' || value >= 100 ? 0 : 1;
  return `${new Intl.NumberFormat(vscode.env.language, { maximumFractionDigits: digits }).format(value)} ${unit}`;
}

export function formatNumber(value: number): string {
  return new Intl.NumberFormat(vscode.env.language).format(value);
}
