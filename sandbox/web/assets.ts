import { readFile } from 'node:fs/promises';

const CSS = 'text/css; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';

type Asset = { file: URL; type: string };

/** The files that pages load, by name. The bundler finds them by these complete URLs. The order of style sheets matters. */
const ASSETS: Readonly<Record<string, Asset>> = {
  'base.css': { file: new URL('./assets/base.css', import.meta.url), type: CSS },
  'frame.css': { file: new URL('./assets/frame.css', import.meta.url), type: CSS },
  'controls.css': { file: new URL('./assets/controls.css', import.meta.url), type: CSS },
  'tables.css': { file: new URL('./assets/tables.css', import.meta.url), type: CSS },
  'kinds.css': { file: new URL('./assets/kinds.css', import.meta.url), type: CSS },
  'item.css': { file: new URL('./assets/item.css', import.meta.url), type: CSS },
  'live.css': { file: new URL('./assets/live.css', import.meta.url), type: CSS },
  'graph.css': { file: new URL('./assets/graph.css', import.meta.url), type: CSS },
  'page.js': { file: new URL('./assets/page.js', import.meta.url), type: SCRIPT },
  'copy.js': { file: new URL('./assets/copy.js', import.meta.url), type: SCRIPT },
  'live.js': { file: new URL('./assets/live.js', import.meta.url), type: SCRIPT },
  'graph.js': { file: new URL('./assets/graph.js', import.meta.url), type: SCRIPT },
  'icon.svg': { file: new URL('./assets/icon.svg', import.meta.url), type: 'image/svg+xml' },
};

/** Names of the style sheets, in the order in which they apply. */
export const STYLE_SHEETS = Object.keys(ASSETS).filter((name) => name.endsWith('.css'));

/** A file that pages load; undefined for an unknown name. */
export async function readAsset(name: string): Promise<{ content: string; type: string } | undefined> {
  const found = Object.hasOwn(ASSETS, name) ? ASSETS[name] : undefined;
  return found && { content: await readFile(found.file, 'utf8'), type: found.type };
}
