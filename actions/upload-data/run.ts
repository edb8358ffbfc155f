import { type OpenDataset, openDataset } from '../../src/shared/action/data/dataset-store.ts';
import { findFiles } from '../../src/shared/action/data/find-files.ts';
import { manifestPath, readManifest, writeManifest } from '../../src/shared/action/data/manifest-file.ts';
import { judgeRun } from '../../src/shared/action/data/run-verdict.ts';
import { bytes, progressLine, tallied, tookLine } from '../../src/shared/action/data/words.ts';
import type { Deps, InputsOf } from '../../src/shared/action/index.ts';
import { link, literal, table } from '../../src/shared/action/runner/markdown.ts';
import type { Outputs } from '../../src/shared/action/runner/outputs.ts';
import { UserError } from '../../src/shared/spec/problem.ts';
import {
  abortIncomplete,
  type LocalFile,
  parseShard,
  planUpload,
  runUpload,
  tallyUpload,
  type UploadPlan,
} from '../../src/shared/transfer/index.ts';
import type { outputs as names, inputs as schema } from './inputs.ts';

type Inputs = InputsOf<typeof schema>;
type Name = (typeof names)[number];

/** Uploads files into a dataset: lists, plans, sends, and says what became of each. */
export async function run(inputs: Inputs, deps: Deps<Name>): Promise<Outputs<Name>> {
  const shard = inputs.shard === undefined ? undefined : parseShard(inputs.shard);
  const files = await listFiles(inputs, deps);
  if (files.length === 0) return { uploaded: 0, skipped: 0, deleted: 0, failed: 0, 'total-bytes': 0 };
  const path = manifestPath(inputs['manifest-file'], deps.workspace, inputs['dataset-id']);
  const known = inputs['manifest-file'] === undefined ? undefined : await readManifest(path);
  const connection = await deps.connect();
  await using dataset = await openDataset(
    { datasetId: inputs['dataset-id'], access: 'write', connections: inputs.concurrency, inputs },
    connection,
    deps,
  );
  const plan = await planUpload(dataset.store, {
    files,
    destination: inputs.destination,
    ifExists: inputs['if-exists'],
    deleteMissing: inputs['delete-missing'],
    ...(shard ? { shard } : {}),
    known: known ? [known] : [],
  });
  deps.log.info(planLine(plan));
  if (inputs['dry-run']) return dryRun(plan, deps);
  const result = await runUpload(dataset.store, plan, {
    sha256: inputs.sha256,
    onProgress: (progress) => deps.log.info(progressLine(progress)),
  });
  await writeManifest(path, result.manifest);
  const { counts } = result;
  deps.output({ ...countsOf(counts), 'total-bytes': result.bytes, manifest: path });
  deps.log.info(tookLine(result));
  const page = link(dataset.name, connection.pages.dataset(inputs['dataset-id']));
  deps.summary.add(
    table(
      ['dataset', 'uploaded', 'unchanged', 'deleted', 'failed', 'bytes'],
      [
        [
          page,
          ...[counts.uploaded, counts.skipped, counts.deleted, counts.failed].map(String),
          bytes(result.bytes),
        ],
      ],
    ),
  );
  judgeRun(result, 'uploaded', deps.signal);
  if (inputs['abort-incomplete'] !== undefined)
    await removeLeftovers(dataset, inputs['abort-incomplete'], deps);
  return {};
}

async function listFiles(inputs: Inputs, { workspace, log }: Deps<Name>): Promise<readonly LocalFile[]> {
  const { files, problems } = await findFiles({
    patterns: inputs.path,
    workspace,
    hidden: inputs['include-hidden-files'],
    symlinks: inputs.symlinks,
  });
  if (problems.length > 0) {
    throw new UserError(problems.map(({ path, reason }) => ({ message: `input path: ${path}: ${reason}` })));
  }
  if (files.length > 0) return files;
  const message = `input path: nothing matches ${inputs.path.map((line) => JSON.stringify(line)).join(', ')}. Paths start at ${workspace}`;
  if (inputs['if-no-files-found'] === 'error') throw new UserError(message);
  if (inputs['if-no-files-found'] === 'warn') log.warning(message);
  return [];
}

function planLine(plan: UploadPlan): string {
  const { upload, replace, skip, refuse, keep, delete: remove } = tallyUpload(plan);
  const parts = [
    `${tallied(upload)} to upload`,
    ...(replace.files > 0 ? [`${tallied(replace)} to replace`] : []),
    ...(skip.files > 0 ? [`${tallied(skip)} unchanged`] : []),
    ...(remove.files > 0 ? [`${tallied(remove)} to delete`] : []),
    ...(refuse.files > 0 ? [`${tallied(refuse)} refused`] : []),
    ...(keep.files > 0 ? ['metadata.json is the server’s own and stays'] : []),
  ];
  return parts.join(', ');
}

function dryRun(plan: UploadPlan, { log, summary }: Deps<Name>): Outputs<Name> {
  for (const { name, decision, reason } of plan.uploads) log.info(`${decision}: ${name} (${reason})`);
  for (const { name } of plan.deletes) log.info(`delete: ${name}`);
  summary.add(`Dry run, nothing was done: ${literal(planLine(plan))}.`);
  return { uploaded: 0, skipped: 0, deleted: 0, failed: 0, 'total-bytes': 0 };
}

function countsOf(counts: {
  uploaded: number;
  skipped: number;
  deleted: number;
  failed: number;
}): Outputs<Name> {
  return {
    uploaded: counts.uploaded,
    skipped: counts.skipped,
    deleted: counts.deleted,
    failed: counts.failed,
  };
}

async function removeLeftovers(
  { store }: OpenDataset,
  olderThanSeconds: number,
  { log }: Deps<Name>,
): Promise<void> {
  const removed = await abortIncomplete(store, { begunBefore: Date.now() - olderThanSeconds * 1000 });
  for (const { name } of removed) log.info(`Removed what an interrupted upload of ${name} had left.`);
}
