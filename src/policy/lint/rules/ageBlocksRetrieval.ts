import { isDeny } from '../elements';
import { overStatements } from '../rule';
import { ageTests } from './ageTests';
import { concernsEveryone, reachedActions } from './reach';

/** Retrievals carry the age too: a broad Deny under an age makes young archives unreadable. */
export const ageBlocksRetrieval = overStatements(function* (statement, { editor }) {
  const element = statement.action ?? statement.notAction;
  if (!element?.value || !isDeny(statement)) return;
  const test = ageTests(statement).find(({ ages }) => ages.length > 0);
  const reached = reachedActions(statement).map(({ name }) => name);
  if (!test || !reached.includes('InitiateJob')) return;
  const [age] = test.ages;
  const which = test.comparison === 'Less' ? `younger than ${age?.days ?? 0} days` : 'of the ages named here';
  const reachesDelete = statement.action !== undefined && reached.includes('DeleteArchive');
  yield {
    at: element.value.span,
    covers: statement.node.span,
    message: `Retrieval (InitiateJob) has an age too: archives ${which} cannot be read by ${concernsEveryone(statement) ? 'anybody' : 'those named here'}, for ever once locked. Name glacier:DeleteArchive alone.`,
    fixes: reachesDelete
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
