/**
 * The sentences of rooms that know no VS Code, in the language of whoever reads them. The extension says at its start how
 * they are translated; on the command line they stay as they are written, in English. One file serves all bundles
 * (`tools/build.mjs`), so that all of them speak one language.
 */

/** Puts a sentence into another language, with the values in its places `{0}`, `{1}`, …, as `vscode.l10n.t` does. */
export type Translate = (sentence: string, ...values: (string | number)[]) => string;

/** The sentence as it is written, with its values. A place without a value stays as it is. */
export const asWritten: Translate = (sentence, ...values) =>
  sentence.replaceAll(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place));

let translate: Translate = asWritten;

/** Says how sentences are translated from now on. To be called before anything is said. */
export function translateBy(translation: Translate): void {
  translate = translation;
}

/**
 * A sentence in the reader's language. The first argument is a literal, from which the list of sentences to translate is
 * made (`npm run l10n`). Not for tables that are set up before the extension has started.
 */
export function t(sentence: string, ...values: (string | number)[]): string {
  return translate(sentence, ...values);
}
