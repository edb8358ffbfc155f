import { raw } from 'hono/html';
import { readAsset, STYLE_SHEETS } from './assets.ts';
import { type Html, html } from './parts/html.ts';

/** The content of a page, without header and footer. */
export type Page = {
  title: string;
  /** The pages above this one, the outermost first. */
  crumbs?: readonly Breadcrumb[];
  /** The heading, if it differs from the title. */
  heading?: Html;
  body: Html;
};
export type Breadcrumb = { name: string; path: string };

const SECTIONS: readonly Breadcrumb[] = [
  { name: 'Items', path: '/items' },
  { name: 'Jobs', path: '/jobs' },
  { name: 'Requests', path: '/requests' },
  { name: 'Users', path: '/users' },
  { name: 'Emails', path: '/emails' },
];

/** The HTML document of a page. @param path where it is shown */
export function renderPage({ title, crumbs, heading, body }: Page, path: string): Html {
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Provena sandbox</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
${STYLE_SHEETS.map((name) => html`<link rel="stylesheet" href="/assets/${name}">`)}
<script type="module" src="/assets/page.js"></script>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="top">
<a class="brand" href="/"${renderAriaCurrent('/', path)}><img src="/assets/icon.svg" alt="" width="20" height="20">Provena sandbox</a>
<nav aria-label="Main"><ul>${SECTIONS.map((section) => html`<li><a href="${section.path}"${renderAriaCurrent(section.path, path, crumbs?.[0]?.path)}>${section.name}</a></li>`)}</ul></nav>
</header>
<main id="content" tabindex="-1">
${crumbs && renderBreadcrumbs(crumbs)}
<h1>${heading ?? title}</h1>
${body}
</main>
<footer>A local Provena for trials and tests. Times are in UTC.</footer>
</body>
</html>`;
}

/**
 * Marks the link to the current page or its section; also if there is no page at the path.
 * @param section path of the outermost page above the current one.
 */
function renderAriaCurrent(linked: string, path: string, section?: string): Html | '' {
  if (linked === path) return html` aria-current="page"`;
  return linked === section || path.startsWith(`${linked}/`) ? html` aria-current="true"` : '';
}

function renderBreadcrumbs(crumbs: readonly Breadcrumb[]): Html {
  return html`<nav class="crumbs" aria-label="Breadcrumbs"><ol>${crumbs.map(
    ({ name, path }) => html`<li><a href="${path}"><bdi>${name}</bdi></a></li>`,
  )}</ol></nav>`;
}

/** A page in one file, for services on other ports: it includes the style sheets. */
export async function renderStandalonePage(title: string, body: Html): Promise<string> {
  const sheets = await Promise.all(STYLE_SHEETS.map(async (name) => (await readAsset(name))?.content));
  return String(html`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Provena sandbox</title><style>${raw(sheets.join('\n'))}</style></head>
<body><header class="top"><span class="brand">Provena sandbox</span></header>
<main><h1>${title}</h1>${body}</main></body></html>`);
}
