import type { TestJob } from '../../action-tests/black-box/test-job.ts';
import { printTable } from '../report/table.ts';

/** Number of requests of each operation, as `service METHOD path`. */
export type RequestCounts = ReadonlyMap<string, number>;

/** What the requests of an operation are for, in the order of a step. */
const PURPOSES: readonly (readonly [operation: RegExp, purpose: string])[] = [
  [/token$/, 'access token'],
  [/^keycloak GET/, 'key that verifies the access token'],
  [
    /^registry GET .*model_run_workflow/,
    'workflow templates: records are checked before anything is registered',
  ],
  [/^registry GET .*dataset_template/, 'dataset templates of the workflow, for the same check'],
  [/^registry GET/, 'items that the records name, for the same check'],
  [
    /register_batch$/,
    'batches; the action adds key, fingerprint and fields about the workflow run to each record',
  ],
  [/user\/fetch$/, 'one job: the newest, or the one that was submitted'],
  [/user\/list$/, 'pages of all jobs: progress and results'],
  [/user\/list_batch$/, 'pages of a batch: progress and results'],
];

export function countRequests(job: TestJob): RequestCounts {
  const counts = new Map<string, number>();
  for (const { service, method, path } of job.sandbox.requestLog()) {
    const operation = `${service} ${method} ${path}`;
    counts.set(operation, (counts.get(operation) ?? 0) + 1);
  }
  return counts;
}

/** Prints the requests of one round of both clients by purpose. */
export function printRequests(ours: RequestCounts, official: RequestCounts): void {
  const getPurpose = (operation: string): string =>
    PURPOSES.find(([pattern]) => pattern.test(operation))?.[1] ?? operation;
  const rank = (operation: string): number => PURPOSES.findIndex(([pattern]) => pattern.test(operation));
  const operations = [...new Set([...ours.keys(), ...official.keys()])].sort((a, b) => rank(a) - rank(b));
  console.log('\nRequests of the last round:');
  printTable([
    ['', 'this project', 'official client', 'operation'],
    ...operations.map((operation) => [
      getPurpose(operation),
      String(ours.get(operation) ?? 0),
      String(official.get(operation) ?? 0),
      operation,
    ]),
  ]);
}
