import type { JsonNode, Member } from '../../syntax/jsonNode';
import type { StatementTree } from '../../syntax/policyTree';
import { isAgeKey } from '../../vocabulary/conditionKeys';
import { readOperator, type OperatorUse } from '../../vocabulary/operators';
import { oncePer } from '../once';
import { readAge } from './age';

export interface AgeTest {
  readonly operator: Member;
  readonly key: Member;
  readonly use: OperatorUse;
  /** `Less` for NumericLessThan and …Equals, and so on; `Not` for NumericNotEquals. */
  readonly comparison: 'Less' | 'Greater' | 'Equals' | 'Not';
  /** The values that are ages; others are age-value's. */
  readonly ages: readonly { readonly node: JsonNode; readonly days: number }[];
}

/** The numeric tests of a statement on the age of archives. */
export const ageTests = oncePer((statement: StatementTree): readonly AgeTest[] =>
  statement.tests.flatMap(({ operator, key, values }): AgeTest[] => {
    const use = readOperator(operator.key.value);
    if (!isAgeKey(key.key.value) || use?.operator.family !== 'Numeric') return [];
    const ages = values.flatMap((node) => {
      const days = readAge(node);
      return days === undefined ? [] : [{ node, days }];
    });
    const { name } = use.operator;
    const comparison = name.includes('Less')
      ? 'Less'
      : name.includes('Greater')
        ? 'Greater'
        : name.includes('Not')
          ? 'Not'
          : 'Equals';
    return [{ operator, key, use, comparison, ages }];
  }),
);
