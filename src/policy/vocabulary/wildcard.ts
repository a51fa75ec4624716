/**
 * Whether a text matches a pattern in which `*` stands for any run of characters and `?` for exactly one. Goes back
 * to the last star only, never deeper, and builds no regular expression from what it is given: for texts of bounded
 * length, such as names of actions, the time is linear in the pattern.
 */
export function matchesWildcard(pattern: string, text: string): boolean {
  let inPattern = 0;
  let inText = 0;
  let star = -1;
  let resume = 0;
  while (inText < text.length) {
    const wanted = pattern.charAt(inPattern);
    if (wanted === '*') {
      star = inPattern;
      resume = inText;
      inPattern += 1;
    } else if (inPattern < pattern.length && (wanted === '?' || wanted === text.charAt(inText))) {
      inPattern += 1;
      inText += 1;
    } else if (star >= 0) {
      inPattern = star + 1;
      resume += 1;
      inText = resume;
    } else {
      return false;
    }
  }
  while (pattern.charAt(inPattern) === '*') inPattern += 1;
  return inPattern === pattern.length;
}

/** Whether a text has a wildcard in it. */
export function hasWildcard(text: string): boolean {
  return text.includes('*') || text.includes('?');
}
