import { isAllow } from '../elements';
import { overStatements } from '../rule';

/** An Allow for everyone but the named. */
export const allowNotPrincipal = overStatements(function* (statement) {
  const { notPrincipal, node } = statement;
  if (!notPrincipal || !isAllow(statement)) return;
  yield {
    at: notPrincipal.key.span,
    covers: node.span,
    message:
      'An Allow with NotPrincipal lets in the whole world but those named here, anonymous callers included, and once locked it can never be withdrawn. Name in Principal who is meant, in the access policy of the vault.',
  };
});
