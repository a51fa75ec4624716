import { readConditionKey } from '../../vocabulary/conditionKeys';
import { overStatements } from '../rule';

/** A key that needs the name of a tag behind it. */
export const tagKeyMissing = overStatements(function* ({ tests }) {
  for (const { key } of tests) {
    const use = readConditionKey(key.key.value);
    if (!use?.key.tagged || (use.tagKey !== undefined && use.tagKey !== '')) continue;
    yield {
      at: key.key.span,
      message: `${use.key.name} does not say which tag is meant: it matches no request, and once locked it never will. Write ${use.key.name}/ and the key of the tag.`,
    };
  }
});
