import { evaluate, judge, readRequest, reasonsOf, type PolicyDocument } from '../../policy';
import { countMembers } from './countMembers';
import type { Line } from './linesOf';

/** What is written about one line. */
export interface Answer {
  /** False if the line was no request. */
  readonly ok: boolean;
  /** One JSON object on one line. */
  readonly json: string;
}

/** Answers one request line; `withReasons` adds the sentences that `reasonsOf` finds for it. */
export function answerRequest(document: PolicyDocument, line: Line, withReasons: boolean): Answer {
  if (typeof line !== 'string') return refuse(line.problem);
  if (/^\s*$/.test(line)) return refuse('The line is empty: each line is one request, a JSON object.');
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return refuse(`The line is not JSON: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const reading = readRequest(value);
  if (!reading.ok) return refuse(reading.problem);
  const { request } = reading;
  if (countMembers(line) !== membersOf(value) + membersOf(request.context))
    return refuse('The request has a key twice, and it cannot be told which of the two should count.');
  if (!withReasons) return { ok: true, json: JSON.stringify(evaluate(document, request)) };
  const judgement = judge(document, request);
  const { decision, statements } = judgement;
  const reasons = reasonsOf(document, request, judgement).map(({ text }) => text);
  return { ok: true, json: JSON.stringify({ decision, statements, reasons }) };
}

function membersOf(value: unknown): number {
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}

function refuse(error: string): Answer {
  return { ok: false, json: JSON.stringify({ error }) };
}
