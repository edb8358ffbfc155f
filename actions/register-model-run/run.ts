import { runMetadata } from '../../src/shared/action/ci-run.ts';
import type { Deps, InputsOf } from '../../src/shared/action/index.ts';
import { literal } from '../../src/shared/action/markdown.ts';
import type { Outputs } from '../../src/shared/action/outputs.ts';
import { waitForJobs } from '../../src/shared/action/wait.ts';
import { judge, waitSummary } from '../../src/shared/action/wait-verdict.ts';
import type { CallOptions, ModelRunRecord, Provena } from '../../src/shared/client/index.ts';
import { loadModelRuns } from '../../src/shared/spec/load-model-runs.ts';
import { resolveMe } from '../../src/shared/spec/resolve-me.ts';
import type { outputs as names, inputs as schema } from './inputs.ts';

type Inputs = InputsOf<typeof schema>;
type Name = (typeof names)[number];

/** Registers the model runs that the document describes: one by itself, several as a batch. */
export async function run(inputs: Inputs, deps: Deps<Name>): Promise<Outputs<Name>> {
  const { records: written, isBatch } = await loadModelRuns({
    inline: { input: 'model-run', text: inputs['model-run'] },
    file: { input: 'model-run-file', path: inputs['model-run-file'] },
    workspace: deps.workspace,
  });
  const { provena, pages } = await deps.connect();
  const call = { signal: deps.signal };
  const records = linkToRun(await resolveModellers(written, provena, call), inputs, deps);
  const session = await register(records, isBatch, provena, call);
  deps.output({ 'session-id': session, 'session-ids': [session], count: records.length });
  deps.log.info(`${records.length} ${records.length === 1 ? 'record' : 'records'} sent; session ${session}`);
  if (!inputs.wait) {
    deps.summary.add(
      `${records.map((record) => literal(record.display_name)).join(', ')}: sent, session \`${session}\`.`,
    );
    return {};
  }
  const report = await waitForJobs(
    { sessions: [session], follow: true, timeoutSeconds: inputs.timeout },
    provena,
    deps,
  );
  deps.summary.add(waitSummary(report, pages));
  judge(report, 'any');
  return {};
}

async function resolveModellers(
  records: readonly ModelRunRecord[],
  provena: Provena,
  call: CallOptions,
): Promise<readonly ModelRunRecord[]> {
  return resolveMe(
    records,
    records.map((_, i) => [i, 'associations', 'modeller_id']),
    provena,
    call,
  );
}

function linkToRun(
  records: readonly ModelRunRecord[],
  inputs: Inputs,
  { ci }: Deps<Name>,
): readonly ModelRunRecord[] {
  if (!inputs['link-run'] || !ci) return records;
  const run = runMetadata(ci);
  return records.map((record) => ({ ...record, annotations: { ...run, ...record.annotations } }));
}

async function register(
  records: readonly ModelRunRecord[],
  isBatch: boolean,
  provena: Provena,
  call: CallOptions,
): Promise<string> {
  const [first] = records;
  const accepted =
    isBatch || !first
      ? await provena.prov.registerBatchModelRuns(records, call)
      : await provena.prov.registerModelRun(first, call);
  return accepted.session_id;
}
