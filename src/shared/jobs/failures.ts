import type { TrackedJob } from './tracked-job.ts';

/** Failures that share a reason. */
export interface FailureGroup {
  /** The server's reason, with what differs from job to job shown as `…`. */
  readonly reason: string;
  readonly jobs: readonly TrackedJob[];
}

/**
 * Ids, handles and long numbers; not the port of an address, because other hosts are other reasons. A handle is searched
 * only from its first number on, so that the search is linear.
 */
const VARIABLE_PARTS =
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|(?<!\b\d+\.)\b\d+(?:\.\d+)*\/\d+\b|(?<!\w\.\w+:|\blocalhost:)\b\d{3,}\b/gi;
const MAX_REASON_LENGTH = 300;

/** Groups failed and missing jobs by reason, most frequent first, so that a thousand equal failures are one line. */
export function groupFailures(jobs: readonly TrackedJob[]): FailureGroup[] {
  const groups = Map.groupBy(
    jobs.filter((job) => job.state === 'failed' || job.state === 'missing'),
    (job) => getReason(job).replace(VARIABLE_PARTS, '…').slice(0, MAX_REASON_LENGTH),
  );
  return [...groups]
    .map(([pattern, members]) => ({
      reason: formatCommonReason(pattern, members).slice(0, MAX_REASON_LENGTH),
      jobs: members,
    }))
    .sort((a, b) => b.jobs.length - a.jobs.length);
}

/** The reason of all jobs; only what differs between them is `…`. */
function formatCommonReason(pattern: string, jobs: readonly TrackedJob[]): string {
  const [first = '', ...others] = new Set(jobs.map(getReason));
  if (others.length === 0) return first;
  const parts = [first, ...others].map((reason) => reason.match(VARIABLE_PARTS) ?? []);
  const hasDifferentValues = (index: number): boolean =>
    parts.some((values) => values[index] !== parts[0]?.[index]);
  let index = 0;
  const reason = first.replace(VARIABLE_PARTS, (part) => (hasDifferentValues(index++) ? '…' : part));
  // Reasons that differ only beyond the limit have the same pattern and other parts.
  return reason === first ? pattern : reason;
}

function getReason(job: TrackedJob): string {
  if (job.state === 'missing') {
    return job.status
      ? 'the server no longer has this job'
      : 'the server has no such job, or it belongs to another user';
  }
  return job.info?.trim() || 'the server gave no reason';
}
