import { overFile, type FixDraft, type LintContext } from '../rule';

/** Glacier developer guide: "up to 20 KB"; counted in UTF-8 bytes of the policy as it is sent. */
const limit = 20_480;
const nearLimit = 18_432;

/** The policy is larger than Glacier takes, or soon will be. */
export const policyTooLarge = overFile(function* (context) {
  const { parsed } = context;
  const size = utf8Length(parsed.sentText ?? parsed.policyText);
  if (size < nearLimit) return;
  const at = { from: 0, to: Math.min(1, parsed.policyText.length) };
  const figure = size.toLocaleString('en');
  yield size > limit
    ? {
        at,
        message: `The policy has ${figure} bytes; Glacier refuses more than 20,480. Shorten it, or leave out white space.`,
        fixes: [minify(context)],
      }
    : {
        at,
        severity: 'warning',
        message: `The policy has ${figure} bytes of the 20,480 that Glacier takes.`,
        fixes: [minify(context)],
      };
});

/** Leaves out all white space between tokens; offered if that brings the policy well under the limit. */
function minify({ parsed, editor }: LintContext): FixDraft | undefined {
  if (parsed.syntaxErrors.length > 0 || !parsed.root) return undefined;
  const text = withoutSpace(parsed.policyText);
  if (utf8Length(text) >= nearLimit) return undefined;
  const whole = { from: 0, to: parsed.policyText.length };
  return { title: 'Minify', edits: [editor.replaceSource(whole, text)], preferred: true };
}

function withoutSpace(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|\s+/g, (token) => (token.startsWith('"') ? token : ''));
}

/** Bytes of a text in UTF-8. A lone surrogate is sent as the replacement character, which has three. */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    // Each half of a surrogate pair counts two of the pair's four bytes.
    if (unit >= 0x800) bytes += isPaired(text, index, unit) ? 1 : 2;
    else if (unit >= 0x80) bytes += 1;
  }
  return bytes;
}

function isPaired(text: string, index: number, unit: number): boolean {
  if (unit < 0xd800 || unit > 0xdfff) return false;
  const other = unit < 0xdc00 ? text.charCodeAt(index + 1) : text.charCodeAt(index - 1);
  return unit < 0xdc00 ? other >= 0xdc00 && other <= 0xdfff : other >= 0xd800 && other <= 0xdbff;
}
