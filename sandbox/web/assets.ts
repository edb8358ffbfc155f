import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The files that pages load, by name. The bundler finds them by these complete URLs. The order of style sheets matters. */
const ASSETS: Readonly<Record<string, URL>> = {
  'base.css': new URL('./assets/base.css', import.meta.url),
  'frame.css': new URL('./assets/frame.css', import.meta.url),
  'controls.css': new URL('./assets/controls.css', import.meta.url),
  'tables.css': new URL('./assets/tables.css', import.meta.url),
  'kinds.css': new URL('./assets/kinds.css', import.meta.url),
  'item.css': new URL('./assets/item.css', import.meta.url),
  'live.css': new URL('./assets/live.css', import.meta.url),
  'graph.css': new URL('./assets/graph.css', import.meta.url),
  'page.js': new URL('./assets/page.js', import.meta.url),
  'copy.js': new URL('./assets/copy.js', import.meta.url),
  'live.js': new URL('./assets/live.js', import.meta.url),
  'graph.js': new URL('./assets/graph.js', import.meta.url),
  'icon.svg': new URL('./assets/icon.svg', import.meta.url),
};

/** Names of the style sheets, in the order in which they apply. */
export const STYLE_SHEETS = Object.keys(ASSETS).filter((name) => name.endsWith('.css'));

/** A file that pages load; undefined for an unknown name. */
export async function readAsset(name: string): Promise<{ content: string; type: string } | undefined> {
  const file = Object.hasOwn(ASSETS, name) ? ASSETS[name] : undefined;
  return file && { content: await readFile(file, 'utf8'), type: TYPES[extname(name)] ?? '' };
}
