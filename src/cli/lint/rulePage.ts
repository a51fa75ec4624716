import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The page on a rule that the editor opens from a diagnostic. */
export interface RulePage {
  readonly markdown: string;
  /** The first paragraph: what is wrong. */
  readonly summary: string;
}

/** Rule → page in Markdown, in one file beside the bundle: in the extension and in the package alike. */
const pagesFile = path.join(__dirname, 'rulePages.json');

/** Reads the pages of the rules; there are none where the command was copied away from them. */
export async function readRulePages(): Promise<ReadonlyMap<string, RulePage>> {
  let text: string;
  try {
    text = await readFile(pagesFile, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Map();
    throw error;
  }
  const pages = Object.entries(JSON.parse(text) as Record<string, string>);
  return new Map(pages.map(([code, markdown]) => [code, rulePage(code, markdown)]));
}

function rulePage(code: string, markdown: string): RulePage {
  // A heading, the rule's name, then what is wrong.
  const summary = markdown
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .find((paragraph) => paragraph !== '' && !paragraph.startsWith('#') && paragraph !== `\`${code}\``);
  return { markdown, summary: summary ?? '' };
}
