import type { Page } from '../layout.ts';
import { html } from '../parts/html.ts';

export function notFoundPage(path: string): Page {
  return {
    title: 'Nothing here',
    body: html`<p>Nothing has the address <code>${path}</code>. After a reset, what came since is gone.</p>
<p><a href="/items">All items</a></p>`,
  };
}

/** The sandbox itself is wrong; its log has more. */
export function errorPage(error: Error): Page {
  return { title: 'A fault of the sandbox', body: html`<pre>${error.message}</pre>` };
}
