import { coversVault } from '../coversVault';
import type { PolicyDocument, Statement } from '../document';

/** What a policy says of one vault: without the statements and the entries of Resource that cannot be about it. */
export function aboutVault(document: PolicyDocument, vaultArn: string): PolicyDocument {
  const isAbout = (statement: Statement): boolean =>
    coversVault({ ...document, statements: [statement] }, vaultArn);
  const statements = document.statements.filter(isAbout).map((statement): Statement => {
    const { resource } = statement;
    if (resource.negated) return statement;
    const entries = resource.entries.filter((entry) =>
      isAbout({ ...statement, resource: { ...resource, entries: [entry] } }),
    );
    return { ...statement, resource: { ...resource, entries } };
  });
  return { ...document, statements };
}
