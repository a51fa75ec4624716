/**
 * The sentences of the sources that are to be translated: the first argument of every `vscode.l10n.t` and of every `t` of
 * the room `words`. (Microsoft's `@vscode/l10n-dev` finds neither the latter nor `const { l10n } = vscode`.)
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { root } from '../setup/root.mjs';

/**
 * @typedef {object} Sentence
 * @property {string} text As it is written; also its key in a bundle.
 * @property {string} place `src/file.ts:12`
 * @property {number | undefined} values How many values the call hands over, if the source tells.
 */

/**
 * @typedef {object} Source
 * @property {string} file From the top of the checkout.
 * @property {ts.SourceFile} tree
 */

/** Rooms that speak English to everybody: the language of policies, and what is printed or served. */
const inEnglish = /^src\/(?:policy|localGlacier|cli|report|webview|words)\//;

/** The files of `src` that speak to people in their language, parsed. @returns {readonly Source[]} */
export function sources() {
  return readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((name) => `src/${name.split(path.sep).join('/')}`)
    .filter((file) => file.endsWith('.ts') && !inEnglish.test(file) && file !== 'src/cli.ts')
    .sort()
    .map((file) => {
      const text = readFileSync(path.join(root, file), 'utf8');
      return { file, tree: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true) };
    });
}

/**
 * Whether something is called that translates: `l10n.t`, `vscode.l10n.t`, or a `t` by itself.
 * @param {ts.Node} node
 * @returns {node is ts.CallExpression}
 */
export function isTranslation(node) {
  return ts.isCallExpression(node) && /^(?:(?:vscode\.)?l10n\.)?t$/.test(node.expression.getText());
}

/**
 * @param {Source} source
 * @param {ts.Node} node
 */
export const placeOf = ({ file, tree }, node) =>
  `${file}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;

/**
 * All sentences, in the order of the files. Throws where one is not a literal: it could not be translated.
 * @param {readonly Source[]} [from]
 * @returns {readonly Sentence[]}
 */
export function sentences(from = sources()) {
  /** @type {Sentence[]} */
  const found = [];
  for (const source of from) {
    /** @param {ts.Node} node */
    const visit = (node) => {
      if (isTranslation(node)) {
        const [sentence, ...values] = node.arguments;
        if (sentence === undefined || !ts.isStringLiteralLike(sentence))
          throw new Error(`${placeOf(source, node)}: what is translated must be a literal.`);
        found.push({
          text: sentence.text,
          place: placeOf(source, node),
          values: values.some(ts.isSpreadElement) ? undefined : values.length,
        });
      }
      ts.forEachChild(node, visit);
    };
    visit(source.tree);
  }
  return found;
}
