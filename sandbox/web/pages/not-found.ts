import type { Page } from '../layout.ts';
import { html } from '../parts/html.ts';

/** The page for an unknown path or a deleted item. */
export function renderNotFoundPage(path: string): Page {
  return {
    title: 'Nothing here',
    body: html`<p>There is no page at <code>${path}</code>. A reset deletes everything that was added since the snapshot.</p>
<p><a href="/items">All items</a></p>`,
  };
}

/** A bug of the sandbox; its log has the details. */
export function renderErrorPage(error: Error): Page {
  return { title: 'Internal error', body: html`<pre>${error.message}</pre>` };
}
