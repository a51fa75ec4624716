import { oncePer } from '../once';
import { oncePerText } from '../../oncePerText';
import type { StatementTree } from '../../syntax/policyTree';
import { resourceEntries, type ListEntry } from '../elements';
import { splitArn } from './resourceArn';

/** A part of a value that somebody was meant to fill in. */
export interface Placeholder {
  readonly start: number;
  readonly end: number;
  /** `impossible`: cannot be a value at all. `documentation`: a value that AWS uses in its examples. */
  readonly kind: 'impossible' | 'documentation';
}

const documentationAccounts: readonly string[] = [
  '123456789012',
  '012345678901',
  '111122223333',
  '444455556666',
  '999999999999',
];
const documentationVaults: readonly string[] = ['examplevault', 'my-vault'];

const bracketed =
  /\$\{(?:vaultArn|vaultName|account|region)\}|<[^<>]*>|\{\{[^{}]*\}\}|\[(?:REGION|ACCOUNT|VAULT)[A-Z_-]*\]/;
/** Words of templates, and nothing that merely ends like one: a vault may well be called `AUDIT_VAULT`. */
const templateWord =
  /^(?:(?:AWS_?)?(?:ACCOUNT(?:[_-]?(?:ID|NUMBER))?|REGION)|(?:VAULT|ROLE|USER)(?:[_-]?(?:ARN|NAME))?|ARN|TODO|CHANGE[_-]?ME|YOUR[_-][A-Z_-]+)$/;
const accountWord = /^(?:[a-z]+[-_])*account(?:[-_]?(?:id|number))?$/i;

/** What is left to fill in in a text, with its place. */
export const placeholdersIn = oncePerText((value: string): readonly Placeholder[] => {
  const arn = splitArn(value);
  if (!arn) return wholeText(value);
  const { region, account, resource } = arn;
  const found: Placeholder[] = [];
  const add = ({ start, end }: { start: number; end: number }, kind: Placeholder['kind']) =>
    found.push({ start, end, kind });

  if (bracketed.test(region.text) || isRegionWord(region.text)) add(region, 'impossible');
  if (bracketed.test(account.text) || isAccountWord(account.text)) add(account, 'impossible');
  else if (documentationAccounts.includes(account.text)) add(account, 'documentation');
  const slash = resource.text.lastIndexOf('/') + 1;
  const name = resource.text.slice(slash);
  const place = { start: resource.start + slash, end: resource.end };
  if (bracketed.test(name) || templateWord.test(name)) add(place, 'impossible');
  else if (arn.service.text === 'glacier' && documentationVaults.includes(name)) add(place, 'documentation');
  return found;
});

/** `REGION`, `your-region`, `region_name`; a region with a slip of the pen is arn-region's. */
function isRegionWord(text: string): boolean {
  return templateWord.test(text) || /^(?:[a-z]+[-_])*region(?:[-_][a-z]+)*$/i.test(text);
}

/** `ACCOUNT_ID`, `your-account`; no account has letters. */
function isAccountWord(text: string): boolean {
  return templateWord.test(text) || accountWord.test(text);
}

/** The same for the value of a condition: a tag may have any word as its value, so only brackets around all of it tell. */
export function placeholdersInValue(value: string): readonly Placeholder[] {
  if (splitArn(value)) return placeholdersIn(value);
  if (documentationAccounts.includes(value)) return wholeText(value);
  const bracket = bracketed.exec(value)?.[0];
  return bracket === value ? wholeText(value) : [];
}

function wholeText(value: string): readonly Placeholder[] {
  const whole = { start: 0, end: value.length };
  const match = bracketed.exec(value);
  if (match) return [{ start: match.index, end: match.index + match[0].length, kind: 'impossible' }];
  if (templateWord.test(value)) return [{ ...whole, kind: 'impossible' }];
  return documentationAccounts.includes(value) ? [{ ...whole, kind: 'documentation' }] : [];
}

/** Whether a text can be judged as a value, or still is a form to be filled in. */
export function isFilledIn(value: string): boolean {
  return placeholdersIn(value).every(({ kind }) => kind !== 'impossible');
}

/** The entries of Resource and NotResource in which nothing is left to fill in. */
export const finishedResources = oncePer((statement: StatementTree): readonly ListEntry[] =>
  resourceEntries(statement).filter(({ node }) => isFilledIn(node.value)),
);
