import { findPaths } from '../../src/shared/action/glob/find-paths.ts';
import { formatRemovedFields } from '../../src/shared/action/idempotency/reserved-fields.ts';
import type { Deps } from '../../src/shared/action/index.ts';
import { RecordCollection } from '../../src/shared/action/runs/record-collection.ts';
import {
  awaitRegistration,
  registerStepRecords,
} from '../../src/shared/action/runs/register-step-records.ts';
import {
  formatRegistration,
  formatSentSummary,
  type Registration,
} from '../../src/shared/action/runs/registration.ts';
import type { StepRecords } from '../../src/shared/action/runs/step-records.ts';
import { createRunMetadata } from '../../src/shared/action/workflow-run/run-metadata.ts';
import { fetchOwnPerson } from '../../src/shared/documents/me.ts';
import { checkAgainstRegistry } from '../../src/shared/documents/model-runs/check-against-registry.ts';
import type { LocatedRecord, RecordCheck } from '../../src/shared/documents/model-runs/check-records.ts';
import { convertCsv } from '../../src/shared/documents/model-runs/convert-csv.ts';
import { visitRecords } from '../../src/shared/documents/model-runs/read-records.ts';
import { formatProblem, UserError } from '../../src/shared/documents/problem.ts';
import { formatCount } from '../../src/shared/format-count.ts';
import type { Inputs, OutputName } from './inputs.ts';

/**
 * Registers the model runs of the documents: one directly, several in batches. Sets the outputs as soon as they are
 * known, so that a failure keeps them.
 */
export async function run(inputs: Inputs, deps: Deps<OutputName>): Promise<void> {
  // Checking and waiting are separate functions, so that the documents can be garbage-collected during the wait.
  const registration = await checkAndRegister(inputs, deps);
  if (!registration) return;
  if (inputs.wait) await awaitRegistration(registration, inputs.timeout, deps);
  else deps.summary.add(formatSentSummary(registration));
}

/** Checks and registers the records; with `validate-only`, only checks them and returns nothing. */
async function checkAndRegister(inputs: Inputs, deps: Deps<OutputName>): Promise<Registration | undefined> {
  const stepRecords = await prepareRecords(inputs, deps);
  const { records } = stepRecords;
  if (inputs['validate-only']) {
    reportValidOnly(records.length, deps);
    return undefined;
  }
  if (records.length === 0) {
    const input = inputs['model-run-file'] ? 'model-run-file' : 'model-run';
    const message = `input ${input}: no record is valid. Correct the records as the warnings above describe`;
    throw new UserError(message, { isBeforeWrite: true });
  }
  const { provena } = await deps.connect();
  const registration = await registerStepRecords(stepRecords, inputs, provena, deps);
  deps.log.info(`${formatRegistration(registration)}.`);
  deps.setOutputs({ count: records.length, reused: registration.reused });
  return registration;
}

/**
 * Prepares the records for registration: reads them, validates them locally and against the registry, replaces `me`, adds
 * the annotations of the workflow run, and removes reserved fields with a notice. Invalid records fail the step, or are
 * skipped with a warning.
 */
async function prepareRecords(inputs: Inputs, deps: Deps<OutputName>): Promise<StepRecords> {
  const collection = new RecordCollection();
  const patterns = inputs['model-run-file'] ?? [];
  const { isBatch } = await visitRecords(
    {
      inline: { input: 'model-run', text: inputs['model-run'] },
      files: { input: 'model-run-file', paths: await findPaths(patterns, 'model-run-file', deps) },
      workspace: deps.workspace,
      convertCsv: async (table) =>
        convertCsv(table, (await deps.connect()).provena, { signal: deps.signal }, deps.log),
    },
    {
      visit: (record) => collection.add(record),
      reject: (problems) => collection.problems.add(problems),
    },
  );
  const { valid } = collection;
  failOrWarn(collection, inputs, deps);
  const { provena } = await deps.connect();
  const call = { signal: deps.signal };
  if (collection.hasMe) collection.person = await fetchOwnPerson(provena, call);
  const checked = await checkAgainstRegistry(valid, provena, call);
  if (checked.note) deps.log.info(checked.note);
  failOrWarn(checked, inputs, deps);
  // The records read `me` and the annotations from the collection when they are sent.
  collection.annotations = await createRunMetadata(inputs, deps);
  const removed = checked.valid.flatMap(({ removedFields }) => removedFields);
  if (removed.length > 0) deps.log.notice(formatRemovedFields(removed));
  return { records: checked.valid, isBatch };
}

/** Throws for invalid records, or warns that they are skipped if `on-invalid` is `skip`. */
function failOrWarn(
  { valid, problems }: RecordCheck<LocatedRecord>,
  inputs: Inputs,
  { log }: Deps<OutputName>,
): void {
  if (problems.count === 0) return;
  if (inputs['on-invalid'] === 'fail' || inputs['validate-only'])
    throw new UserError(problems, { isBeforeWrite: true });
  for (const problem of problems.listed) log.warning(`Skipped: ${formatProblem(problem)}`, problem.place);
  const unlisted = problems.count - problems.listed.length;
  if (unlisted > 0) log.info(`${formatCount(unlisted, 'more problem is', 'more problems are')} not listed.`);
  log.info(`${formatCount(valid.length, 'valid record remains', 'valid records remain')}.`);
}

function reportValidOnly(count: number, { log, summary, setOutputs }: Deps<OutputName>): void {
  const line = `${formatCount(count, 'record is', 'records are')} valid. Nothing was registered.`;
  log.info(line);
  summary.add(line);
  setOutputs({ count });
}
