import type { TrackedJob } from './tracker.ts';

/** Failures that share a reason. */
export interface FailureGroup {
  /** The server's reason, with what differs from job to job shown as `…`. */
  readonly reason: string;
  readonly jobs: readonly TrackedJob[];
}

const PARTICULARS = /\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b\d+(\.\d+)*\/\d+\b|\b\d{3,}\b/gi;
const LONGEST = 300;

/** Groups failed and missing jobs by reason, most frequent first, so that a thousand equal failures are one line. */
export function groupFailures(jobs: readonly TrackedJob[]): FailureGroup[] {
  const groups = Map.groupBy(
    jobs.filter((job) => job.state === 'failed' || job.state === 'vanished'),
    (job) => reasonOf(job).replace(PARTICULARS, '…').slice(0, LONGEST),
  );
  return [...groups]
    .map(([reason, members]) => ({
      reason: members.length === 1 ? members.map(reasonOf).join('').slice(0, LONGEST) : reason,
      jobs: members,
    }))
    .sort((a, b) => b.jobs.length - a.jobs.length);
}

function reasonOf(job: TrackedJob): string {
  if (job.state === 'vanished') {
    return job.status
      ? 'the server no longer has this job'
      : 'the server has no such job, or it belongs to another user';
  }
  return job.info?.trim() || 'the server gave no reason';
}
