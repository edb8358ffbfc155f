import assert from 'node:assert/strict';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import type { CheckedClient, TestJob } from '../black-box/test-job.ts';
import type { WorkflowJob } from './workflow.ts';

/** The id of the repository; its name changes. */
export const REPOSITORY_ID = '660001';

/** A workflow run of the repository. */
export interface WorkflowRun {
  readonly id: string;
  jobs: readonly WorkflowJob[];
  attempt: number;
  /** Names that the repository had while the run wrote. */
  readonly repositoryNames: Set<string>;
  succeeded: boolean;
  /** True if the records of a step differ between attempts. */
  hasOtherRecords: boolean;
}

/** An item or a model run that a step wrote. */
export interface RecordedItem {
  readonly id: string;
  readonly name: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Lists the items of a kind, except for those of the seed, which no step has written. */
export async function listRecordedItems(
  api: CheckedClient,
  seed: TestJob['seed'],
  kind: string,
): Promise<RecordedItem[]> {
  const all = await api.list('registry', `/registry/${kind}/list`);
  const seeded = new Set<unknown>(Object.values(seed));
  const items = all.filter(({ id }) => !seeded.has(id));
  return items.map((item) => {
    const record = assumeType<Record<string, unknown>>(item['record'] ?? {});
    return {
      id: String(item['id']),
      name: String(item['display_name']),
      // Text values by name, in both kinds.
      metadata: (record['annotations'] ?? item['user_metadata'] ?? {}) as Record<string, string>,
    };
  });
}

/** Counts items by run and name. An item records its run, which has to be one of `runs`. */
export function countByRun(
  items: readonly RecordedItem[],
  runs: readonly WorkflowRun[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { id, name, metadata } of items) {
    const run = runs.find((one) => one.id === /\/runs\/(\d+)$/.exec(metadata['ci_run_url'] ?? '')?.[1]);
    assert.ok(run, `${id} (${name}) records the run ${metadata['ci_run_url']}`);
    assert.equal(metadata['ci_repository_id'], REPOSITORY_ID, id);
    assert.ok(
      run.repositoryNames.has(metadata['ci_repository'] ?? ''),
      `${id} records ${metadata['ci_repository']}`,
    );
    counts.set(`${run.id} ${name}`, (counts.get(`${run.id} ${name}`) ?? 0) + 1);
  }
  return counts;
}
