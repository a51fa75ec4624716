/** What a drawing is made of. */
export interface DrawingParts<N> {
  /** Unique in the tree, stable. */
  readonly identityOf: (node: N) => string;
  readonly childrenOf: (node: N | undefined) => readonly N[];
  /** All that a row shows: equal (`===`, member by member) as long as it looks the same. */
  readonly lookOf: (node: N) => readonly unknown[];
  /** Whether the rows below a node are drawn anew with it, whatever they show. */
  readonly isOneWithRows: (node: N) => boolean;
  /** What the rows below a node are made from: while it is the same object, they are not compared. */
  readonly sourceOf: (node: N | undefined) => object | undefined;
}

/** What a view shows no more as it is. */
export interface Changes<N> {
  /** The nodes below which rows came, went or changed their order; undefined is the root. */
  readonly moved: readonly (N | undefined)[];
  /** The rows that look different, and where they are. */
  readonly changed: readonly { readonly row: N; readonly at: string }[];
}

interface Place<N> {
  readonly node: N | undefined;
  readonly rows: ReadonlyMap<string, N>;
  readonly looks: Map<string, readonly unknown[]>;
  source: object | undefined;
}

/** The identity of the root, which no node has. */
const root = '';

/**
 * What a tree view was given, so that only what has changed since is drawn again. Places that nobody opened were never
 * given, and cost nothing.
 */
export class TreeDrawing<N> {
  private readonly places = new Map<string, Place<N>>();

  constructor(private readonly parts: DrawingParts<N>) {}

  /** Notes that the view was given these rows below a node, or at the root. */
  drawn(node: N | undefined, children: readonly N[]): void {
    if (node !== undefined && this.parts.isOneWithRows(node)) return;
    const { identityOf, lookOf } = this.parts;
    const rows = new Map(children.map((child) => [identityOf(child), child]));
    const looks = new Map([...rows].map(([id, child]) => [id, lookOf(child)]));
    this.places.set(this.identityOf(node), { node, rows, looks, source: this.parts.sourceOf(node) });
  }

  /** What is different since. Rows are taken to be drawn again by now, places not before they are forgotten. */
  compare(): Changes<N> {
    const moved: (N | undefined)[] = [];
    const changed: { readonly row: N; readonly at: string }[] = [];
    for (const [at, place] of this.places) {
      const { node, rows, looks } = place;
      const source = this.parts.sourceOf(node);
      if (source !== undefined && source === place.source) continue;
      if (this.isMoved(place)) moved.push(node);
      else place.source = source;
      for (const [id, row] of rows) {
        const now = this.parts.lookOf(row);
        if (isSameLook(looks.get(id), now)) continue;
        looks.set(id, now);
        changed.push({ row, at });
      }
    }
    return { moved, changed };
  }

  /** Of the rows that changed, those that the view still has: of the others it asks anew. */
  still(changed: Changes<N>['changed']): readonly N[] {
    const rows = changed.filter(({ at }) => this.places.has(at)).map(({ row }) => row);
    this.forget(rows);
    return rows;
  }

  /** Forgets what the view was given below these nodes, because it is about to ask anew for what it shows. */
  forget(nodes: readonly (N | undefined)[]): void {
    for (const node of nodes) this.forgetPlace(this.identityOf(node));
  }

  /** Compares everything the next time, whatever it is made from: something else changed. */
  doubt(): void {
    for (const place of this.places.values()) place.source = undefined;
  }

  private isMoved({ node, rows }: Place<N>): boolean {
    const now = this.parts.childrenOf(node);
    const before = rows.keys();
    return (
      now.length !== rows.size || now.some((child) => this.parts.identityOf(child) !== before.next().value)
    );
  }

  private forgetPlace(id: string): void {
    const place = this.places.get(id);
    if (place === undefined) return;
    this.places.delete(id);
    for (const row of place.rows.keys()) this.forgetPlace(row);
  }

  private identityOf(node: N | undefined): string {
    return node === undefined ? root : this.parts.identityOf(node);
  }
}

function isSameLook(before: readonly unknown[] | undefined, now: readonly unknown[]): boolean {
  return before?.length === now.length && now.every((part, index) => part === before[index]);
}
