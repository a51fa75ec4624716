import { element, type Markup } from '../../webview/markup';
import type { LockState, VaultEvidence } from '../evidence';
import { instantInWords } from './parts';

export type Look = LockState | 'unread';

const stateWords: Readonly<Record<Look, string>> = {
  locked: 'Locked',
  inProgress: 'Lock in progress',
  none: 'No vault lock',
  unread: 'Not read',
};

export function lookOf({ reading }: VaultEvidence): Look {
  return reading.read ? reading.lock.state : 'unread';
}

/** In a square of 16: a closed lock, a clock, an open lock, a triangle. */
const paths: Readonly<Record<Look, string>> = {
  locked: 'M4.5 7V5a3.5 3.5 0 0 1 7 0v2M3.5 7h9v6.5h-9z',
  inProgress: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M8 5v3l2 1.5',
  none: 'M4.5 7V5a3.5 3.5 0 0 1 6.6-1.6M3.5 7h9v6.5h-9z',
  unread: 'M8 2.5L14 13.5H2zM8 6.5v3.5M8 11.5v.5',
};

/** A word for the state with its sign; never by colour alone. */
export function stateBadge(look: Look): Markup {
  return element(
    'span',
    { class: `state ${look}` },
    element(
      'svg',
      { class: 'icon', viewBox: '0 0 16 16', 'aria-hidden': 'true', focusable: 'false' },
      element('path', { d: paths[look] }),
    ),
    stateWords[look],
  );
}

/** What the state means, in a sentence or two. */
export function stateInWords({ reading }: VaultEvidence): string {
  if (!reading.read) return `The lock could not be read. ${reading.failure.reason}`;
  const { lock } = reading;
  switch (lock.state) {
    case 'locked':
      return `The policy below has been in force since ${at(lock.created)}, when the lock was initiated. It can never be changed, nor removed as long as the vault is there.`;
    case 'inProgress':
      return `The policy below has been in force since ${at(lock.created)}. It is not permanent: if the lock is not completed before ${at(lock.expires)}, the policy is gone.`;
    case 'none':
      return 'No lock policy is in force on this vault: nothing of what this report is about protects it.';
  }
}

function at(instant: number): string {
  return instantInWords(new Date(instant).toISOString());
}
