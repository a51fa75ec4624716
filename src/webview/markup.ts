/** A piece of a page as data: made into nodes by a webview, and into text where a page is saved. */
export interface Markup {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Custom properties of CSS; the only style that markup carries. */
  readonly properties: Readonly<Record<`--${string}`, string>>;
  readonly children: readonly (Markup | string)[];
}

type Child = Markup | string | undefined;

/** `element('p', { class: 'quiet' }, 'text')`; an attribute without a value is left out. */
export function element(
  tag: string,
  attributes: Readonly<Record<string, string | undefined>> = {},
  ...children: readonly (Child | readonly Child[])[]
): Markup {
  return {
    tag,
    attributes: Object.fromEntries(
      Object.entries(attributes).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
    properties: {},
    children: children.flat().filter((child) => child !== undefined),
  };
}

export function withProperties(markup: Markup, properties: Markup['properties']): Markup {
  return { ...markup, properties };
}
