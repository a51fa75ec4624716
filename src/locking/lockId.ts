/**
 * Whether a text can be a lock ID. What it consists of is Glacier's own affair; it travels in the path of a request, so
 * blanks and control characters, which come along when something else is copied, are none of it.
 */
export function isLockId(text: string): boolean {
  return /^[^\s\p{C}]{1,256}$/u.test(text);
}
