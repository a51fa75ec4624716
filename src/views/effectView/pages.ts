import { createHash, randomBytes } from 'node:crypto';
import { element } from '../../webview/markup';
import { serialize } from '../../webview/serialize';

/** What a page in a webview is made of. */
export interface PageParts {
  /** What VS Code lets pages load from. */
  readonly cspSource: string;
  readonly script: string;
  readonly style: string;
  readonly title: string;
  /** Handed to the script. Texts of the extension only, never of a policy. */
  readonly data: unknown;
}

/** A page that runs one script and nothing else, and loads nothing from outside. */
export function webviewPage({ cspSource, script, style, title, data }: PageParts): string {
  const nonce = randomBytes(24).toString('base64url');
  const policy = `default-src 'none'; style-src ${cspSource}; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  const head = serialize(
    element(
      'head',
      {},
      element('meta', { charset: 'utf-8' }),
      element('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
      element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      element('title', {}, title),
      element('link', { rel: 'stylesheet', href: style }),
    ),
  ).html;
  const run = serialize(element('script', { nonce, src: script })).html;
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  return `<!doctype html><html lang="en">${head}<body><script type="application/json" id="data">${json}</script>${run}</body></html>`;
}

/** A page to be kept: all in one file, without scripts, and its one style named by its hash. */
export function filePage(title: string, style: string, body: string): string {
  const hash = createHash('sha256').update(style).digest('base64');
  const head = serialize(
    element(
      'head',
      {},
      element('meta', { charset: 'utf-8' }),
      element('meta', {
        'http-equiv': 'Content-Security-Policy',
        content: `default-src 'none'; style-src 'sha256-${hash}'`,
      }),
      element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      element('title', {}, title),
    ),
  ).html.replace('</head>', () => `<style>${style}</style></head>`);
  return `<!doctype html>\n<html lang="en">${head}<body>${body}</body></html>\n`;
}
