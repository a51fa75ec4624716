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
  /** The rules whose finding at this place says the same: where one has spoken, the hover adds nothing. */
  readonly repeats: readonly RuleCode[];
}

export interface HoverOptions {
  /** Now, in epoch milliseconds: hovers on a number of days name dates. */
  readonly now: number;
  /** Where the page of a rule is found; undefined for one that is not to be linked to. */
  readonly rulePage?: (code: RuleCode) => string | undefined;
}

/** The text of a hover in its parts: always set the same way. */
export interface HoverText {
  /** One line that says it. */
  readonly headline: string;
  readonly body?: readonly (string | undefined)[];
  readonly pages?: readonly Page[];
  readonly rules?: readonly RuleCode[];
  /** True if the text says no more than its rules do. */
  readonly isFault?: boolean;
}

export function setHover(
  { headline, body = [], pages = [], rules = [] }: HoverText,
  options: HoverOptions,
): string {
  const links = [
    ...pages.map(({ title, url }) => `[${title}](${url})`),
    ...rules.flatMap((code) => {
      const url = options.rulePage?.(code);
      return url === undefined ? [] : [`[Rule ${code}](${url})`];
    }),
  ];
  return paragraphs(headline, ...body, links.join(' · '));
}
