import type { Job } from '../../jobs/job.ts';
import type { SandboxState } from '../../state/sandbox-state.ts';
import { findNeighbours } from '../job-chain.ts';
import { formatJobKind, getText, jobSubject, statusBadge } from '../job-labels.ts';
import type { Page } from '../layout.ts';
import { copyable, live, liveNote } from '../parts/controls.ts';
import { formatTimestamp } from '../parts/format.ts';
import { type Html, html } from '../parts/html.ts';
import { recordBlock } from '../parts/record.ts';

/** A job, the job that launched it and the jobs that it launched. */
export function jobPage(state: SandboxState, session: string): Page | undefined {
  const job = state.jobs.get(session);
  if (!job) return undefined;
  return {
    title: formatJobKind(job),
    crumbs: [{ name: 'Jobs', path: '/jobs' }],
    body: html`${liveNote()}
${live('job', jobDetails(state, job))}
<section><h2>Payload</h2>${recordBlock('Payload', job.payload)}</section>`,
  };
}

function jobDetails(state: SandboxState, job: Job): Html {
  const report = getText(job.result, 'report_url');
  const facts: [string, Html | string][] = [
    ['Status', statusBadge(job.status)],
    ['About', jobSubject(state, job)],
    ['Kind', html`<code>${job.job_sub_type}</code>`],
    ['User', job.username],
    ['Launched', formatTimestamp(job.created_timestamp)],
    ['Session', copyable(job.session_id, 'session')],
    ...(report === undefined ? [] : [['Report', reportLink(report)] satisfies [string, Html]]),
    ...(job.batch_id === null ? [] : [['Batch', batchLink(job.batch_id)] satisfies [string, Html]]),
  ];
  return html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
${job.info === null ? '' : html`<p class="note">${job.info}</p>`}
${jobChain(state, job)}
${job.result === null ? '' : html`<section><h2>Result</h2>${recordBlock('Result', job.result)}</section>`}`;
}

function jobChain(state: SandboxState, job: Job): Html {
  const { before, after, batch } = findNeighbours(state, job);
  if (!before && !after && batch === undefined) return html``;
  const link = (one: Job) =>
    html`<li><a href="/jobs/${one.session_id}">${formatJobKind(one)}</a> ${statusBadge(one.status)}</li>`;
  return html`<section><h2>Chain</h2><ol class="chain">
${before && link(before)}
<li><strong>${formatJobKind(job)}</strong> ${statusBadge(job.status)}</li>
${after && link(after)}
${batch === undefined ? '' : html`<li>${batchLink(batch)}</li>`}
</ol></section>`;
}

/** The link of the job's result; it expires some hours after the job. */
function reportLink(url: string): Html {
  return html`<a href="${url}" download>Download (Word)</a>`;
}

function batchLink(batch: string): Html {
  return html`<a href="/jobs?batch=${encodeURIComponent(batch)}">all jobs of the batch</a>`;
}
