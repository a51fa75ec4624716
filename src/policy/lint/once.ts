/** Remembers what a pure function said about an object, for as long as the object lives: rules ask the same again. */
export function oncePer<Subject extends object, Result>(
  judge: (subject: Subject) => Result,
): (subject: Subject) => Result {
  const known = new WeakMap<Subject, { readonly result: Result }>();
  return (subject) => {
    const before = known.get(subject);
    if (before) return before.result;
    const result = judge(subject);
    known.set(subject, { result });
    return result;
  };
}
