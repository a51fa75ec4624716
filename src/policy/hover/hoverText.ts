import type { TextRange } from '../text';
import type { RuleCode } from '../lint/rules';
import { paragraphs } from './markdown';
import type { Page } from './pages';

/** What is said about a place in a policy. */
export interface PolicyHover {
  /** In the file. */
  readonly range: TextRange;
  /** The first line says it; the rest says more. */
  readonly markdown: string;
  /** The vault that the place names outright, for whoever knows more about it. */
  readonly vaultArn?: string;
}

export interface HoverOptions {
  /** Now, in epoch milliseconds: hovers on a number of days name dates. */
  readonly now: number;
  /** Where the page of a rule is found. Without it no rule is linked to. */
  readonly rulePage?: (code: RuleCode) => string;
}

/** The text of a hover in its parts: always set the same way. */
export interface HoverText {
  /** One line that says it. */
  readonly headline: string;
  readonly body?: readonly (string | undefined)[];
  readonly pages?: readonly Page[];
  readonly rules?: readonly RuleCode[];
}

export function setHover(
  { headline, body = [], pages = [], rules = [] }: HoverText,
  options: HoverOptions,
): string {
  const { rulePage } = options;
  const links = [
    ...pages.map(({ title, url }) => `[${title}](${url})`),
    ...(rulePage ? rules.map((code) => `[Rule ${code}](${rulePage(code)})`) : []),
  ];
  return paragraphs(headline, ...body, links.join(' · '));
}
