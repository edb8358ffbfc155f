import { type Context, Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { reportBug } from '../wire.ts';
import { asset } from './assets.ts';
import type { Content } from './content.ts';
import { downloadLink } from './dataset-files.ts';
import { framed, type Page } from './frame.ts';
import { itemPage } from './pages/item.ts';
import { itemsPage } from './pages/items.ts';
import { jobPage } from './pages/job.ts';
import { jobsPage } from './pages/jobs.ts';
import { lineagePage } from './pages/lineage.ts';
import { mailsPage } from './pages/mails.ts';
import { faultPage, notFoundPage } from './pages/not-found.ts';
import { requestsPage } from './pages/requests.ts';
import { startPage } from './pages/start.ts';
import { usersPage } from './pages/users.ts';
import { itemWith } from './parts/items.ts';

/** Nothing but the pages' own files is loaded or run, whatever an item is called. */
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

/** Draws a page; undefined when there is nothing at the address. */
type Draw = (content: Content, asked: Asked) => Page | undefined;
type Asked = { id: string; query: URLSearchParams };

const PAGES: Readonly<Record<string, Draw>> = {
  '/': (content) => startPage(content),
  '/items': ({ world }, { query }) => itemsPage(world, query),
  '/items/:id{.+}': ({ world }, { id }) => itemPage(world, id),
  '/lineage/:id{.+}': ({ world }, { id, query }) => lineagePage(world, id, query),
  '/jobs': ({ world }, { query }) => jobsPage(world, query),
  '/jobs/:id': ({ world }, { id }) => jobPage(world, id),
  '/requests': (content, { query }) => requestsPage(content, query),
  '/users': (content) => usersPage(content),
  '/mails': ({ world }) => mailsPage(world),
};

/** The web page of a sandbox. It asks for no login and changes nothing. */
export function app(content: Content): Hono {
  const app = new Hono();
  app.use(HEADERS);
  app.get('/assets/:name', async (c) => {
    const found = await asset(c.req.param('name'));
    return found ? c.body(found.content, 200, { 'content-type': found.type }) : c.notFound();
  });
  for (const [path, draw] of Object.entries(PAGES)) {
    app.get(path, (c) => {
      const page = draw(content, { id: c.req.param('id') ?? '', query: new URL(c.req.url).searchParams });
      return page ? show(c, page) : c.notFound();
    });
  }
  app.get('/files/:id{.+}', (c) => {
    const item = itemWith(content.world, c.req.param('id'));
    const link = item && downloadLink(content.world, item, c.req.query('path') ?? '');
    return link === undefined ? c.notFound() : c.redirect(link);
  });
  app.notFound((c) => show(c, notFoundPage(c.req.path), 404));
  app.onError((error, c) => {
    reportBug(error, { method: c.req.method, path: c.req.path });
    return show(c, faultPage(error), 500);
  });
  return app;
}

function show(c: Context, page: Page, status: 200 | 404 | 500 = 200): Response | Promise<Response> {
  c.header('cache-control', 'no-store'); // pages hold tokens, and are out of date at once
  return c.html(framed(page, c.req.path), status);
}
