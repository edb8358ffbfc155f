import { createFingerprint, identifyRecords } from '../../src/shared/action/identity/fingerprint.ts';
import { createIdempotencyKey } from '../../src/shared/action/identity/idempotency-key.ts';
import { formatRemovedFields, isOwnField } from '../../src/shared/action/identity/own-fields.ts';
import { createRunMetadata } from '../../src/shared/action/identity/run-metadata.ts';
import type { Deps, InputsOf } from '../../src/shared/action/index.ts';
import { writeListFile } from '../../src/shared/action/runner/list-file.ts';
import { formatCode } from '../../src/shared/action/runner/markdown.ts';
import type { Outputs } from '../../src/shared/action/runner/outputs.ts';
import { awaitRegistration } from '../../src/shared/action/runs/await-registration.ts';
import {
  type FingerprintedRecord,
  type Registration,
  registerModelRun,
  registerModelRuns,
} from '../../src/shared/action/runs/register-runs.ts';
import { findPaths } from '../../src/shared/action/uploads/find-files.ts';
import { ModelRunRecord, type Provena } from '../../src/shared/client/index.ts';
import { resolveMe } from '../../src/shared/documents/me.ts';
import { checkAgainstRegistry } from '../../src/shared/documents/model-runs/check-against-registry.ts';
import { checkRecords, type RecordCheck } from '../../src/shared/documents/model-runs/check-records.ts';
import { convertCsv } from '../../src/shared/documents/model-runs/csv.ts';
import { type RecordList, readRecords } from '../../src/shared/documents/model-runs/read-records.ts';
import { formatProblem, UserError } from '../../src/shared/documents/problem.ts';
import type { outputs as names, inputs as schema } from './inputs.ts';

type Inputs = InputsOf<typeof schema>;
type Name = (typeof names)[number];

/** Registers the model runs of the documents: one directly, several in batches. */
export async function run(inputs: Inputs, deps: Deps<Name>): Promise<Outputs<Name>> {
  // In separate functions, so that documents can be garbage collected while the step waits.
  const registration = await checkAndRegister(inputs, deps);
  if (typeof registration === 'number') return reportValidOnly(registration, deps);
  if (!inputs.wait) {
    deps.summary.add(formatSentSummary(registration));
    return {};
  }
  await awaitRegistration(registration, inputs.timeout, deps);
  return {};
}

/** Returns the registration, or the number of valid records with `validate-only`. */
async function checkAndRegister(inputs: Inputs, deps: Deps<Name>): Promise<Registration | number> {
  const { records, isBatch } = await readValidRecords(inputs, deps);
  if (inputs['validate-only']) return records.length;
  if (records.length === 0) throw new UserError('no valid record to register');
  const { provena } = await deps.connect();
  const registration = await registerRecords(records, isBatch, inputs, provena, deps);
  deps.setOutputs({ count: records.length, reused: registration.reused });
  return registration;
}

/** Reads the records and validates them locally and against the registry. */
async function readValidRecords(
  inputs: Inputs,
  deps: Deps<Name>,
): Promise<{ records: FingerprintedRecord[]; isBatch: boolean }> {
  const written = await readDocuments(inputs, deps);
  const checkedForm = checkRecords(written.records);
  const formed = { ...checkedForm, problems: [...written.problems, ...checkedForm.problems] };
  reportProblems(formed, inputs, deps);
  const { provena } = await deps.connect();
  const call = { signal: deps.signal };
  const resolved = await resolveMe(
    formed.valid.map(({ record }) => record),
    ModelRunRecord,
    provena,
    call,
  );
  const checked = await checkAgainstRegistry(
    formed.valid.map((entry, i) => ({ ...entry, record: resolved[i] ?? entry.record })),
    provena,
    call,
  );
  if (checked.note) deps.log.info(checked.note);
  reportProblems(checked, inputs, deps);
  const facts = inputs['link-run'] && deps.ci ? await createRunMetadata(deps.ci, deps.workspace) : {};
  const removed: string[] = [];
  const records = checked.valid.map(({ record, source }) => {
    const annotations = Object.entries(record.annotations ?? {});
    for (const [name] of annotations) if (isOwnField(name)) removed.push(name);
    const kept = Object.fromEntries(annotations.filter(([name]) => !isOwnField(name)));
    return {
      record: { ...record, annotations: { ...kept, ...facts } },
      fingerprint: createFingerprint(source.value, ['annotations']),
    };
  });
  if (removed.length > 0) deps.log.notice(formatRemovedFields(removed));
  return { records, isBatch: written.isBatch };
}

async function readDocuments(inputs: Inputs, deps: Deps<Name>): Promise<RecordList> {
  const patterns = inputs['model-run-file'] ?? [];
  return readRecords({
    inline: { input: 'model-run', text: inputs['model-run'] },
    files: { input: 'model-run-file', paths: await findPaths(patterns, 'model-run-file', deps.workspace) },
    workspace: deps.workspace,
    convertCsv: async (table) =>
      convertCsv(table, (await deps.connect()).provena, { signal: deps.signal }, deps.log),
  });
}

/** Fails the step for invalid records, or skips them with a warning if `on-invalid` is `skip`. */
function reportProblems({ valid: good, problems }: RecordCheck, inputs: Inputs, { log }: Deps<Name>): void {
  if (problems.length === 0) return;
  if (inputs['on-invalid'] === 'fail' || inputs['validate-only']) throw new UserError(problems);
  for (const problem of problems) log.warning(`Skipped: ${formatProblem(problem)}`, problem.place);
  log.info(`${good.length} valid records remain.`);
}

function reportValidOnly(count: number, { log, summary }: Deps<Name>): Outputs<Name> {
  const line = `${count} ${count === 1 ? 'record is' : 'records are'} valid. Nothing was registered.`;
  log.info(line);
  summary.add(line);
  return { count };
}

async function registerRecords(
  records: readonly FingerprintedRecord[],
  isBatch: boolean,
  inputs: Inputs,
  provena: Provena,
  deps: Deps<Name>,
): Promise<Registration> {
  const sessions: string[] = [];
  const options = {
    provena,
    key: createIdempotencyKey(
      inputs,
      deps.ci,
      identifyRecords(records.map(({ fingerprint }) => fingerprint)),
    ),
    log: deps.log,
    signal: deps.signal,
    onSession(session: string) {
      sessions.push(session);
      deps.setOutputs({
        'session-id': sessions.join('\n'),
        'session-ids': sessions,
        ...writeListFile('session-file', sessions, deps.log),
      });
    },
  };
  const [first] = records;
  const registration =
    isBatch || !first ? await registerModelRuns(records, options) : await registerModelRun(first, options);
  deps.log.info(
    `${registration.sent} sent, ${registration.reused} sent by earlier attempts${registration.lodgedAgain > 0 ? `, ${registration.lodgedAgain} lodged again` : ''}; ${registration.sessions.length} ${registration.sessions.length === 1 ? 'session' : 'sessions'} to wait for.`,
  );
  return registration;
}

function formatSentSummary({ sent, reused, sessions }: Registration): string {
  const shown = sessions.slice(0, 20).map(formatCode);
  const more = sessions.length > shown.length ? ` and ${sessions.length - shown.length} more` : '';
  const runs = sent === 1 ? 'model run' : 'model runs';
  const before = reused > 0 ? `, ${reused} sent by an earlier attempt` : '';
  return `${sent} ${runs} sent${before}. ${sessions.length === 1 ? 'Session' : 'Sessions'}: ${shown.join(', ')}${more}.`;
}
