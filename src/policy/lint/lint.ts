import type { ParsedPolicy } from '../syntax/parsedPolicy';
import { parseVaultArn } from '../syntax/vaultArn';
import type { PolicySpan } from '../syntax/place';
import type { TextEdit, TextRange } from '../text';
import { visible } from '../visible';
import { coveredText } from './coveredText';
import type { Diagnostic, Fix, Severity } from './diagnostic';
import { PolicyEditor, type PolicyEdit } from './policyEditor';
import type { Finding, LintContext } from './rule';
import { ruleCodes, rules, type RuleCode } from './rules';

export interface LintOptions {
  /** The vault the policy is meant for: resource rules compare with it. Anything but a vault ARN is ignored. */
  readonly targetVaultArn?: string | undefined;
  /**
   * The present moment: only with it do rules about dates say what has passed already. Without it the same text gives
   * the same diagnostics for ever; whoever judges for a person passes `new Date()`.
   */
  readonly now?: Date | undefined;
  /** Another severity for a rule than the table's, or none at all. */
  readonly severities?: Readonly<Partial<Record<RuleCode, Severity | 'off'>>> | undefined;
}

/** Nobody reads more of one kind; it keeps the work bounded on a hostile file. */
const mostOfOneRule = 200;

/** A statement that says something has sixty characters, so that Glacier takes some 340 of them. */
const mostStatements = 1000;

/** Three times what Glacier takes, in UTF-16 units of the policy: beyond, its size is all there is to say. */
const mostJudged = 64 * 1024;
const rulesOfLongTexts: readonly RuleCode[] = ['json-syntax', 'policy-too-large'];

/** Judges a policy file. Pure: the same text and options give the same diagnostics, in the order of the text. */
export function lint(parsed: ParsedPolicy, options: LintOptions = {}): readonly Diagnostic[] {
  const arn = options.targetVaultArn;
  const vault = arn === undefined ? undefined : parseVaultArn(arn);
  const context: LintContext = {
    parsed,
    target: vault && arn !== undefined ? { ...vault, arn } : undefined,
    now: options.now,
    editor: new PolicyEditor(parsed.policyText),
  };
  const broken = parsed.syntaxErrors.some(({ kind }) => kind !== 'comment' && kind !== 'trailingComma');
  const found = (parsed.policyText.length > mostJudged ? rulesOfLongTexts : ruleCodes)
    .filter((code) => options.severities?.[code] !== 'off' && !(broken && rules[code].needsWholeText))
    .flatMap((code) => run(code, context));
  // What goes unsaid must not silence anything.
  const readable = found.filter(({ code, range }) => code === 'json-syntax' || !isUnreadable(range, parsed));
  return silenceConsequences(readable)
    .map((placed) => toDiagnostic(placed, context, options))
    .sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}

interface PlacedFinding {
  readonly code: RuleCode;
  readonly finding: Finding;
  readonly range: TextRange;
  readonly covers: TextRange;
}

function run(code: RuleCode, context: LintContext): readonly PlacedFinding[] {
  const { parsed } = context;
  const place = (where: PolicySpan | TextRange): TextRange =>
    'from' in where ? parsed.toFile(where) : where;
  const placed: PlacedFinding[] = [];
  /** One after the other, so that nothing is looked for that nobody asks for any more. */
  const take = (findings: Iterable<Finding>): void => {
    for (const finding of findings) {
      placed.push({ code, finding, range: place(finding.at), covers: place(finding.covers ?? finding.at) });
      if (placed.length >= mostOfOneRule) return;
    }
  };
  const { policy } = parsed;
  const rule = rules[code].check;
  if (rule.over === 'file') take(rule.check(context));
  else if (policy && rule.over === 'policy') take(rule.check(policy, context));
  else if (policy && rule.over === 'statements')
    for (const statement of policy.statements.slice(0, mostStatements)) {
      take(rule.check(statement, context));
      if (placed.length >= mostOfOneRule) break;
    }
  return placed;
}

/** One cause, one diagnostic: a finding gives way to those its rule yields to, where they touch. */
function silenceConsequences(found: readonly PlacedFinding[]): readonly PlacedFinding[] {
  const byCode = new Map<RuleCode, TextRange[]>();
  for (const { code, covers } of found) {
    const group = byCode.get(code);
    if (group) group.push(covers);
    else byCode.set(code, [covers]);
  }
  const covered = new Map([...byCode].map(([code, ranges]) => [code, coveredText(ranges)]));
  return found.filter(({ code, covers }) => {
    const stronger = rules[code].yieldsTo ?? [];
    return !stronger.some((other) => covered.get(other)?.(covers));
  });
}

/** What lies wholly inside of malformed text cannot be judged: it was read by guesswork. */
function isUnreadable({ start, end }: TextRange, { syntaxErrors }: ParsedPolicy): boolean {
  return syntaxErrors.some(
    ({ kind, range }) => kind === 'malformed' && start < end && range.start <= start && end <= range.end,
  );
}

function toDiagnostic(
  { code, finding, range }: PlacedFinding,
  { parsed }: LintContext,
  options: LintOptions,
): Diagnostic {
  const chosen = options.severities?.[code];
  const severity =
    chosen === undefined || chosen === 'off' ? (finding.severity ?? rules[code].severity) : chosen;
  const toFileEdit = (edit: PolicyEdit | TextEdit): TextEdit =>
    'from' in edit ? { ...parsed.toFile(edit), text: parsed.encode(edit.text) } : edit;
  let fixes: readonly Fix[] | undefined;
  const draftFixes = (): readonly Fix[] => {
    const drafts = typeof finding.fixes === 'function' ? finding.fixes() : (finding.fixes ?? []);
    return drafts.flatMap((draft) =>
      draft
        ? [
            {
              title: visible(draft.title),
              edits: draft.edits.map(toFileEdit),
              preferred: draft.preferred ?? false,
              fixAll: draft.fixAll ?? false,
            },
          ]
        : [],
    );
  };
  return {
    code,
    severity,
    message: visible(finding.message),
    range,
    get fixes() {
      return (fixes ??= draftFixes());
    },
  };
}
