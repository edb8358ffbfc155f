import { raw } from 'hono/html';
import { readAsset, STYLE_SHEETS } from './assets.ts';
import { type Html, html } from './parts/html.ts';

/** A page in one file, for services on other ports: it includes the style sheets. */
export async function renderStandalonePage(title: string, body: Html): Promise<string> {
  const sheets = await Promise.all(STYLE_SHEETS.map(async (name) => (await readAsset(name))?.content));
  return String(html`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Provena sandbox</title><style>${raw(sheets.join('\n'))}</style></head>
<body><header class="top"><span class="brand">Provena sandbox</span></header>
<main><h1>${title}</h1>${body}</main></body></html>`);
}
