import type { RequestLogEntry } from '../../control/request-log.ts';
import { SERVICES } from '../../settings.ts';
import type { SandboxState } from '../../state/sandbox-state.ts';
import type { Page } from '../layout.ts';
import { renderLiveRegion } from '../parts/controls.ts';
import { renderFilterLinks } from '../parts/filter-links.ts';
import { formatNumber } from '../parts/format.ts';
import { type Html, html } from '../parts/html.ts';

/** Requests that are shown; the control API lists more. */
const MAX_REQUESTS = 200;

/** The latest requests to the sandbox, the newest first. */
export function renderRequestsPage({ requestLog }: SandboxState, query: URLSearchParams): Page {
  const names = [...SERVICES, 's3'];
  const service = names.find((name) => name === query.get('service'));
  const found = requestLog.list({ service: service ?? null });
  return {
    title: 'Requests',
    body: html`${renderFilterLinks('Services', [
      { name: 'All', path: '/requests', isSelected: service === undefined },
      ...names.map((name) => ({ name, path: `/requests?service=${name}`, isSelected: name === service })),
    ])}
${renderLiveRegion('requests', html`<p class="muted" data-key="count">${formatTotal(found.length)}</p>${renderRequestTable(found.slice(-MAX_REQUESTS).reverse())}`)}`,
  };
}

function formatTotal(many: number): string {
  if (many === 0) return 'None yet. Requests of programs appear here.';
  return many > MAX_REQUESTS
    ? `The last ${MAX_REQUESTS} of ${formatNumber(many)} requests, newest first.`
    : `${formatNumber(many)} ${many === 1 ? 'request' : 'requests'}, newest first.`;
}

function renderRequestTable(requests: readonly RequestLogEntry[]): Html {
  if (requests.length === 0) return html``;
  return html`<table class="rows requests">
<thead><tr><th scope="col">Request</th><th scope="col">Status</th><th scope="col" class="number">Duration</th><th scope="col">Service</th><th scope="col">User</th><th scope="col">Time</th></tr></thead>
<tbody>${requests.map(
    ({ number, query, status, ...request }) => html`<tr data-key="${number}">
<td class="main"><code><strong>${request.method}</strong> ${request.path}${query === '' ? '' : html`<span class="muted">?${query}</span>`}</code>${renderResponseBody(number, request.response_body)}</td>
<td><span class="code code-${Math.trunc(status / 100)}">${status === 0 ? 'cut' : status}</span></td>
<td class="number">${request.took_ms} ms</td>
<td>${request.service}</td>
<td>${request.username ?? '–'}</td>
<td>${formatTime(new Date(request.at_ms).toISOString())}</td></tr>`,
  )}</tbody></table>`;
}

function formatTime(iso: string): Html {
  return html`<time datetime="${iso}">${iso.slice(11, 23)}</time>`;
}

function renderResponseBody(number: number, body: string | null): Html {
  if (body === null || body === '') return html``;
  return html`<details id="response-${number}"><summary>Response<span class="unseen"> to request ${number}</span></summary>
<pre tabindex="0" role="region" aria-label="Response to request ${number}">${formatBody(body)}</pre></details>`;
}

/** JSON with line breaks; any other string as it is. */
function formatBody(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
