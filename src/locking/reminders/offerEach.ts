/** What a person did with an offer: dealt with one thing, came back to the choice, or put all of it away. */
export type Answer<T> = { readonly done: T } | 'not yet' | 'put away';

/**
 * Offers several things in one message, and after each that was dealt with the rest again: a message goes when one of its
 * buttons is pressed, and these are told only once.
 */
export async function offerEach<T>(
  all: readonly [T, ...T[]],
  offer: (left: readonly [T, ...T[]]) => Promise<Answer<T>>,
): Promise<void> {
  let [first, ...others]: readonly T[] = all;
  while (first !== undefined) {
    const answer = await offer([first, ...others]);
    if (answer === 'put away') return;
    if (answer !== 'not yet') [first, ...others] = [first, ...others].filter((each) => each !== answer.done);
  }
}
