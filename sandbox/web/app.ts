import { type Context, Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { trimTrailingSlash } from 'hono/trailing-slash';
import { reportInternalError } from '../http/errors.ts';
import { readAsset } from './assets.ts';
import { createArchive, createDownloadUrl } from './dataset-files.ts';
import { type Page, renderPage } from './layout.ts';
import type { PageContext } from './page-context.ts';
import { renderEmailsPage } from './pages/emails.ts';
import { renderItemPage } from './pages/item.ts';
import { renderItemsPage } from './pages/items.ts';
import { renderJobPage } from './pages/job.ts';
import { renderJobsPage } from './pages/jobs.ts';
import { renderLineagePage } from './pages/lineage.ts';
import { renderRequestsPage } from './pages/requests.ts';
import { renderStartPage } from './pages/start.ts';
import { renderUsersPage } from './pages/users.ts';
import { html } from './parts/html.ts';
import { findItem } from './parts/items.ts';

/** Browsers load and run only the pages' own files, whatever the name of an item is. */
const HEADERS = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    objectSrc: ["'none'"],
  },
  strictTransportSecurity: false, // there is no TLS on a loopback address
});

/** Renders a page; undefined when there is nothing at the address. */
type RenderPage = (content: PageContext, request: PageRequest) => Page | undefined;
type PageRequest = { id: string; query: URLSearchParams };

const PAGES: Readonly<Record<string, RenderPage>> = {
  '/': (content) => renderStartPage(content),
  '/items': ({ state }, { query }) => renderItemsPage(state, query),
  '/items/:id{.+}': ({ state }, { id }) => renderItemPage(state, id),
  '/lineage/:id{.+}': ({ state }, { id, query }) => renderLineagePage(state, id, query),
  '/jobs': ({ state }, { query }) => renderJobsPage(state, query),
  '/jobs/:id': ({ state }, { id }) => renderJobPage(state, id),
  '/requests': ({ state }, { query }) => renderRequestsPage(state, query),
  '/users': (content) => renderUsersPage(content),
  '/emails': ({ state }) => renderEmailsPage(state),
};

/** The web page of a sandbox. It needs no login and changes nothing. */
export function createApp(content: PageContext): Hono {
  const app = new Hono();
  app.use(HEADERS);
  app.use(trimTrailingSlash()); // of an address with a page only without the slash
  app.get('/assets/:name', async (c) => {
    const found = await readAsset(c.req.param('name'));
    return found ? c.body(found.content, 200, { 'content-type': found.type }) : c.notFound();
  });
  for (const [path, render] of Object.entries(PAGES)) {
    app.get(path, (c) => {
      const page = render(content, { id: c.req.param('id') ?? '', query: new URL(c.req.url).searchParams });
      return page ? sendPage(c, page) : c.notFound();
    });
  }
  app.get('/files/:id{.+}', (c) => {
    const item = findItem(content.state, c.req.param('id'));
    const link = item && createDownloadUrl(content.state, item, c.req.query('path') ?? '');
    return link === undefined ? c.notFound() : c.redirect(link);
  });
  app.get('/archives/:id{.+}', (c) => {
    const item = findItem(content.state, c.req.param('id'));
    const archive = item && createArchive(content.state, item);
    if (!archive) return c.notFound();
    const name = `${item.id.replaceAll(/[^\w.-]/g, '-')}.zip`;
    return c.body(archive, 200, {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="${name}"`,
    });
  });
  app.notFound((c) => sendPage(c, renderNotFoundPage(c.req.path), 404));
  app.onError((error, c) => {
    reportInternalError(error, { method: c.req.method, path: c.req.path });
    return sendPage(c, renderErrorPage(error), 500);
  });
  return app;
}

function sendPage(c: Context, page: Page, status: 200 | 404 | 500 = 200): Response | Promise<Response> {
  c.header('cache-control', 'no-store'); // pages contain tokens, and change at any time
  return c.html(renderPage(page, c.req.path), status);
}

/** The page for an unknown path or a deleted item. */
function renderNotFoundPage(path: string): Page {
  return {
    title: 'Nothing here',
    body: html`<p>There is no page at <code>${path}</code>. A reset deletes everything that was added since the snapshot.</p>
<p><a href="/items">All items</a></p>`,
  };
}

/** A bug of the sandbox; its log has the details. */
function renderErrorPage(error: Error): Page {
  return { title: 'Internal error', body: html`<pre>${error.message}</pre>` };
}
