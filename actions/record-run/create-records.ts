import { createFingerprint } from '../../src/shared/action/idempotency/fingerprint.ts';
import { splitReservedFields } from '../../src/shared/action/idempotency/reserved-fields.ts';
import { type FingerprintedRecord, listDefaultTimes } from '../../src/shared/action/runs/step-records.ts';
import { ModelRunRecord } from '../../src/shared/client/index.ts';
import { isMapping } from '../../src/shared/client/mapping.ts';
import { resolveMe } from '../../src/shared/documents/me.ts';
import { type CheckedRecord, validateRecords } from '../../src/shared/documents/model-runs/check-records.ts';
import { replaceValues } from '../../src/shared/documents/replace.ts';
import type { Execution } from './run-command.ts';
import type { RunContext } from './run-context.ts';
import type { RunDocument } from './run-documents.ts';

/**
 * Validates the records with the handles of their datasets; those without a handle stay unminted.
 * @throws UserError with all problems and their locations.
 */
export function createRecords(
  runs: readonly RunDocument[],
  { start, end }: Execution,
): readonly CheckedRecord[] {
  const sources = runs.map(({ source, references }) => {
    const handles = references.flatMap(({ path, dataset: { datasetId } }) =>
      datasetId === undefined ? [] : [{ path: [...path, 'dataset_id'], value: datasetId }],
    );
    const value = replaceValues(source.value, handles);
    // `now` is not the current time here, which would be after the end of the execution.
    const defaults = listDefaultTimes(value);
    const times = Object.entries({ start_time: start, end_time: end }).filter(([field]) =>
      defaults.includes(field),
    );
    return { ...source, value: isMapping(value) ? { ...value, ...Object.fromEntries(times) } : value };
  });
  return validateRecords(sources);
}

/**
 * Creates the records of the runs with the handles of their datasets and the person of `me`. Adds annotations: the link to
 * the workflow run, and `command_exit_code` after a command.
 * @returns also the names of the annotations that were left out, because only the actions set them.
 */
export async function createRunRecords(
  runs: readonly RunDocument[],
  execution: Execution,
  { connection: { provena }, deps, runMetadata }: RunContext,
) {
  const { exitCode } = execution;
  const runAnnotations = {
    ...runMetadata,
    ...(exitCode === undefined ? {} : { command_exit_code: String(exitCode) }),
  };
  const removedFields: string[] = [];
  const records: FingerprintedRecord[] = [];
  for (const [i, { record }] of createRecords(runs, execution).entries()) {
    const resolved = await resolveMe(record, ModelRunRecord, provena, { signal: deps.signal });
    const { userFields, removed } = splitReservedFields(resolved.annotations ?? {});
    removedFields.push(...removed);
    const datasetIds = [...resolved.inputs, ...resolved.outputs].map(({ dataset_id: id }) => id);
    records.push({
      record: { ...resolved, annotations: { ...userFields, ...runAnnotations } },
      // If a dataset was deleted and minted again, the run with the new dataset is another run.
      fingerprint: createFingerprint([runs[i]?.fingerprint ?? '', datasetIds], []),
      defaultFields: listDefaultTimes(runs[i]?.source.value),
    });
  }
  return { records, removedFields };
}
