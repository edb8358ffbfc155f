import { escapeHtml } from './escape.ts';

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 54rem; margin: 2rem auto; padding: 0 1rem; }
  header { color: GrayText; font-size: .9rem; }
  h1 { font-size: 1.5rem; margin: .2rem 0 1rem; overflow-wrap: anywhere; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); }
  th { font-weight: 600; white-space: nowrap; }
  pre { overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
  button, input, select { font: inherit; padding: .3rem .6rem; }`;

/** A whole page of the sandbox; `body` is HTML already. */
export function page(title: string, body: string): string {
  const safe = escapeHtml(title);
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${safe} · Provena sandbox</title><style>${STYLE}</style></head>
<body><header>Provena sandbox</header><h1>${safe}</h1>${body}</body></html>`;
}
