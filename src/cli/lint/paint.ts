export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'blue' | 'cyan' | 'green';
export type Paint = (style: Style, text: string) => string;

/** Where each style begins and ends (ECMA-48, "select graphic rendition"). */
const codes: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
  green: [32, 39],
};

/** Leaves texts as they are where no colour is wanted. */
export function paintFor(colour: boolean): Paint {
  return (style, text) => {
    const [on, off] = codes[style];
    return colour ? `\u001B[${on}m${text}\u001B[${off}m` : text;
  };
}
