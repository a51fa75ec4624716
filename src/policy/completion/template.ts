/** A text with places that a person fills in. */
export type Template = readonly (string | Stop)[];

/** A place to fill in. Stops of the same number are filled in together. */
export interface Stop {
  /** 1, 2, …; 0 is where the cursor ends up. */
  readonly stop: number;
  /** What stands there until it is filled in; what is inserted where there are no snippets. */
  readonly text: string;
  /** What to choose from, `text` first. */
  readonly choices?: readonly string[];
}

/** The text with every stop left as it is. */
export function plainText(template: Template): string {
  return template.map((part) => (typeof part === 'string' ? part : part.text)).join('');
}

/** The text in the snippet syntax of TextMate and the language server protocol. */
export function snippetText(template: Template): string {
  const begun = new Set<number>();
  return template
    .map((part) => {
      if (typeof part === 'string') return part.replace(/[\\$}]/g, '\\$&');
      const isRepeated = begun.has(part.stop);
      begun.add(part.stop);
      return isRepeated ? `$${part.stop}` : stopText(part);
    })
    .join('');
}

function stopText({ stop, text, choices = [] }: Stop): string {
  if (choices.length > 1)
    return `\${${stop}|${choices.map((choice) => choice.replace(/[\\$},|]/g, '\\$&')).join(',')}|}`;
  return text === '' ? `$${stop}` : `\${${stop}:${text.replace(/[\\$}]/g, '\\$&')}}`;
}

/** Whether anything is left to fill in. */
export function hasStops(template: Template): boolean {
  return template.some((part) => typeof part !== 'string');
}

/** Writes every part another way: escaped, say. */
export function mapTemplate(template: Template, write: (text: string) => string): Template {
  return template.map((part) =>
    typeof part === 'string'
      ? write(part)
      : {
          stop: part.stop,
          text: write(part.text),
          ...(part.choices ? { choices: part.choices.map(write) } : {}),
        },
  );
}

/** Private-use characters: no policy has them, and JSON writes them as they are. */
const [opening, closing] = ['\uE000', '\uE001'];

/** A text that stands for a stop in values which are yet to be written as JSON. */
export function mark(stop: number): string {
  return `${opening}${stop}${closing}`;
}

/** Puts stops where their marks stand. */
export function withStops(text: string, stops: readonly Stop[]): Template {
  return text.split(new RegExp(`${opening}(\\d+)${closing}`)).map((part, index) => {
    if (index % 2 === 0) return part;
    return stops.find(({ stop }) => stop === Number(part)) ?? part;
  });
}
