import { anyOne, anyRun, type Pattern } from '../wildcard';

/** Whether some text matches both patterns. The cost is the product of their lengths. */
export function patternsMeet(a: Pattern, b: Pattern): boolean {
  // For each beginning of `b`, whether it has a text in common with the part of `a` read so far.
  let row = [true];
  for (const other of b) row.push(other === anyRun && row.at(-1) === true);
  for (const part of a) {
    const next = [part === anyRun && row[0] === true];
    b.forEach((other, at) => {
      // A run takes the next character of the other pattern, or ends.
      if (part === anyRun || other === anyRun) next.push(row[at + 1] === true || next[at] === true);
      else next.push(row[at] === true && (part === anyOne || other === anyOne || part === other));
    });
    row = next;
  }
  return row.at(-1) === true;
}
