import { createIdempotent } from '../../src/shared/action/identity/create-idempotent.ts';
import { findDatasets } from '../../src/shared/action/identity/find-datasets.ts';
import { createIdempotencyKey } from '../../src/shared/action/identity/idempotency-key.ts';
import { createRunMetadata } from '../../src/shared/action/identity/run-metadata.ts';
import { explainUnlinkedUser } from '../../src/shared/action/identity/unlinked-user.ts';
import type { Deps, InputsOf } from '../../src/shared/action/index.ts';
import { escapeMarkdown, formatLink, formatTable } from '../../src/shared/action/runner/markdown.ts';
import type { Outputs } from '../../src/shared/action/runner/outputs.ts';
import { waitForJobs } from '../../src/shared/action/waiting/wait-for-jobs.ts';
import { assertSucceeded } from '../../src/shared/action/waiting/wait-verdict.ts';
import {
  CollectionFormat,
  type CreateOptions,
  type MintResult,
  type Provena,
  RequestRejectedError,
} from '../../src/shared/client/index.ts';
import { KEY_FIELD } from '../../src/shared/jobs/record-key.ts';
import { loadDocument } from '../../src/shared/spec/load.ts';
import { resolveMe } from '../../src/shared/spec/me.ts';
import { nothingGiven } from '../../src/shared/spec/nothing-given.ts';
import { withoutOwnKeys } from '../../src/shared/spec/own-keys.ts';
import { UserError } from '../../src/shared/spec/problem.ts';
import { atDocument } from '../../src/shared/spec/server-problems.ts';
import type { Source } from '../../src/shared/spec/source.ts';
import { validate } from '../../src/shared/spec/validate.ts';
import type { outputs as names, inputs as schema } from './inputs.ts';

type Inputs = InputsOf<typeof schema>;
type Name = (typeof names)[number];

/** Mints the dataset that the metadata describes. */
export async function run(inputs: Inputs, deps: Deps<Name>): Promise<Outputs<Name>> {
  const source = await readMetadata(inputs, deps.workspace);
  const written = validate(source, CollectionFormat);
  const { provena, pages } = await deps.connect();
  const call = { signal: deps.signal };
  const [resolved = written] = await resolveMe([written], CollectionFormat, provena, call);
  const key = createIdempotencyKey(inputs, deps.ci);
  const facts = {
    ...(inputs['link-run'] && deps.ci ? await createRunMetadata(deps.ci, deps.workspace) : {}),
    [KEY_FIELD]: key.value,
  };
  const metadata = addFacts(resolved, facts);
  if (inputs['validate-only']) return validateOnly(metadata, source, provena, deps);
  const { resource: made, reused } = await createIdempotent<MintResult>({
    key,
    find: (options) => findDatasets(key, provena, options),
    create: (recover) => mint(metadata, source, provena, { ...call, recover }, deps),
    getId: (minted) => minted.handle,
    log: deps.log,
    signal: deps.signal,
  });
  const url = pages.handle(made.handle);
  deps.setOutputs(toOutputs(made, url, reused));
  deps.log.notice(`${reused ? 'An earlier attempt had minted' : 'Minted'} dataset ${made.handle}: ${url}`);
  deps.summary.add(
    formatTable(
      ['dataset', 'handle', 'files'],
      [
        [
          escapeMarkdown(metadata.dataset_info.name),
          formatLink(made.handle, pages.dataset(made.handle)),
          escapeMarkdown(made.s3_location.s3_uri),
        ],
      ],
    ),
  );
  if (inputs.wait) await awaitCreation(made, inputs.timeout, deps);
  return {};
}

async function validateOnly(
  metadata: CollectionFormat,
  source: Source,
  provena: Provena,
  { log, summary, signal }: Deps<Name>,
): Promise<Outputs<Name>> {
  await provena.datastore.validateDatasetMetadata(metadata, { signal }).catch((error: unknown) => {
    throw atDocument(error, source);
  });
  log.info('The metadata is valid; nothing was minted.');
  summary.add(`The metadata of ${escapeMarkdown(metadata.dataset_info.name)} is valid. Nothing was minted.`);
  return {};
}

/** Mints the dataset. If the server reports a failure although the dataset exists, the handle is still output. */
async function mint(
  metadata: CollectionFormat,
  source: Source,
  provena: Provena,
  options: CreateOptions<MintResult>,
  { setOutputs: output, log }: Deps<Name>,
): Promise<MintResult> {
  try {
    return await provena.datastore.mintDataset(metadata, options);
  } catch (error) {
    const handle = error instanceof RequestRejectedError ? error.partial?.['handle'] : undefined;
    if (typeof handle === 'string') {
      output({ 'dataset-id': handle });
      log.warning(
        `Dataset ${handle} exists although the server reports a failure; output dataset-id is set.`,
      );
    }
    throw atDocument(await explainUnlinkedUser(error, provena, options), source);
  }
}

async function readMetadata(inputs: Inputs, workspace: string): Promise<Source> {
  const source = await loadDocument({
    inline: { input: 'metadata', text: inputs.metadata },
    file: { input: 'metadata-file', path: inputs['metadata-file'] },
    workspace,
  });
  if (!source) throw new UserError(nothingGiven('metadata', 'metadata', 'metadata-file'));
  return withoutOwnKeys(source);
}

/** Adds facts of the run; values of the document take precedence. */
function addFacts(metadata: CollectionFormat, facts: Record<string, string>): CollectionFormat {
  const { dataset_info: info } = metadata;
  return { ...metadata, dataset_info: { ...info, user_metadata: { ...facts, ...info.user_metadata } } };
}

function toOutputs(minted: MintResult, url: string, reused: boolean): Outputs<Name> {
  return {
    'dataset-id': minted.handle,
    'handle-url': url,
    's3-uri': minted.s3_location.s3_uri,
    bucket: minted.s3_location.bucket_name,
    prefix: minted.s3_location.path,
    'session-id': minted.register_create_activity_session_id ?? '',
    reused,
  };
}

async function awaitCreation(minted: MintResult, timeoutSeconds: number, deps: Deps<Name>): Promise<void> {
  const session = minted.register_create_activity_session_id;
  if (!session) return;
  const { provena } = await deps.connect();
  const { log, signal } = deps;
  const report = await waitForJobs({ sessions: [session], follow: true, timeoutSeconds }, provena, {
    log,
    signal,
    setOutputs: () => {},
  });
  assertSucceeded(report, 'any');
}
