/**
 * One spelling for runs of wildcards: `*?*` and `?**` both mean one character or more, `?*`. A text that has a policy
 * variable in it stays as it is: a star between its braces is none.
 */
export function canonicalWildcards(pattern: string): string {
  if (mayHaveVariable(pattern)) return pattern;
  return pattern.replace(/[*?]{2,}/g, (run) => run.replaceAll('*', '') + (run.includes('*') ? '*' : ''));
}

/** The same for an ARN or the pattern of one, in which a wildcard stays within its part. */
export function canonicalArnPattern(pattern: string): string {
  return pattern.split(':').map(canonicalWildcards).join(':');
}

/** Whether a text could hold a policy variable, or hold what would be one in the language of 2012. */
export function mayHaveVariable(text: string): boolean {
  return text.includes('${');
}
