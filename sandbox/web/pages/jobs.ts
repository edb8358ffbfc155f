import { JOB_STATUSES, type Job } from '../../jobs/job.ts';
import type { SandboxState } from '../../state/sandbox-state.ts';
import { formatJobKind, formatStatus, renderJobSubject, renderStatusBadge } from '../job-labels.ts';
import { findJobs, type JobPage } from '../job-search.ts';
import type { Page } from '../layout.ts';
import { renderLiveRegion } from '../parts/controls.ts';
import { changeQuery, renderCountLinks, renderPager } from '../parts/filter-links.ts';
import { formatTimestamp } from '../parts/format.ts';
import { type Html, html } from '../parts/html.ts';

/** All jobs, or those of a status or a batch; the newest first. */
export function renderJobsPage(state: SandboxState, query: URLSearchParams): Page {
  const status = JOB_STATUSES.find((known) => known === query.get('status'));
  const batch = query.get('batch') || undefined;
  const page = findJobs(state.db, { status, batch, after: query.get('after') ?? undefined });
  return {
    title: batch ? 'Jobs of a batch' : 'Jobs',
    ...(batch ? { crumbs: [{ name: 'Jobs', path: '/jobs' }] } : {}),
    body: renderLiveRegion(
      'jobs',
      html`${renderCountLinks('Status of jobs', page.counts, status, {
        getName: formatStatus,
        getPath: (one) => changeQuery('/jobs', query, { status: one, after: null }),
      })}
${page.jobs.length === 0 ? html`<p>There are none${status === undefined ? ' yet' : ''}.</p>` : renderJobTable(state, page.jobs)}
${renderJobsPager(page, query)}`,
    ),
  };
}

function renderJobsPager({ jobs, hasMore }: JobPage, query: URLSearchParams): Html {
  const getPath = (after: string | null) => changeQuery('/jobs', query, { after });
  const last = hasMore ? jobs.at(-1)?.session_id : undefined;
  return renderPager({
    previous: query.has('after') ? { name: 'Newest', path: getPath(null) } : undefined,
    next: last === undefined ? undefined : { name: 'Older', path: getPath(last) },
  });
}

export function renderJobTable(state: SandboxState, jobs: readonly Job[]): Html {
  return html`<table class="rows">
<thead><tr><th scope="col">Job</th><th scope="col">Status</th><th scope="col">About</th><th scope="col">User</th><th scope="col">Launched</th></tr></thead>
<tbody>${jobs.map(
    (job) => html`<tr data-key="${job.session_id}">
<td class="main"><a href="/jobs/${job.session_id}">${formatJobKind(job)}</a></td>
<td>${renderStatusBadge(job.status)}</td>
<td class="name">${renderJobSubject(state, job)}</td>
<td>${job.username}</td>
<td>${formatTimestamp(job.created_timestamp)}</td></tr>`,
  )}</tbody></table>`;
}
