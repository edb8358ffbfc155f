import type { Job } from '../../client/index.ts';
import { isMapping } from '../../client/mapping.ts';
import { formatCount } from '../../format-count.ts';
import { listRecords } from '../../jobs/record-identity.ts';
import { formatCommitDifference } from '../workflow-run/run-metadata.ts';
import type { KeyedRecord, RegisterOptions } from './keyed-record.ts';

/**
 * Reports records whose runs were registered from another commit: the runs stay as they are. A user-defined key usually finds
 * the run of another commit.
 * @param sessions of the jobs that earlier attempts sent for records of this step.
 */
export function reportEarlierExecutions(
  records: readonly KeyedRecord[],
  sessions: readonly string[],
  jobs: readonly Job[],
  { key, log }: Pick<RegisterOptions, 'key' | 'log'>,
): void {
  const jobsBySession = new Map(jobs.map((job) => [job.session_id, job]));
  // All records of a step have the same commit.
  const current = records[0]?.record.annotations;
  const changes = sessions.flatMap((session) => {
    const job = jobsBySession.get(session);
    const sent = job ? listRecords(job) : [];
    const [record] = sent;
    // The job of a run that is not launched yet contains its whole batch.
    if (!isMapping(record) || sent.length > 1) return [];
    return formatCommitDifference(record['annotations'], current) ?? [];
  });
  const [first] = changes;
  if (first === undefined) return;
  const example = changes.length > 1 ? 'the first ' : '';
  const report = key.isUserDefined ? log.notice : log.warning;
  report(
    `${changes.length} of ${formatCount(records.length, 'model run')} had been registered earlier, ${example}with commit ${first}, and not changed since. To record this execution, start a new workflow run, with another idempotency-key if you set one.`,
  );
}
