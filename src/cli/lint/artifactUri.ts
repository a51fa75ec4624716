import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { standardInput } from './judgedFile';

/** The name that SARIF readers replace by the top of the checkout. */
export const sourceRoot = '%SRCROOT%';

/** SARIF 2.1.0, 3.4: where a file is. */
export interface ArtifactLocation {
  readonly uri: string;
  readonly uriBaseId?: string;
  readonly description?: { readonly text: string };
}

/** A file below the working folder is named from there, so that reports of two machines agree; others by all of it. */
export function artifactLocation(given: string): ArtifactLocation {
  if (given === standardInput) return { uri: standardInput, description: { text: 'Standard input.' } };
  const { href } = pathToFileURL(path.resolve(given));
  const folder = pathToFileURL(path.join(process.cwd(), '/')).href;
  return href.startsWith(folder) ? { uri: href.slice(folder.length), uriBaseId: sourceRoot } : { uri: href };
}
