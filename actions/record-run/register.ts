import { createFingerprint } from '../../src/shared/action/idempotency/fingerprint.ts';
import {
  formatRemovedFields,
  splitReservedFields,
} from '../../src/shared/action/idempotency/reserved-fields.ts';
import { formatRegistration } from '../../src/shared/action/runs/format-registration.ts';
import { registerStepRecords } from '../../src/shared/action/runs/register-step-records.ts';
import type { Registration } from '../../src/shared/action/runs/registration.ts';
import { type FingerprintedRecord, listDefaultTimes } from '../../src/shared/action/runs/step-records.ts';
import { ModelRunRecord } from '../../src/shared/client/index.ts';
import { resolveMe } from '../../src/shared/documents/me.ts';
import { createRecords, type DefaultTimes } from './create-records.ts';
import type { RunContext } from './progress.ts';
import type { CommandResult } from './run-command.ts';
import type { RunDocuments } from './run-documents.ts';

/** When the runs took place, and the result of the command, if there is one. */
export interface Execution {
  readonly times: DefaultTimes;
  readonly result: CommandResult | undefined;
}

interface RunRecords {
  readonly records: readonly FingerprintedRecord[];
  /** Annotations of the documents that only the actions set. They are left out. */
  readonly removedFields: readonly string[];
}

/**
 * Creates the records of the runs with the handles of their datasets and the person of `me`. Adds annotations: the link to
 * the workflow run, and `command_exit_code` after a command.
 */
export async function createRunRecords(
  runs: RunDocuments['runs'],
  datasetIds: ReadonlyMap<string, string>,
  { times, result }: Execution,
  { connection: { provena }, deps, runMetadata }: RunContext,
): Promise<RunRecords> {
  const { start, end } = result ?? times;
  const runAnnotations = {
    ...runMetadata,
    ...(result?.exitCode === undefined ? {} : { command_exit_code: String(result.exitCode) }),
  };
  const removedFields: string[] = [];
  const records: FingerprintedRecord[] = [];
  for (const [i, { record }] of createRecords(runs, datasetIds, { start, end }).entries()) {
    const resolved = await resolveMe(record, ModelRunRecord, provena, { signal: deps.signal });
    const { userFields, removed } = splitReservedFields(resolved.annotations ?? {});
    removedFields.push(...removed);
    records.push({
      record: { ...resolved, annotations: { ...userFields, ...runAnnotations } },
      // If a dataset was deleted and minted again, the run with the new dataset is another run.
      fingerprint: createFingerprint([runs[i]?.fingerprint ?? '', listDatasetIds(resolved)], []),
      defaultFields: listDefaultTimes(runs[i]?.source.value),
    });
  }
  return { records, removedFields };
}

function listDatasetIds({ inputs, outputs }: ModelRunRecord): string[] {
  return [...inputs, ...outputs].map(({ dataset_id: id }) => id);
}

/** Registers the runs, and sets the outputs. */
export async function registerRunDocuments(
  { runs, isBatch }: RunDocuments,
  datasetIds: ReadonlyMap<string, string>,
  execution: Execution,
  context: RunContext,
): Promise<Registration> {
  const { inputs, connection, deps } = context;
  const { log } = deps;
  const hasFailed = execution.result !== undefined && execution.result.exitCode !== 0;
  const { records, removedFields } = await createRunRecords(runs, datasetIds, execution, context);
  if (removedFields.length > 0) log.notice(formatRemovedFields(removedFields));
  // Each failed execution is a separate run. It gets a random key, neither that of the step nor of the user.
  const keyInputs = hasFailed ? {} : inputs;
  const registration = await registerStepRecords({ records, isBatch }, keyInputs, connection.provena, {
    ...deps,
    workflowRun: hasFailed ? undefined : deps.workflowRun,
    // record-run has no output session-id.
    setOutputs: ({ 'session-id': _, ...outputs }) => deps.setOutputs(outputs),
  });
  const { reused, lodgedRuns } = registration;
  deps.setOutputs({ reused });
  log.info(`${formatRegistration(registration)}.`);
  if (lodgedRuns.length > 0) deps.setOutputs({ 'model-run-ids': lodgedRuns.map(({ id }) => id) });
  return registration;
}
