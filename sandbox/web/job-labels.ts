import type { Job, JobStatus } from '../jobs/job.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { type Html, html } from './parts/html.ts';
import { renderItemLink } from './parts/items.ts';

export function renderStatusBadge(status: JobStatus): Html {
  return html`<span class="status status-${status.toLowerCase().replaceAll('_', '-')}" title="${status}">${formatStatus(status)}</span>`;
}

export function formatStatus(status: JobStatus): string {
  return status.toLowerCase().replaceAll('_', ' ');
}

export function formatJobKind({ job_sub_type }: Job): string {
  const label = job_sub_type.toLowerCase().replaceAll('_', ' ').replace('prov lodge', 'lodge');
  return label.charAt(0).toUpperCase() + label.slice(1);
}

/** Fields of payloads with the handle of an item, the most specific first. */
const ITEM_FIELDS = ['created_item_id', 'to_version_id', 'model_run_record_id', 'id'];

/** The subject of a job: an item, a run that is not registered yet, a batch or an email. */
export function renderJobSubject(state: SandboxState, { payload, result }: Job): Html {
  const created = getText(result?.['record'], 'id');
  if (created !== undefined) return renderItemLink(state, created);
  const id = ITEM_FIELDS.map((field) => getText(payload, field)).find((one) => one !== undefined);
  if (id !== undefined) return renderItemLink(state, id);
  const records = payload['records'];
  if (Array.isArray(records)) return html`${records.length} model runs`;
  return html`<bdi>${getText(payload['record'], 'display_name') ?? getText(payload, 'subject') ?? ''}</bdi>`;
}

export function getText(value: unknown, name: string): string | undefined {
  const member: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
  return typeof member === 'string' ? member : undefined;
}
