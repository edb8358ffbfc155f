import { readFileSync } from 'node:fs';
import { raw } from 'hono/html';
import { type Html, html } from './parts/html.ts';

const STYLES = ['base', 'frame', 'controls'];

let style: string | undefined;

/** A page that stands alone, for the services that show people something: it looks like the others, and needs no file of theirs. */
export function plainPage(title: string, body: Html): string {
  style ??= STYLES.map((name) => readFileSync(new URL(`./assets/${name}.css`, import.meta.url), 'utf8')).join(
    '',
  );
  return String(html`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Provena sandbox</title><style>${raw(style)}</style></head>
<body><header class="top"><span class="brand">Provena sandbox</span></header>
<main><h1>${title}</h1>${body}</main></body></html>`);
}
