import type { Job } from '../../client/index.ts';
import { isMapping } from '../../client/mapping.ts';
import { formatCount } from '../../format-count.ts';
import { listRecords } from '../../jobs/record-identity.ts';
import type { Log } from '../runner/log/log.ts';
import { formatOtherCommit } from '../workflow-run/run-metadata.ts';
import type { CoveredRecord } from './match-earlier-submissions.ts';

/** Warns about records whose runs were registered from another commit, or with another start: the runs stay as they are. */
export function warnAboutEarlierExecutions(
  covered: readonly CoveredRecord[],
  jobs: readonly Job[],
  total: number,
  log: Log,
): void {
  const jobsBySession = new Map(jobs.map((job) => [job.session_id, job]));
  const differences = covered.flatMap((entry) => describeOtherExecution(entry, jobsBySession) ?? []);
  const [first] = differences;
  if (first === undefined) return;
  const example = differences.length > 1 ? 'the first ' : '';
  log.warning(
    `${differences.length} of ${formatCount(total, 'model run')} had been registered earlier, ${example}with ${first}, and not changed since. To record this execution, start a new workflow run, with another idempotency-key if you set one.`,
  );
}

function describeOtherExecution(
  { record: { record, defaultFields = [] }, session }: CoveredRecord,
  jobs: ReadonlyMap<string, Job>,
): string | undefined {
  const job = jobs.get(session);
  const [sent, ...others] = job ? listRecords(job) : [];
  // The job of a run that is not launched yet contains its whole batch.
  if (!isMapping(sent) || others.length > 0) return undefined;
  const start = sent['start_time'];
  const isOtherStart =
    typeof start === 'number' && start !== record.start_time && !defaultFields.includes('start_time');
  const commit = formatOtherCommit(sent['annotations'], record.annotations);
  const differences = [
    ...(isOtherStart ? [`start_time ${formatTime(start)} instead of ${formatTime(record.start_time)}`] : []),
    ...(commit === undefined ? [] : [`commit ${commit}`]),
  ];
  return differences.length === 0 ? undefined : differences.join(' and ');
}

function formatTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}
