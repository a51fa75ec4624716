import type { Member } from '../../syntax/jsonNode';
import { oncePerText } from '../../oncePerText';
import { readConditionKey } from '../../vocabulary/conditionKeys';
import { nearest } from '../../vocabulary/nearest';
import { operators, readOperator } from '../../vocabulary/operators';
import { overStatements } from '../rule';
import { agesFit } from './keyFixes';

/** There is no such condition operator. */
export const unknownOperator = overStatements(function* ({ condition }, { editor }) {
  if (condition?.value?.kind !== 'object') return;
  const { members } = condition.value;
  for (const operator of members) {
    const name = operator.key.value;
    if (readOperator(name)) continue;
    const meant = meantOperator(operator);
    const taken = members.some(({ key }) => key.value === meant);
    yield {
      at: operator.key.span,
      message: `There is no condition operator "${name}": the policy is refused, or the statement never applies once locked.${meant ? ` Probably ${meant} is meant.` : ''}`,
      fixes:
        meant !== undefined && !taken && agesFit(operator, meant)
          ? [{ title: `Use ${meant}`, edits: [editor.replace(operator.key, meant)], preferred: true }]
          : [],
    };
  }
});

const operatorNames = operators.map(({ name }) => name);
const nearestOperator = oncePerText((name) => nearest(name, operatorNames));

function meantOperator({ key, value }: Member): string | undefined {
  const { set, rest, ifExists } = takeApart(key.value);
  const quantifier = set === '' ? '' : nearest(set, ['ForAllValues:', 'ForAnyValue:']);
  if (quantifier === undefined) return undefined;
  const dense = rest.replace(/[\s_-]/g, '').replace(/OrEqual/i, 'Equal');
  const base = nearestOperator(dense) ?? bareComparison(dense, value);
  // Null takes neither a set operator nor …IfExists.
  if (base === 'Null' && (quantifier !== '' || ifExists)) return undefined;
  const meant = base === undefined ? undefined : `${quantifier}${base}${ifExists ? 'IfExists' : ''}`;
  return meant !== undefined && readOperator(meant) ? meant : undefined;
}

/** Longer than any operator with all that may go with it, white space counted. */
const longest = 100;

function takeApart(written: string): { set: string; rest: string; ifExists: boolean } {
  const text = written.trim();
  if (text.length > longest) return { set: '', rest: '', ifExists: false };
  const set = /^For\w*:/i.exec(text)?.[0] ?? '';
  const name = text.slice(set.length);
  const rest = name.replace(/_?IfExists?$/i, '');
  return { set, rest, ifExists: rest !== name };
}

/** `LessThan` says no type and `StringLessThan` a wrong one; the keys under it say the right one. */
function bareComparison(written: string, block: Member['value']): string | undefined {
  const comparison = written.replace(/^(?:String|Number|Integer|Int|Float|Date|Bool|Arn)(?=\w)/i, '');
  if (block?.kind !== 'object') return undefined;
  const types = new Set(block.members.map(({ key }) => readConditionKey(key.value)?.key.type));
  const [type, ...others] = types;
  if (others.length > 0 || (type !== 'Numeric' && type !== 'Date' && type !== 'String')) return undefined;
  const wanted = `${type}${comparison}`.toLowerCase();
  return operatorNames.find((name) => name.toLowerCase() === wanted || name.toLowerCase() === `${wanted}s`);
}
