import type { Job } from '../../client/index.ts';
import { isMapping } from '../../client/mapping.ts';
import { formatCount } from '../../format-count.ts';
import { listRecords } from '../../jobs/record-identity.ts';
import type { IdempotencyKey } from '../idempotency/idempotency-key.ts';
import type { Log } from '../runner/log/log.ts';
import { formatCommitDifference } from '../workflow-run/run-metadata.ts';
import type { CoveredRecord } from './match-earlier-submissions.ts';

/**
 * Reports records whose runs were registered from another commit: the runs stay as they are. A user-defined key usually finds
 * the run of another commit.
 */
export function reportEarlierExecutions(
  covered: readonly CoveredRecord[],
  jobs: readonly Job[],
  { total, key, log }: { readonly total: number; readonly key: IdempotencyKey; readonly log: Log },
): void {
  const jobsBySession = new Map(jobs.map((job) => [job.session_id, job]));
  const changes = covered.flatMap((entry) => findCommitDifference(entry, jobsBySession) ?? []);
  const [first] = changes;
  if (first === undefined) return;
  const example = changes.length > 1 ? 'the first ' : '';
  const report = key.isUserDefined ? log.notice : log.warning;
  report(
    `${changes.length} of ${formatCount(total, 'model run')} had been registered earlier, ${example}with commit ${first}, and not changed since. To record this execution, start a new workflow run, with another idempotency-key if you set one.`,
  );
}

function findCommitDifference(
  { record: { record }, session }: CoveredRecord,
  jobs: ReadonlyMap<string, Job>,
): string | undefined {
  const job = jobs.get(session);
  const [sent, ...others] = job ? listRecords(job) : [];
  // The job of a run that is not launched yet contains its whole batch.
  if (!isMapping(sent) || others.length > 0) return undefined;
  return formatCommitDifference(sent['annotations'], record.annotations);
}
