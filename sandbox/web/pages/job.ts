import type { Job } from '../../jobs/job.ts';
import type { JobSubType } from '../../jobs/sub-types.ts';
import { toText } from '../../state/database.ts';
import type { SandboxState } from '../../state/sandbox-state.ts';
import { formatJobKind, getText, renderJobSubject, renderStatusBadge } from '../job-labels.ts';
import type { Page } from '../layout.ts';
import { renderCopyable, renderLiveRegion } from '../parts/controls.ts';
import { renderProperties } from '../parts/fields.ts';
import { formatTimestamp } from '../parts/format.ts';
import { type Html, html } from '../parts/html.ts';
import { renderRecordBlock } from '../parts/record.ts';

/** A job, the job that launched it and the jobs that it launched. */
export function renderJobPage(state: SandboxState, session: string): Page | undefined {
  const job = state.jobs.get(session);
  if (!job) return undefined;
  return {
    title: formatJobKind(job),
    crumbs: [{ name: 'Jobs', path: '/jobs' }],
    body: html`${renderLiveRegion('job', renderJobDetails(state, job))}
<section><h2>Payload</h2>${renderRecordBlock('Payload', job.payload)}</section>`,
  };
}

function renderJobDetails(state: SandboxState, job: Job): Html {
  const report = getText(job.result, 'report_url');
  return html`${renderProperties({
    Status: renderStatusBadge(job.status),
    About: renderJobSubject(state, job),
    Kind: html`<code>${job.job_sub_type}</code>`,
    User: job.username,
    Launched: formatTimestamp(job.created_timestamp),
    Session: renderCopyable(job.session_id, 'session'),
    Report: report === undefined ? undefined : renderReportLink(report),
    Batch: job.batch_id === null ? undefined : renderBatchLink(job.batch_id),
  })}
${job.info === null ? '' : html`<p class="note">${job.info}</p>`}
${renderJobChain(state, job)}
${job.result === null ? '' : html`<section><h2>Result</h2>${renderRecordBlock('Result', job.result)}</section>`}`;
}

/** The job that launched a job, and the job or batch that it launched. */
function renderJobChain(state: SandboxState, job: Job): Html {
  const before = findParent(state, job);
  const launched = getText(job.result, 'lodge_session_id');
  const after = launched === undefined ? undefined : state.jobs.get(launched);
  const batch = getText(job.result, 'batch_id');
  if (!before && !after && batch === undefined) return html``;
  const link = (one: Job) =>
    html`<li><a href="/jobs/${one.session_id}">${formatJobKind(one)}</a> ${renderStatusBadge(one.status)}</li>`;
  return html`<section><h2>Chain</h2><ol class="chain">
${before && link(before)}
<li><strong>${formatJobKind(job)}</strong> ${renderStatusBadge(job.status)}</li>
${after && link(after)}
${batch === undefined ? '' : html`<li>${renderBatchLink(batch)}</li>`}
</ol></section>`;
}

/** The link of the job's result; it expires some hours after the job. */
function renderReportLink(url: string): Html {
  return html`<a href="${url}" download>Download (Word)</a>`;
}

function renderBatchLink(batch: string): Html {
  return html`<a href="/jobs?batch=${encodeURIComponent(batch)}">all jobs of the batch</a>`;
}

/** Kinds of jobs that launch others; the results of the other kinds are large and are not searched. */
const PARENT_SUB_TYPES = [
  'REGISTER_CREATE_ACTIVITY',
  'REGISTER_VERSION_ACTIVITY',
  'MODEL_RUN_BATCH_SUBMIT',
] as const satisfies JobSubType[];

/** The parent is found by its result, which names the child. */
function findParent({ db, jobs }: SandboxState, { session_id, batch_id }: Job): Job | undefined {
  const sql = `SELECT session_id FROM jobs WHERE job_sub_type IN (?, ?, ?)
    AND (json_extract(result, '$.lodge_session_id') = ? OR json_extract(result, '$.batch_id') = ?) LIMIT 1`;
  const session = toText(db.get(sql, ...PARENT_SUB_TYPES, session_id, batch_id)?.['session_id']);
  return session === undefined ? undefined : jobs.get(session);
}
