import { overStatements } from '../rule';

const consequences: Readonly<Record<string, string>> = {
  Federated:
    'Federated users never call Glacier as such: they do so as sessions of a role. This names nobody, and once locked it never will. Name the role or its account under AWS.',
  CanonicalUser:
    'Canonical user IDs are for buckets of S3. For a vault this names nobody, and once locked it never will. Name the account under AWS.',
};

/** A kind of principal that the language has and Glacier never meets. */
export const federatedPrincipal = overStatements(function* ({ principal, notPrincipal }) {
  for (const member of [principal, notPrincipal]) {
    if (member?.value?.kind !== 'object') continue;
    for (const { key } of member.value.members) {
      const message = consequences[key.value];
      if (message !== undefined) yield { at: key.span, message };
    }
  }
});
