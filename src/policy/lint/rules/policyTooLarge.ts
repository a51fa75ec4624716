import { withoutSpace } from '../../pretty';
import { utf8Length } from '../../utf8Length';
import { overFile, type FixDraft, type LintContext } from '../rule';
import { withThousands } from '../../withThousands';

/** Glacier developer guide: "up to 20 KB"; counted in UTF-8 bytes of the policy as it is sent. */
const limit = 20_480;
const nearLimit = 18_432;

/** The policy is larger than Glacier takes, or soon will be. */
export const policyTooLarge = overFile(function* (context) {
  const { parsed } = context;
  const size = utf8Length(parsed.sentText ?? parsed.policyText);
  if (size < nearLimit) return;
  const at = { from: 0, to: Math.min(1, parsed.policyText.length) };
  const figure = withThousands(size);
  yield size > limit
    ? {
        at,
        message: `The policy has ${figure} bytes; Glacier refuses more than 20,480. Shorten it, or leave out white space.`,
        fixes: () => [minify(context)],
      }
    : {
        at,
        severity: 'warning',
        message: `The policy has ${figure} bytes of the 20,480 that Glacier takes.`,
        fixes: () => [minify(context)],
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
