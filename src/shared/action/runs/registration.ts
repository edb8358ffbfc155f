import type { Provena } from '../../client/index.ts';
import { formatCount } from '../../format-count.ts';
import { listFirst } from '../../format-list.ts';
import type { IdempotencyKey } from '../idempotency/idempotency-key.ts';
import type { Log } from '../runner/log/log.ts';
import { formatCode } from '../runner/markdown/markdown.ts';
import type { LodgedRun } from '../waiting/await-step-jobs.ts';

/** Maximum number of requests at the same time. */
export const CONCURRENT_REQUESTS = 4;

export interface RegisterOptions {
  readonly provena: Provena;
  readonly key: IdempotencyKey;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Called with the session of each accepted request, immediately. */
  readonly onSession: (session: string) => void;
}

/** What a step has registered. */
export interface Registration {
  /** Sessions to wait for, including those of earlier attempts. */
  readonly sessions: readonly string[];
  /** Runs that are lodged although their job failed: no job to wait for. */
  readonly lodgedRuns: readonly LodgedRun[];
  /** Fingerprints of the records, in their order. */
  readonly fingerprints: readonly string[];
  readonly sent: number;
  /** Number of records that earlier attempts had sent, without those that this step lodges. */
  readonly reused: number;
  /** Number of records that earlier attempts sent with the key of this step, and that this step no longer has. */
  readonly formerRecords: number;
  /** Number of runs that this step added to the graph, because their jobs had failed. */
  readonly lodgedNow: number;
}

/** Formats `Sent 2 model runs; 1 had been sent earlier`. */
export function formatRegistration({ sent, reused, lodgedNow }: Registration): string {
  const parts = [`Sent ${formatCount(sent, 'model run')}`];
  if (reused > 0) parts.push(`${reused} had been sent earlier`);
  const jobs = lodgedNow === 1 ? 'job' : 'jobs';
  if (lodgedNow > 0)
    parts.push(`added ${formatCount(lodgedNow, 'model run')}, whose ${jobs} had failed, to the graph`);
  return parts.join('; ');
}

/** The summary of a step that does not wait for the jobs: the registration, and the sessions to wait for. */
export function formatSentSummary(registration: Registration): string {
  // The runs can be in the graph although their jobs failed.
  return [`${formatRegistration(registration)}.`, formatSessions(registration.sessions)]
    .filter(Boolean)
    .join(' ');
}

/** Formats the first sessions as Markdown; empty without sessions. */
export function formatSessions(sessions: readonly string[]): string {
  if (sessions.length === 0) return '';
  return `${sessions.length === 1 ? 'Session' : 'Sessions'}: ${listFirst(sessions, 20, formatCode).join(', ')}.`;
}
