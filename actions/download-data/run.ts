import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { withSha256 } from '../../src/shared/action/data/add-sha256.ts';
import { openDataset } from '../../src/shared/action/data/dataset-store.ts';
import { manifestPath, readManifest, writeManifest } from '../../src/shared/action/data/manifest-file.ts';
import { namePattern } from '../../src/shared/action/data/name-patterns.ts';
import { judgeRun } from '../../src/shared/action/data/run-verdict.ts';
import { bytes, progressLine, tallied, tookLine } from '../../src/shared/action/data/words.ts';
import type { Deps, InputsOf } from '../../src/shared/action/index.ts';
import { link, literal, table } from '../../src/shared/action/runner/markdown.ts';
import type { Outputs } from '../../src/shared/action/runner/outputs.ts';
import { explainUnwritable } from '../../src/shared/action/runner/write-file.ts';
import { OutcomeError } from '../../src/shared/action/running/failure.ts';
import { UserError } from '../../src/shared/spec/problem.ts';
import {
  type DownloadPlan,
  FileProblem,
  type Manifest,
  parseShard,
  planDownload,
  type RunResult,
  runDownload,
  type Store,
  tallyDownload,
} from '../../src/shared/transfer/index.ts';
import { SERVERS_OWN } from '../../src/shared/transfer/names.ts';
import type { outputs as names, inputs as schema } from './inputs.ts';

type Inputs = InputsOf<typeof schema>;
type Name = (typeof names)[number];

const NOTHING = { downloaded: 0, skipped: 0, failed: 0, 'total-bytes': 0 };

/** Downloads files of a dataset: lists, plans, fetches, and says what became of each. */
export async function run(inputs: Inputs, deps: Deps<Name>): Promise<Outputs<Name>> {
  const target = resolve(deps.workspace, inputs.path);
  await demandFolder(target);
  const path = manifestPath(inputs['manifest-file'], deps.workspace, inputs['dataset-id']);
  const known = inputs['manifest-file'] === undefined ? undefined : await readManifest(path);
  const plans = planOptions(inputs, target, known);
  const connection = await deps.connect();
  await using dataset = await openDataset(
    { datasetId: inputs['dataset-id'], access: 'read', connections: inputs.concurrency, inputs },
    connection,
    deps,
  );
  deps.output({ path: target });
  const plan = await planDownload(dataset.store, plans);
  if (plan.downloads.length === 0) return nothingFound(inputs, deps);
  deps.log.info(planLine(plan));
  if (inputs['dry-run']) return dryRun(plan, deps);
  const result = await fetchAll(dataset.store, plan, deps);
  await writeManifest(
    path,
    inputs.sha256 ? await withSha256(result.manifest, plan, deps.signal) : result.manifest,
  );
  const { downloaded, skipped, failed } = result.counts;
  deps.output({ downloaded, skipped, failed, 'total-bytes': result.bytes, manifest: path });
  deps.log.info(tookLine(result));
  const page = link(dataset.name, connection.pages.dataset(inputs['dataset-id']));
  deps.summary.add(
    table(
      ['dataset', 'downloaded', 'unchanged', 'failed', 'bytes', 'folder'],
      [[page, `${downloaded}`, `${skipped}`, `${failed}`, bytes(result.bytes), literal(inputs.path)]],
    ),
  );
  judgeRun(result, 'downloaded', deps.signal);
  return {};
}

function planOptions(inputs: Inputs, target: string, known: Manifest | undefined) {
  const { source, shard } = inputs;
  if (source?.split('/').includes('..'))
    throw new UserError(
      `input source: must not lead out of the dataset by "..", found ${JSON.stringify(source)}`,
    );
  const isWanted = namePattern(inputs.include ?? []);
  const isAtRoot = source === undefined || /^(\.?\/)*$/.test(source);
  return {
    target,
    source,
    include: (name: string) =>
      (inputs['include-metadata'] || !isAtRoot || name !== SERVERS_OWN) && isWanted(name),
    ifExists: inputs['if-exists'],
    ...(shard === undefined ? {} : { shard: parseShard(shard) }),
    known: known ? [known] : [],
  };
}

async function demandFolder(target: string): Promise<void> {
  const there = await stat(target).catch(() => undefined);
  if (there && !there.isDirectory())
    throw new UserError(`input path: ${target} is a file, and the files need a folder to go to`);
}

async function fetchAll(store: Store, plan: DownloadPlan, { log }: Deps<Name>): Promise<RunResult> {
  try {
    return await runDownload(store, plan, { onProgress: (progress) => log.info(progressLine(progress)) });
  } catch (error) {
    if (!(error instanceof FileProblem)) throw explainUnwritable(error, { path: plan.target, input: 'path' });
    const advice = 'Nothing was downloaded.';
    throw new OutcomeError(error.message, { advice, topic: 'a-file-cannot-be-written', cause: error });
  }
}

function nothingFound(inputs: Inputs, { log }: Deps<Name>): Outputs<Name> {
  const patterns = inputs.include?.map((line) => JSON.stringify(line)).join(', ');
  const where = inputs.source === undefined ? '' : ` below ${inputs.source}`;
  const message = `dataset ${inputs['dataset-id']} has no file${where}${patterns ? ` that matches ${patterns}` : ''}`;
  if (inputs['if-no-files-found'] === 'error') throw new UserError(`input include: ${message}`);
  if (inputs['if-no-files-found'] === 'warn') log.warning(message);
  return NOTHING;
}

function planLine(plan: DownloadPlan): string {
  const { download, replace, skip, refuse } = tallyDownload(plan);
  const parts = [
    `${tallied(download)} to download`,
    ...(replace.files > 0 ? [`${tallied(replace)} to replace`] : []),
    ...(skip.files > 0 ? [`${tallied(skip)} unchanged`] : []),
    ...(refuse.files > 0 ? [`${tallied(refuse)} refused`] : []),
  ];
  return parts.join(', ');
}

function dryRun(plan: DownloadPlan, { log, summary }: Deps<Name>): Outputs<Name> {
  for (const { name, decision, reason } of plan.downloads) log.info(`${decision}: ${name} (${reason})`);
  summary.add(`Dry run, nothing was done: ${literal(planLine(plan))}.`);
  return NOTHING;
}
