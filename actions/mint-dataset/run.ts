import { type CreationCall, createIdempotent } from '../../src/shared/action/identity/create-idempotent.ts';
import { findDatasets, type MintedDataset } from '../../src/shared/action/identity/find-datasets.ts';
import { createFingerprint } from '../../src/shared/action/identity/fingerprint.ts';
import { createIdempotencyKey } from '../../src/shared/action/identity/idempotency-key.ts';
import {
  formatRemovedFields,
  isOwnField,
  removeOwnFields,
} from '../../src/shared/action/identity/own-fields.ts';
import { createRunMetadata } from '../../src/shared/action/identity/run-metadata.ts';
import { explainUnlinkedUser } from '../../src/shared/action/identity/unlinked-user.ts';
import type { Deps, InputsOf } from '../../src/shared/action/index.ts';
import { escapeMarkdown, formatLink, formatTable } from '../../src/shared/action/runner/markdown.ts';
import type { Outputs } from '../../src/shared/action/runner/outputs.ts';
import { waitForJobs } from '../../src/shared/action/waiting/wait-for-jobs.ts';
import { assertSucceeded } from '../../src/shared/action/waiting/wait-verdict.ts';
import {
  CollectionFormat,
  type MintResult,
  type Provena,
  RequestRejectedError,
} from '../../src/shared/client/index.ts';
import { FINGERPRINT_FIELD, KEY_FIELD } from '../../src/shared/jobs/record-key.ts';
import { describeChange, differences } from '../../src/shared/spec/items/difference.ts';
import type { Json } from '../../src/shared/spec/json.ts';
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

const METADATA_PATH = ['dataset_info', 'user_metadata'];

/** Mints the dataset that the metadata describes. */
export async function run(inputs: Inputs, deps: Deps<Name>): Promise<Outputs<Name>> {
  const source = await readMetadata(inputs, deps);
  const written = validate(source, CollectionFormat);
  const { provena, pages } = await deps.connect();
  const call = { signal: deps.signal };
  const [resolved = written] = await resolveMe([written], CollectionFormat, provena, call);
  const fingerprint = createFingerprint(source.value, METADATA_PATH);
  const key = createIdempotencyKey(inputs, deps.ci, { fingerprint });
  const facts = {
    ...(inputs['link-run'] && deps.ci ? await createRunMetadata(deps.ci, deps.workspace) : {}),
    [KEY_FIELD]: key.value,
    [FINGERPRINT_FIELD]: fingerprint,
  };
  const metadata = addFacts(resolved, facts);
  if (inputs['validate-only']) return validateOnly(metadata, source, provena, deps);
  const { resource: dataset, reused } = await createIdempotent<MintedDataset>({
    key,
    find: (options) => findDatasets(key, provena, options),
    create: (options) => mint(metadata, source, provena, options, deps),
    getId: ({ minted }) => minted.handle,
    describeDifferences: ({ document }) => describeDifferences(document, metadata),
    log: deps.log,
    signal: deps.signal,
  });
  const { minted: made } = dataset;
  const url = pages.handle(made.handle);
  deps.setOutputs(toOutputs(made, url, reused));
  deps.log.notice(`${reused ? 'An earlier attempt minted' : 'Minted'} dataset ${made.handle}: ${url}`);
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
  { signal, recover }: CreationCall<MintedDataset>,
  { setOutputs: output, log }: Deps<Name>,
): Promise<MintedDataset> {
  try {
    const minted = await provena.datastore.mintDataset(metadata, {
      signal,
      recover: async (call) => (await recover(call))?.minted,
    });
    return { minted, document: undefined };
  } catch (error) {
    const handle = error instanceof RequestRejectedError ? error.partial?.['handle'] : undefined;
    if (typeof handle === 'string') {
      output({ 'dataset-id': handle });
      log.warning(
        `Dataset ${handle} exists although the server reports a failure; output dataset-id is set.`,
      );
    }
    throw atDocument(await explainUnlinkedUser(error, provena, { signal }), source);
  }
}

/** Reads the metadata without our own fields, which this step sets. */
async function readMetadata(inputs: Inputs, { workspace, log }: Deps<Name>): Promise<Source> {
  const source = await loadDocument({
    inline: { input: 'metadata', text: inputs.metadata },
    file: { input: 'metadata-file', path: inputs['metadata-file'] },
    workspace,
  });
  if (!source) throw new UserError(nothingGiven('metadata', 'metadata', 'metadata-file'));
  const document = withoutOwnKeys(source);
  const { document: value, removed } = removeOwnFields(document.value, METADATA_PATH);
  if (removed.length > 0) log.notice(formatRemovedFields(removed));
  return { ...document, value };
}

/** Adds facts of the run; they replace values of the document. */
function addFacts(metadata: CollectionFormat, facts: Record<string, string>): CollectionFormat {
  const { dataset_info: info } = metadata;
  return { ...metadata, dataset_info: { ...info, user_metadata: { ...info.user_metadata, ...facts } } };
}

/** The fields in which the metadata of an existing dataset differs. */
function describeDifferences(existing: Json | undefined, metadata: CollectionFormat): string[] {
  const depth = METADATA_PATH.length;
  return differences(
    CollectionFormat,
    existing,
    JSON.parse(JSON.stringify(metadata)),
    (path) => path.length === depth + 1 && path[1] === METADATA_PATH[1] && isOwnField(String(path[depth])),
  ).map(describeChange);
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
