/** Finds words for people that no translation is asked for, by the shape of the source alone. */
import ts from 'typescript';
import { isTranslation, placeOf, sources } from './sentences.mjs';

/** Two words beside each other, or one that ends a sentence: nothing that a program reads looks like this. */
const isSentence = /[A-Za-z]{2,}[,;:]? [A-Za-z"'{(]|[a-z]{3,}(?:[.!?…]$)/;
/** Icons, places for values, addresses, names of our settings and commands. */
const notWords = /\$\([\w~-]+\)|\{\}|https?:\S+|\barn:\S+|\bglacierVaultLock\.\S*/g;
const hasWord = /[A-Za-z]{2,}/;

/** Members and variables whose text is shown to people. */
const shown =
  /^(?:label|description|detail|details|tooltip|title|placeHolder|placeholder|prompt|message|advice|text|brief|spoken|sentence|validationMessage|cancelLabel|openLabel|saveLabel)$/;

/** Calls whose texts are for the log, or are looked for in others. */
const forTheLog =
  /(?:^|\.)(?:log|trace|debug|info|warn|error|report|appendLine|includes|startsWith|endsWith|refresh)\??$/;

/** Calls that show what they are given. */
const showing =
  /(?:^|\.)(?:show(?:Information|Warning|Error)(?:Message)?|setStatusBarMessage|appendMarkdown|appendText|TreeItem|MarkdownString|TestMessage|CodeAction|createStatusBarItem)$/;

/** Operators whose outcome may be the text on one of their sides. */
const joining = new Set([
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
]);

/**
 * Texts that types name: words of the program, whatever they look like.
 * @param {readonly import('./sentences.mjs').Source[]} from
 */
const wordsOfTypes = (from) => {
  /** @type {Set<string>} */
  const found = new Set();
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) found.add(node.literal.text);
    ts.forEachChild(node, visit);
  };
  for (const { tree } of from) visit(tree);
  return found;
};

/**
 * Up to the place where the value of a literal goes: through conditions, lists, templates and brackets.
 * @param {ts.Node} node
 * @returns {ts.Node}
 */
const goesTo = (node) => {
  const { parent } = node;
  const passes =
    ts.isConditionalExpression(parent) ||
    ts.isParenthesizedExpression(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isSpreadElement(parent) ||
    ts.isAsExpression(parent) ||
    ts.isTemplateSpan(parent) ||
    ts.isTemplateExpression(parent) ||
    (ts.isBinaryExpression(parent) && joining.has(parent.operatorToken.kind));
  return passes ? goesTo(parent) : parent;
};

/**
 * @param {ts.Node} node
 * @returns {boolean} Whether it stands in a call for the log, in an exception for whoever mends a program, in an import or
 *   in a type.
 */
const isForPrograms = (node) => {
  for (let outer = node.parent; !ts.isSourceFile(outer); outer = outer.parent) {
    if (ts.isCaseClause(outer) && outer.expression === node) return true;
    if (ts.isImportDeclaration(outer) || ts.isExportDeclaration(outer) || ts.isTypeNode(outer)) return true;
    if (ts.isCallExpression(outer) && forTheLog.test(outer.expression.getText())) return true;
    if (
      ts.isNewExpression(outer) &&
      (ts.isThrowStatement(outer.parent) || /Error$/.test(outer.expression.getText()))
    ) {
      return outer.arguments?.[0]?.kind !== ts.SyntaxKind.ObjectLiteralExpression;
    }
    if (ts.isStatement(outer) || ts.isFunctionLike(outer)) return false;
  }
  return false;
};

/** The text of a literal, with `{}` for what is put in. @param {ts.Node} node */
const textOf = (node) => {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => `{}${literal.text}`)].join('');
};

/**
 * Whether it becomes the name of an icon: `$(${name})`.
 * @param {ts.Node} node
 * @returns {boolean}
 */
const isIcon = (node) => {
  const { parent } = node;
  if (ts.isConditionalExpression(parent) || ts.isParenthesizedExpression(parent)) return isIcon(parent);
  if (!ts.isTemplateSpan(parent)) return false;
  const { head, templateSpans } = parent.parent;
  const index = templateSpans.indexOf(parent);
  return (templateSpans[index - 1]?.literal ?? head).text.endsWith('$(');
};

/** @param {ts.Node} node A literal. */
const isShown = (node) => {
  const place = goesTo(node);
  if (ts.isPropertyAssignment(place)) return shown.test(place.name.getText());
  if (ts.isVariableDeclaration(place)) return shown.test(place.name.getText());
  if (ts.isBinaryExpression(place))
    return ts.isPropertyAccessExpression(place.left) && shown.test(place.left.name.text);
  if (ts.isCallExpression(place) || ts.isNewExpression(place))
    return showing.test(place.expression.getText());
  return false;
};

/**
 * Literals that people get to see and that are not translated: `src/file.ts:12: text`.
 * @param {readonly import('./sentences.mjs').Source[]} [from]
 * @returns {readonly string[]}
 */
export function untranslated(from = sources()) {
  /** @type {string[]} */
  const found = [];
  const ofTypes = wordsOfTypes(from);
  for (const source of from) {
    /** @param {ts.Node} node */
    const visit = (node) => {
      const text = textOf(node);
      const words = text?.replaceAll(notWords, ' ') ?? '';
      if (
        !ofTypes.has(text ?? '') &&
        (isSentence.test(words.trim()) || (hasWord.test(words) && isShown(node) && !isIcon(node))) &&
        !isForPrograms(node)
      )
        found.push(`${placeOf(source, node)}: ${text ?? ''}`);
      ts.forEachChild(node, (child) => {
        // The sentence itself; its values are looked at like any other text.
        if (!(isTranslation(node) && child === node.arguments[0])) visit(child);
      });
    };
    visit(source.tree);
  }
  return found;
}
