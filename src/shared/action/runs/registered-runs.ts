import type { AnyItem, CallOptions, Job, Provena } from '../../client/index.ts';
import { isMapping } from '../../client/mapping.ts';
import { getModelRunId } from '../../jobs/chain.ts';
import { getRecordIdentities, isKeyOf, parseIdentities } from '../../jobs/record-key.ts';

/** A model run of the registry. */
export interface RegisteredRun {
  readonly id: string;
  /** False when it is in the registry but not in the provenance graph. */
  readonly isLodged: boolean;
}

const PAGE_SIZE = 100;
/** Tolerated difference between the clocks of the job service and the registry. */
const CLOCK_SKEW_SECONDS = 60;

/**
 * Finds the model runs with a key that no successful or running job created, by fingerprint, oldest first. A failed job
 * can leave its run in the registry, usually with the status COMPLETE, sometimes even LODGED.
 * @param since unix seconds; older runs are not searched.
 */
export async function findOrphanedRuns(
  stepKey: string,
  since: number,
  jobs: readonly Job[],
  { registry }: Pick<Provena, 'registry'>,
  call: CallOptions,
): Promise<Map<string, RegisteredRun[]>> {
  const { username } = await registry.checkAccess('general', call);
  const owned = listRunsOfJobs(jobs);
  const running = countRunningJobs(jobs, stepKey);
  const runs = new Map<string, RegisteredRun[]>();
  const request = {
    filter_by: { item_subtype: 'MODEL_RUN' },
    sort_by: { sort_type: 'CREATED_TIME', ascending: false },
    page_size: PAGE_SIZE,
  } as const;
  for await (const item of registry.general.forAll(request, call)) {
    if (item.created_timestamp < since - CLOCK_SKEW_SECONDS) break;
    if (item.owner_username !== username || owned.has(item.id)) continue;
    for (const { key, fingerprint = '' } of identityOf(item)) {
      if (!isKeyOf(stepKey, key)) continue;
      // The newest runs may belong to jobs that are still running.
      const left = running.get(fingerprint) ?? 0;
      if (left > 0) running.set(fingerprint, left - 1);
      else {
        const run = { id: item.id, isLodged: item['record_status'] === 'LODGED' };
        runs.set(fingerprint, [run, ...(runs.get(fingerprint) ?? [])]);
      }
    }
  }
  return runs;
}

/** The runs that jobs created or are updating, except for failed jobs. */
function listRunsOfJobs(jobs: readonly Job[]): ReadonlySet<string> {
  return new Set(
    jobs
      .filter((job) => job.status !== 'FAILED')
      .flatMap((job) => [getModelRunId(job.result), job.payload['model_run_record_id']])
      .filter((id) => typeof id === 'string'),
  );
}

function countRunningJobs(jobs: readonly Job[], stepKey: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const job of jobs) {
    if (job.payload['record'] === undefined || job.status === 'FAILED' || getModelRunId(job.result)) continue;
    for (const { key, fingerprint = '' } of getRecordIdentities(job))
      if (isKeyOf(stepKey, key)) counts.set(fingerprint, (counts.get(fingerprint) ?? 0) + 1);
  }
  return counts;
}

function identityOf(item: AnyItem) {
  const record = item['record'];
  const annotations = isMapping(record) ? record['annotations'] : undefined;
  return isMapping(annotations) ? parseIdentities(annotations) : [];
}
