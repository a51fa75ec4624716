/** The looks in which pictures are taken, by the name that VS Code gives them in `workbench.colorTheme`. */
export const themes = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  'high-contrast': 'Default High Contrast',
} as const;

export type Theme = keyof typeof themes;

/** What the window's root element carries when the theme is on. */
export const themeClass: Readonly<Record<Theme, string>> = {
  dark: 'vs-dark',
  light: 'vs',
  'high-contrast': 'hc-black',
};
