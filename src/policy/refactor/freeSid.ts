import type { PolicyTree } from '../syntax/policyTree';

/** Names for new statements that no other statement of the policy has: `keep`, else `keep-2`, `keep-3`. */
export function sidsFor({ statements }: PolicyTree): (wanted: string) => string {
  const taken = new Set(
    statements.flatMap(({ sid }) => (sid?.value?.kind === 'string' ? [sid.value.value] : [])),
  );
  return (wanted) => {
    let free = wanted;
    for (let number = 2; taken.has(free); number += 1) free = `${wanted}-${number}`;
    taken.add(free);
    return free;
  };
}
