/** Lets requests in until it is shut, and knows when the last of them is done. */
export class Doorway {
  private inside = 0;
  private shut = false;
  private whenEmpty: () => void = () => undefined;

  isShut(): boolean {
    return this.shut;
  }

  /** Counts a request in, and out again when it is done. */
  async pass<T>(request: () => Promise<T>): Promise<T> {
    this.inside += 1;
    try {
      return await request();
    } finally {
      this.inside -= 1;
      if (this.inside === 0) this.whenEmpty();
    }
  }

  /** Shuts it. Resolves when nobody is inside any more. To be called once. */
  async shutAndEmpty(): Promise<void> {
    this.shut = true;
    if (this.inside > 0) await new Promise<void>((resolve) => (this.whenEmpty = resolve));
  }
}
