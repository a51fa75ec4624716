import { parseDate } from '../../evaluate/date';
import { compareDecimals, parseDecimal } from '../../evaluate/number';
import { isAgeKey } from '../../vocabulary/conditionKeys';
import { conditionTests, type TestValue } from '../conditionTests';
import { overStatements } from '../rule';

/** Several bounds in one test are alternatives: the loosest decides. Ages are age-several-values'. */
export const redundantNumber = overStatements(function* (statement, { editor }) {
  for (const { key, use, values } of conditionTests(statement)) {
    const { family, name } = use.operator;
    const direction = /(Less|Greater)Than/.exec(name)?.[1];
    if (direction === undefined || isAgeKey(key.key.value) || key.value?.kind !== 'array') continue;
    const parse = family === 'Date' ? parseDate : parseDecimal;
    const decides = loosest(values, parse, direction === 'Less' ? 1 : -1);
    if (!decides || key.value.items.length !== values.length) continue;
    yield {
      at: key.value.span,
      message: `Several values are alternatives, so ${decides.text} alone decides under ${name}, for ever once locked. The others mislead every reader.`,
      fixes: [
        {
          title: `Keep ${decides.text} only`,
          edits: [editor.replaceSource(key.value.span, editor.source(decides.node))],
          preferred: true,
        },
      ],
    };
  }
});

/** The value that decides; undefined if there is but one, or one that cannot be compared. */
function loosest(
  values: readonly TestValue[],
  parse: typeof parseDecimal,
  direction: 1 | -1,
): TestValue | undefined {
  let best: { readonly value: TestValue; readonly number: ReturnType<typeof parse> } | undefined;
  let several = false;
  for (const value of values) {
    const number = parse(value.text);
    if (!number) return undefined;
    if (!best?.number) best = { value, number };
    else {
      const order = compareDecimals(number, best.number);
      several ||= order !== 0;
      if (order * direction > 0) best = { value, number };
    }
  }
  return several ? best?.value : undefined;
}
