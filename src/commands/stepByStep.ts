import * as vscode from 'vscode';
import { Cancelled } from './runCommand';

/** Where a question stands in its series. */
export interface StepFrame {
  readonly title: string;
  /** Counted from 1. */
  readonly step: number;
  readonly totalSteps: number;
  readonly canGoBack: boolean;
}

/** The person wants to see the question before once more. */
export const back = Symbol('back');

/** One question of a series, about answers of type A. */
export interface Step<A> {
  /** Which of the shown steps it belongs to: a question that refines an answer counts with the question it refines. */
  readonly number: number;
  /** Whether it is to be asked, going by the answers so far. */
  readonly applies: (answers: A) => boolean;
  /** The answers with this one. Throws Cancelled. */
  readonly ask: (answers: A, frame: StepFrame) => Promise<A | typeof back>;
}

/** Asks one question after the other, and back again on request with the answers as they were. Throws Cancelled. */
export async function askStepByStep<A>(title: string, steps: readonly Step<A>[], start: A): Promise<A> {
  const asked: { readonly index: number; readonly before: A }[] = [];
  const numbers = [...new Set(steps.map(({ number }) => number))].sort((a, b) => a - b);
  let answers = start;
  for (let index = 0; index < steps.length;) {
    const step = steps[index];
    if (!step?.applies(answers)) {
      index += 1;
      continue;
    }
    const answer = await step.ask(answers, {
      title,
      step: numbers.indexOf(step.number) + 1,
      totalSteps: numbers.length,
      canGoBack: asked.length > 0,
    });
    if (answer === back) {
      const former = asked.pop();
      index = former?.index ?? index;
      answers = former?.before ?? answers;
    } else {
      asked.push({ index, before: answers });
      answers = answer;
      index += 1;
    }
  }
  return answers;
}

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value?: T;
}

/** Items that may still be coming in: shown as they are, and again whenever they change. */
export interface Choices<T> {
  readonly get: () => readonly Choice<T>[];
  readonly onDidChange?: (listener: () => void) => { dispose(): void };
  /** Resolves when nothing more will come. */
  readonly complete?: () => Promise<void>;
}

/** Lets the person choose. Throws Cancelled. */
export async function choose<T>(
  frame: StepFrame,
  placeholder: string,
  choices: Choices<T>,
): Promise<T | typeof back> {
  const pick = vscode.window.createQuickPick<Choice<T>>();
  pick.placeholder = placeholder;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  const show = (): void => {
    const active = pick.activeItems[0]?.label;
    pick.items = choices.get();
    const again = pick.items.find(({ label }) => label === active);
    if (again !== undefined) pick.activeItems = [again];
  };
  show();
  const subscription = choices.onDidChange?.(show);
  if (choices.complete !== undefined) {
    pick.busy = true;
    // What could not be read the tree says; here there is just nothing more to wait for.
    const stop = (): void => {
      pick.busy = false;
    };
    void choices.complete().then(stop, stop);
  }
  try {
    return await answered(pick, frame, () => pick.selectedItems[0]?.value);
  } finally {
    subscription?.dispose();
  }
}

/** Lets the person choose several, beginning with those that are `picked`. Throws Cancelled. */
export async function chooseSeveral<T>(
  frame: StepFrame,
  placeholder: string,
  choices: readonly Choice<T>[],
  /** What is wrong with a choice, or undefined. */
  check: (chosen: readonly T[]) => string | undefined,
): Promise<readonly T[] | typeof back> {
  const pick = vscode.window.createQuickPick<Choice<T>>();
  pick.canSelectMany = true;
  pick.placeholder = placeholder;
  pick.matchOnDescription = true;
  pick.items = choices;
  pick.selectedItems = choices.filter(({ picked }) => picked === true);
  return await answered(pick, frame, () => {
    const chosen = pick.selectedItems.flatMap(({ value }) => (value === undefined ? [] : [value]));
    const wrong = check(chosen);
    if (wrong === undefined) return chosen;
    // Shown only while nothing is typed.
    pick.value = '';
    pick.placeholder = wrong;
    return undefined;
  });
}

export interface Question {
  readonly prompt: string;
  readonly placeholder: string;
  readonly value?: string;
  /** What is wrong with an answer, or undefined. */
  readonly check: (answer: string) => string | undefined;
  /** What is worth knowing about an answer that can be given all the same. */
  readonly remark?: (answer: string) => string | undefined;
}

/** Lets the person type. Throws Cancelled. */
export async function type(
  frame: StepFrame,
  { prompt, placeholder, value = '', check, remark }: Question,
): Promise<string | typeof back> {
  const box = vscode.window.createInputBox();
  box.prompt = prompt;
  box.placeholder = placeholder;
  box.value = value;
  const said = (typed: string): vscode.InputBox['validationMessage'] => {
    const message = remark?.(typed);
    return message === undefined ? undefined : { message, severity: vscode.InputBoxValidationSeverity.Info };
  };
  const changes = box.onDidChangeValue((value) => {
    const typed = value.trim();
    box.validationMessage = typed === '' ? undefined : (check(typed) ?? said(typed));
  });
  try {
    return await answered(box, frame, () => {
      const typed = box.value.trim();
      const wrong = check(typed);
      if (wrong === undefined) return typed;
      box.validationMessage = wrong;
      return undefined;
    });
  } finally {
    changes.dispose();
  }
}

/** Shows a box until it is answered; `read` says undefined while the answer is none. */
async function answered<T>(
  box: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox,
  { title, step, totalSteps, canGoBack }: StepFrame,
  read: () => T | undefined,
): Promise<T | typeof back> {
  box.title = title;
  box.step = step;
  box.totalSteps = totalSteps;
  box.ignoreFocusOut = true;
  box.buttons = canGoBack ? [vscode.QuickInputButtons.Back] : [];
  const subscriptions: vscode.Disposable[] = [];
  try {
    return await new Promise<T | typeof back>((resolve, reject) => {
      subscriptions.push(
        box.onDidAccept(() => {
          const answer = read();
          if (answer !== undefined) resolve(answer);
        }),
        box.onDidTriggerButton(() => resolve(back)),
        box.onDidHide(() => reject(new Cancelled())),
      );
      box.show();
    });
  } finally {
    for (const subscription of subscriptions) subscription.dispose();
    box.dispose();
  }
}
