import { runMetadata } from '../../src/shared/action/ci-run.ts';
import type { Deps, InputsOf } from '../../src/shared/action/index.ts';
import { link, literal, table } from '../../src/shared/action/markdown.ts';
import type { Outputs } from '../../src/shared/action/outputs.ts';
import { waitForJobs } from '../../src/shared/action/wait.ts';
import { judge } from '../../src/shared/action/wait-verdict.ts';
import { CollectionFormat, type Minted } from '../../src/shared/client/index.ts';
import { loadDocument } from '../../src/shared/spec/load.ts';
import { UserError } from '../../src/shared/spec/problem.ts';
import { resolveMe } from '../../src/shared/spec/resolve-me.ts';
import { validate } from '../../src/shared/spec/validate.ts';
import type { outputs as names, inputs as schema } from './inputs.ts';

type Inputs = InputsOf<typeof schema>;
type Name = (typeof names)[number];

/** Mints the dataset that the metadata describes. */
export async function run(inputs: Inputs, deps: Deps<Name>): Promise<Outputs<Name>> {
  const written = await readMetadata(inputs, deps.workspace);
  const { provena, pages } = await deps.connect();
  const call = { signal: deps.signal };
  const resolved = await resolveMe(written, [['associations', 'data_custodian_id']], provena, call);
  const metadata = inputs['link-run'] && deps.ci ? withRun(resolved, runMetadata(deps.ci)) : resolved;
  if (inputs['validate-only']) {
    await provena.datastore.validateDatasetMetadata(metadata, call);
    deps.log.info('The metadata is valid; nothing was minted.');
    deps.summary.add(`The metadata of ${literal(metadata.dataset_info.name)} is valid. Nothing was minted.`);
    return {};
  }
  const minted = await provena.datastore.mintDataset(metadata, call);
  const url = pages.handle(minted.handle);
  deps.output(outputsOf(minted, url));
  deps.log.notice(`Minted dataset ${minted.handle}: ${url}`);
  deps.summary.add(
    table(
      ['dataset', 'handle', 'files'],
      [
        [
          literal(metadata.dataset_info.name),
          link(minted.handle, pages.dataset(minted.handle)),
          literal(minted.s3_location.s3_uri),
        ],
      ],
    ),
  );
  if (inputs.wait) await awaitCreation(minted, inputs.timeout, deps);
  return {};
}

async function readMetadata(inputs: Inputs, workspace: string): Promise<CollectionFormat> {
  const source = await loadDocument({
    inline: { input: 'metadata', text: inputs.metadata },
    file: { input: 'metadata-file', path: inputs['metadata-file'] },
    workspace,
  });
  if (!source) throw new UserError('no metadata: give input metadata, input metadata-file, or both');
  return validate(source, CollectionFormat);
}

/** What the document says itself stands over what the run says. */
function withRun(metadata: CollectionFormat, run: Record<string, string>): CollectionFormat {
  const { dataset_info: info } = metadata;
  return { ...metadata, dataset_info: { ...info, user_metadata: { ...run, ...info.user_metadata } } };
}

function outputsOf(minted: Minted, url: string): Outputs<Name> {
  return {
    'dataset-id': minted.handle,
    'handle-url': url,
    's3-uri': minted.s3_location.s3_uri,
    bucket: minted.s3_location.bucket_name,
    prefix: minted.s3_location.path,
    'session-id': minted.register_create_activity_session_id ?? '',
    reused: false,
  };
}

async function awaitCreation(minted: Minted, timeoutSeconds: number, deps: Deps<Name>): Promise<void> {
  const session = minted.register_create_activity_session_id;
  if (!session) return;
  const { provena } = await deps.connect();
  const { log, signal } = deps;
  const report = await waitForJobs({ sessions: [session], follow: true, timeoutSeconds }, provena, {
    log,
    signal,
    output: () => {},
  });
  judge(report, 'any');
}
