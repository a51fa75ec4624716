import { isDeny } from '../elements';
import { overStatements } from '../rule';
import { ageTests, holdSomewhere, needsAge, whichAges } from './ageTests';
import { affectedActions } from './keyPresence';
import { concernsEveryone } from './reach';

/** Retrievals carry the age too: a broad Deny under an age makes young archives unreadable. */
export const ageBlocksRetrieval = overStatements(function* (statement, { editor }) {
  const element = statement.action ?? statement.notAction;
  if (!element?.value || !isDeny(statement)) return;
  const tests = ageTests(statement);
  const test = tests.find(({ ages }) => ages.length > 0);
  const reached = affectedActions(statement).map(({ name }) => name);
  if (!test || !reached.includes('InitiateJob') || !holdSomewhere(tests)) return;
  // Without an age that must be there, other actions are denied too, and naming one would free them.
  const onlyArchives = tests.some(needsAge) && !tests.some(({ use }) => use.ifExists);
  const reachesDelete = statement.action !== undefined && reached.includes('DeleteArchive');
  yield {
    at: element.value.span,
    covers: statement.node.span,
    message: `Retrieval (InitiateJob) has an age too: archives ${whichAges(test)} cannot be read by ${concernsEveryone(statement) ? 'anybody' : 'those named here'}, for ever once locked. Name glacier:DeleteArchive alone.`,
    fixes:
      reachesDelete && onlyArchives
        ? [
            {
              title: 'Name glacier:DeleteArchive',
              edits: [editor.replace(element.value, 'glacier:DeleteArchive')],
              preferred: true,
            },
          ]
        : [],
  };
});
