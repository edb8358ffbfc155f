import type { SandboxState } from '../../state/sandbox-state.ts';
import { countByKind } from '../item-search.ts';
import { getKindLabels } from '../kind-labels.ts';
import type { Page } from '../layout.ts';
import type { PageContext } from '../page-context.ts';
import { renderCopyableLines, renderLiveRegion } from '../parts/controls.ts';
import { formatNumber } from '../parts/format.ts';
import { type Html, html } from '../parts/html.ts';
import { getKindClass } from '../parts/items.ts';
import { renderItemTable } from './items.ts';
import { renderJobTable } from './jobs.ts';

const MAX_RECENT = 6;

/** Overview: number of items, latest changes, environment variables and services. */
export function renderStartPage({ state, users, control }: PageContext): Page {
  const { endpoints, files } = state;
  const environment = [
    `export PROVENA_ENDPOINTS='${JSON.stringify(endpoints)}'`,
    `export PROVENA_OFFLINE_TOKEN='${users.modeller.offlineToken}'`,
    `export PROVENA_S3_ENDPOINT='${files.url}'`,
  ];
  const services = Object.entries({ ...endpoints, s3: files.url, control });
  return {
    title: 'A local Provena',
    body: html`<p class="lead">Seven APIs, Keycloak, an S3 store and job workers run on this machine, for trials and
tests. These pages show their contents.</p>
${renderLiveRegion('start', html`${renderKindLinks(state)}${renderRecentItems(state)}`)}
<section><h2>Connect a program</h2>
<p>The actions and the client read the addresses and the token from the environment. In a shell, as user <a href="/users">modeller</a>:</p>
${renderCopyableLines(environment, 'environment')}</section>
<section><h2>Services</h2>
<table class="rows"><thead><tr><th scope="col">Service</th><th scope="col">Address</th><th scope="col">Description</th></tr></thead>
<tbody>${services.map(([name, url]) => renderServiceRow(name, url))}</tbody></table></section>`,
  };
}

function renderKindLinks(state: SandboxState): Html {
  return html`<ul class="kinds" data-key="kinds">${[...countByKind(state)].map(
    ([subtype, many]) =>
      html`<li><a class="${getKindClass(subtype)}" href="/items?kind=${subtype}"><strong>${formatNumber(many)}</strong> ${
        many === 1 ? getKindLabels(subtype).one : getKindLabels(subtype).many
      }</a></li>`,
  )}</ul>`;
}

function renderRecentItems(state: SandboxState): Html {
  const items = state.items.page('true', 'updated_timestamp DESC, id DESC', [], MAX_RECENT);
  const { jobs } = state.jobs.page('all', MAX_RECENT, null);
  return html`<section data-key="items"><h2>Latest changes</h2>
${items.length === 0 ? html`<p>There are no items yet.</p>` : renderItemTable(items)}</section>
<section data-key="jobs"><h2>Latest jobs</h2>
${jobs.length === 0 ? html`<p>There are no jobs yet.</p>` : renderJobTable(state, jobs)}</section>`;
}

/** Keycloak and the store have no OpenAPI document. */
function renderServiceRow(name: string, url: string): Html {
  const hasOpenApi = name !== 'keycloak' && name !== 's3';
  return html`<tr><td class="main">${name}</td><td><code>${url}</code></td>
<td>${hasOpenApi ? html`<a href="${url}/openapi.json">OpenAPI<span class="unseen"> of ${name}</span></a>` : ''}</td></tr>`;
}
