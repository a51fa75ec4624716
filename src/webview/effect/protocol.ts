import type { EffectPicture, WhatIf, WhatIfAnswer, WhatIfCondition } from '../../policy';

/** What the extension tells the page of the effect view. */
export type ToPage =
  /** `source` and `pinned` are handed back by the page when VS Code restores it. */
  | {
      readonly type: 'show';
      readonly name: string;
      readonly source: string;
      readonly pinned: boolean;
      readonly picture: EffectPicture;
    }
  /** The text cannot be read at the moment: what was shown last of the same policy stays, dimmed. */
  | {
      readonly type: 'unreadable';
      readonly name: string;
      readonly source: string;
      readonly pinned: boolean;
      readonly reason: string;
    }
  | { readonly type: 'answer'; readonly id: number; readonly answer: WhatIfAnswer };

/** What the page tells the extension. */
export type FromPage =
  | { readonly type: 'ready' }
  /** `focus`: the keyboard goes to the editor as well. */
  | { readonly type: 'openStatement'; readonly statement: number; readonly focus: boolean }
  | { readonly type: 'ask'; readonly id: number; readonly request: WhatIf };

/** What VS Code keeps for the page, also over a reload of the window. */
export interface PageState {
  readonly source?: string;
  readonly pinned: boolean;
  readonly request?: WhatIf;
}

/** Reads a message of the page; undefined for what is none of ours. */
export function readFromPage(value: unknown): FromPage | undefined {
  if (!isObject(value)) return undefined;
  const { type, id, statement, focus, request } = value;
  if (type === 'ready') return { type };
  if (type === 'openStatement' && isPlace(statement) && typeof focus === 'boolean')
    return { type, statement, focus };
  const asked = readWhatIf(request);
  return type === 'ask' && isPlace(id) && asked ? { type, id, request: asked } : undefined;
}

/**
 * Reads a message of the extension; undefined for what is none of ours. Only its kind is looked at: a page gets messages
 * from nobody but VS Code and itself.
 */
export function readToPage(value: unknown): ToPage | undefined {
  return isToPage(value) ? value : undefined;
}

function isToPage(value: unknown): value is ToPage {
  if (!isObject(value)) return false;
  const { type, name, source, pinned, picture, reason, id, answer } = value;
  if (type === 'answer') return isPlace(id) && isObject(answer);
  if (typeof name !== 'string' || typeof source !== 'string' || typeof pinned !== 'boolean') return false;
  return type === 'show' ? isObject(picture) : type === 'unreadable' && typeof reason === 'string';
}

export function readPageState(value: unknown): PageState {
  if (!isObject(value)) return { pinned: false };
  const { source, pinned, request } = value;
  const asked = readWhatIf(request);
  return {
    pinned: pinned === true,
    ...(typeof source === 'string' ? { source } : {}),
    ...(asked ? { request: asked } : {}),
  };
}

/** More than a person fills in; a longer list is not from the form. */
const mostConditions = 100;

function readWhatIf(value: unknown): WhatIf | undefined {
  if (!isObject(value)) return undefined;
  const { principal, action, age, conditions } = value;
  if (typeof principal !== 'string' || typeof action !== 'string' || typeof age !== 'string')
    return undefined;
  if (!Array.isArray(conditions) || conditions.length > mostConditions) return undefined;
  return conditions.every(isCondition) ? { principal, action, age, conditions } : undefined;
}

function isCondition(value: unknown): value is WhatIfCondition {
  return isObject(value) && typeof value['key'] === 'string' && typeof value['value'] === 'string';
}

function isPlace(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
