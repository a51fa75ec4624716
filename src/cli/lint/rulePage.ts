import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The page on a rule that the editor opens from a diagnostic. */
export interface RulePage {
  readonly markdown: string;
  /** The first paragraph: what is wrong. */
  readonly summary: string;
}

/** Beside the bundle, in the extension and in the package alike. */
const folder = path.join(__dirname, '..', 'media', 'rules');

/** Reads the page of a rule; undefined where the command was copied away from its pages. */
export async function readRulePage(code: string): Promise<RulePage | undefined> {
  let markdown: string;
  try {
    markdown = await readFile(path.join(folder, `${code}.md`), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  // A heading, the rule's name, then what is wrong.
  const summary = markdown
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .find((paragraph) => paragraph !== '' && !paragraph.startsWith('#') && paragraph !== `\`${code}\``);
  return { markdown, summary: summary ?? '' };
}
