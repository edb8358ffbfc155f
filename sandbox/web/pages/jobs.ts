import type { Job } from '../../jobs/job.ts';
import type { JobFilter } from '../../jobs/jobs.ts';
import type { SandboxState } from '../../state/sandbox-state.ts';
import { formatJobKind, jobSubject, statusBadge } from '../job-labels.ts';
import type { Page } from '../layout.ts';
import { pathWith } from '../parts/filter-links.ts';
import { formatTimestamp } from '../parts/format.ts';
import { type Html, html } from '../parts/html.ts';
import { live, liveNote } from '../parts/live.ts';

const PAGE_SIZE = 50;

/** All jobs, or those of a batch; the newest first. */
export function jobsPage(state: SandboxState, query: URLSearchParams): Page {
  const batch = query.get('batch');
  const filter: JobFilter = batch ? { column: 'batch_id', value: batch } : 'all';
  const { jobs, pagination_key } = state.jobs.page(filter, PAGE_SIZE, parsePaginationKey(query, filter));
  const oldest = jobs.at(-1);
  const older =
    oldest && pathWith('/jobs', query, { before: `${oldest.created_timestamp} ${oldest.session_id}` });
  return {
    title: batch ? 'Jobs of a batch' : 'Jobs',
    ...(batch ? { crumbs: [{ name: 'Jobs', path: '/jobs' }] } : {}),
    body: html`${liveNote()}
${live('jobs', jobs.length === 0 ? html`<p>There are none yet.</p>` : jobTable(state, jobs))}
<nav class="pager" aria-label="Pages">
${query.has('before') ? html`<a href="${pathWith('/jobs', query, { before: null })}">Newest</a>` : html`<span></span>`}
${pagination_key && older ? html`<a rel="next" href="${older}">Older</a>` : html`<span></span>`}
</nav>`,
  };
}

/** Where an older page starts, as the list of jobs wants it; a `before` that is not ours starts at the newest. */
function parsePaginationKey(query: URLSearchParams, filter: JobFilter): Record<string, unknown> | null {
  const [, created, session_id] = /^(\d+) (\S+)$/.exec(query.get('before') ?? '') ?? [];
  if (created === undefined) return null;
  const own = filter === 'all' ? { gsi_status: 'ok' } : { [filter.column]: filter.value };
  return { session_id, created_timestamp: Number(created), ...own };
}

/** Jobs as rows of a table. */
export function jobTable(state: SandboxState, jobs: readonly Job[]): Html {
  return html`<table class="rows">
<thead><tr><th scope="col">Job</th><th scope="col">Status</th><th scope="col">About</th><th scope="col">User</th><th scope="col">Launched</th></tr></thead>
<tbody>${jobs.map(
    (job) => html`<tr data-key="${job.session_id}">
<td class="main"><a href="/jobs/${job.session_id}">${formatJobKind(job)}</a></td>
<td>${statusBadge(job.status)}</td>
<td>${jobSubject(state, job)}</td>
<td>${job.username}</td>
<td>${formatTimestamp(job.created_timestamp)}</td></tr>`,
  )}</tbody></table>`;
}
