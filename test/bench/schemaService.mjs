import { readFile } from 'node:fs/promises';
import path from 'node:path';
import jsonLanguage from 'vscode-json-languageservice';

/**
 * VS Code's own JSON language service with the schema that this extension contributes: what a policy costs anyhow, and
 * so the yardstick for what its rules cost.
 * @param {string} root Where the manifest is.
 * @returns {Promise<(text: string) => PromiseLike<unknown>>} Parses a text and holds it against the schema, as VS Code
 *   does after every change.
 * @throws when the manifest contributes no schema
 */
export async function schemaService(root) {
  /** @type {{ contributes: { jsonValidation?: { url: string }[] } }} */
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const [contributed] = manifest.contributes.jsonValidation ?? [];
  if (contributed === undefined)
    throw new Error('The manifest contributes no JSON schema to measure beside.');
  const schema = JSON.parse(await readFile(path.join(root, contributed.url), 'utf8'));
  const service = jsonLanguage.getLanguageService({});
  service.configure({ validate: true, schemas: [{ uri: 'schema:policy', fileMatch: ['*.json'], schema }] });
  let version = 0;
  return (text) => {
    version += 1;
    const document = jsonLanguage.TextDocument.create('file:///policy.json', 'json', version, text);
    return service.doValidation(document, service.parseJSONDocument(document));
  };
}
