/** A value in a JSON text that is not what it should be. */
export class WrongShape extends Error {
  override readonly name = 'WrongShape';

  constructor(where: string, expected: string) {
    super(`${where} is not ${expected}`);
  }
}

/** The last instant a Date can hold, in epoch milliseconds. */
const endOfDates = 8.64e15;

/** Reads a parsed JSON value member by member and knows where in the text it stands. Every method throws WrongShape. */
export class JsonReader {
  private constructor(
    private readonly value: unknown,
    /** `vaults[3].lock.state` */
    readonly where: string,
  ) {}

  static parse(text: string): JsonReader {
    try {
      return new JsonReader(JSON.parse(text), '');
    } catch (error) {
      throw new WrongShape('the text', `JSON (${error instanceof Error ? error.message : String(error)})`);
    }
  }

  field(name: string): JsonReader {
    const found = this.members().find(([key]) => key === name);
    if (!found) throw new WrongShape(this.path(name), 'there');
    return found[1];
  }

  has(name: string): boolean {
    return this.members().some(([key]) => key === name);
  }

  members(): (readonly [string, JsonReader])[] {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.wrong('an object');
    return Object.entries(value).map(
      ([name, member]) => [name, new JsonReader(member, this.path(name))] as const,
    );
  }

  items(): JsonReader[] {
    const { value } = this;
    if (!Array.isArray(value)) throw this.wrong('a list');
    return value.map((item: unknown, index) => new JsonReader(item, `${this.where}[${index}]`));
  }

  text(form = /^[^]*$/): string {
    const { value } = this;
    if (typeof value !== 'string' || !form.test(value)) throw this.wrong('text as expected');
    return value;
  }

  /** A whole number from 0 on. */
  count(): number {
    const { value } = this;
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
      throw this.wrong('a whole number from 0 on');
    }
    return value;
  }

  instant(): number {
    const { value } = this;
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || Math.abs(value) > endOfDates) {
      throw this.wrong('an instant');
    }
    return value;
  }

  literal<const T extends string | number>(...allowed: readonly T[]): T {
    const found = allowed.find((literal) => literal === this.value);
    if (found === undefined) throw this.wrong(allowed.join(' or '));
    return found;
  }

  /** What `read` makes of the value, or undefined for null. */
  optional<T>(read: (value: JsonReader) => T): T | undefined {
    return this.value === null ? undefined : read(this);
  }

  private path(name: string): string {
    return this.where === '' ? name : `${this.where}.${name}`;
  }

  private wrong(expected: string): WrongShape {
    return new WrongShape(this.where === '' ? 'the whole' : this.where, expected);
  }
}
