import { contentRange } from '../syntax/contentRange';
import { decodeString } from '../syntax/escapedString';
import type { JsonNode } from '../syntax/jsonNode';
import type { ParsedPolicy } from '../syntax/parsedPolicy';
import { actionText } from './actionHover';
import { conditionKeyText, conditionValueText, operatorText } from './conditionHover';
import { elementText, idText, policyElementText, summaryText, versionText } from './elementHover';
import { setHover, type HoverOptions, type HoverText, type PolicyHover } from './hoverText';
import { principalText } from './principalHover';
import { resourceText } from './resourceHover';
import { subjectAt, type Subject } from './subject';
import { variableAt, variableText } from './variableHover';

/**
 * What there is to say about a place in a policy file: undefined between the words and where the text is nothing that
 * a policy has. Works in both envelopes and while the text is being typed; never throws, whatever the text.
 *
 * @param offset in the file, as are the ranges
 */
export function hoverAt(
  parsed: ParsedPolicy,
  offset: number,
  options: HoverOptions,
): PolicyHover | undefined {
  const subject = subjectAt(parsed, offset);
  if (!subject) return undefined;
  const variable = variableHover(parsed, offset, subject, options);
  if (variable) return variable;
  const text = textOf(subject, options.now);
  if (!text) return undefined;
  const markdown = setHover(text, options);
  const { vaultArn, isFault = false, rules = [] } = text;
  const content = contentRange(parsed, subject.node);
  return {
    // On a quote the whole string is meant: a hover that does not reach the pointer is not shown.
    range: content.start <= offset && offset < content.end ? content : subject.node.range,
    markdown,
    repeats: isFault ? rules : [],
    ...(vaultArn === undefined ? {} : { vaultArn }),
  };
}

function textOf(subject: Subject, now: number): (HoverText & { readonly vaultArn?: string }) | undefined {
  switch (subject.about) {
    case 'policyElement':
      return policyElementText(subject.node.value, subject.policy);
    case 'version':
      return versionText(subject.node.value);
    case 'id':
      return idText();
    case 'element':
      return elementText(subject.node.value, subject.statement);
    case 'sid':
    case 'effect':
      return summaryText(subject.statement, subject.about);
    case 'principalType':
      return subject.node.value === 'AWS'
        ? { headline: '**Accounts, users, roles and sessions**; `"*"` is everyone' }
        : subject.node.value === 'Service'
          ? { headline: '**Services of AWS**, when they call in their own name' }
          : undefined;
    case 'principal':
      return principalText(subject.node.value, subject.type, subject.negated, subject.statement);
    case 'action':
      return actionText(subject.node.value, subject.negated, subject.statement);
    case 'resource':
      return resourceText(subject.node.value, subject.negated);
    case 'operator':
      return operatorText(subject.node.value, subject.tests, subject.statement);
    case 'conditionKey':
      return conditionKeyText(subject.node.value, subject.statement);
    case 'conditionValue':
      return conditionValueText(subject.node, subject.test, subject.statement, now);
  }
}

/** A policy variable in a Resource or in a value of a condition. */
function variableHover(
  parsed: ParsedPolicy,
  offset: number,
  { about, node }: Subject,
  options: HoverOptions,
): PolicyHover | undefined {
  if ((about !== 'resource' && about !== 'conditionValue') || node.kind !== 'string') return undefined;
  const places = placesIn(parsed, node);
  const index = places.findLastIndex((place) => place <= offset);
  const variable = variableAt(node.value, Math.max(index, 0));
  const start = variable && places[variable.from];
  const end = variable && places[variable.to];
  if (!variable || start === undefined || end === undefined) return undefined;
  const version = parsed.policy?.version?.value;
  const hasVariables = version?.kind === 'string' && version.value === '2012-10-17';
  return {
    range: { start, end },
    markdown: setHover(variableText(variable, hasVariables), options),
    repeats: [],
  };
}

/** The file offset of each unit of a string's value, and of its end. */
function placesIn(parsed: ParsedPolicy, { span }: JsonNode): readonly number[] {
  const { offsets } = decodeString(parsed.policyText, span.from + 1, span.to - 1);
  return Array.from(offsets, (at) => parsed.toFile({ from: at, to: at }).start);
}
