/** What a verb writes to: results go to `out`, progress and problems to `err`. Whole lines, without the line end. */
export interface Output {
  out(line: string): void;
  err(line: string): void;
  /**
   * Writes many results, each with its line end, and waits until there is room for more. False once nobody reads any
   * more: then there is no use in going on.
   */
  pour(lines: string): Promise<boolean>;
  /** How results may be dressed where people read them. */
  readonly dress: Dress;
}

export interface Dress {
  readonly colour: boolean;
  /** How wide the terminal is, in cells; undefined where results go to a file or another program. */
  readonly columns: number | undefined;
}

/** One word after `vault-lock`. */
export interface Verb {
  /** One line for the list of verbs. */
  readonly summary: string;
  /** The whole help, ending without a line end. */
  readonly help: string;
  /** Resolves with the exit status. Rejects with a UsageError where it was called wrongly. */
  run(args: readonly string[], output: Output): Promise<number>;
}

/** Wrong usage: exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
