import type { TrackedJob } from './tracker.ts';

/** Failures that share a reason. */
export interface FailureGroup {
  /** The server's reason, with what differs from job to job shown as `…`. */
  readonly reason: string;
  readonly jobs: readonly TrackedJob[];
}

const VARIABLE_PARTS = /\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b\d+(\.\d+)*\/\d+\b|\b\d{3,}\b/gi;
const MAX_REASON_LENGTH = 300;

/** Groups failed and missing jobs by reason, most frequent first, so that a thousand equal failures are one line. */
export function groupFailures(jobs: readonly TrackedJob[]): FailureGroup[] {
  const groups = Map.groupBy(
    jobs.filter((job) => job.state === 'failed' || job.state === 'vanished'),
    (job) => getReason(job).replace(VARIABLE_PARTS, '…').slice(0, MAX_REASON_LENGTH),
  );
  return [...groups]
    .map(([reason, members]) => ({
      reason: members.length === 1 ? members.map(getReason).join('').slice(0, MAX_REASON_LENGTH) : reason,
      jobs: members,
    }))
    .sort((a, b) => b.jobs.length - a.jobs.length);
}

function getReason(job: TrackedJob): string {
  if (job.state === 'vanished') {
    return job.status
      ? 'the server no longer has this job'
      : 'the server has no such job, or it belongs to another user';
  }
  return job.info?.trim() || 'the server gave no reason';
}
