import {
  type CallOptions,
  CollectionFormat,
  type MintResult,
  type Provena,
  RequestRejectedError,
} from '../../client/index.ts';
import { getValueAt } from '../../documents/json.ts';
import { resolveMe } from '../../documents/me.ts';
import { locateServerError } from '../../documents/validation/server-problems.ts';
import { FINGERPRINT_FIELD, KEY_FIELD } from '../../jobs/record-identity.ts';
import { type CreationCall, createIdempotent } from '../idempotency/create-idempotent.ts';
import { describeDifferences } from '../idempotency/describe-differences.ts';
import { assertNoKeyConflict, type ExistingResult, selectMatches } from '../idempotency/existing-results.ts';
import { claimIdempotencyKey, type IdempotencyKey, type KeyInputs } from '../idempotency/idempotency-key.ts';
import type { Deps } from '../lifecycle/action-definition.ts';
import { appendToRunnerTempList } from '../runner/files/runner-temp-list.ts';
import type { Log } from '../runner/log/log.ts';
import { formatCommitDifference } from '../workflow-run/run-metadata.ts';
import { type DatasetDocument, METADATA_PATH } from './dataset-document.ts';
import { type EarlierDatasets, findDatasets, type MintedDataset } from './find-datasets.ts';

interface MintContext {
  readonly provena: Provena;
  readonly inputs: KeyInputs;
  /** Fields that describe the workflow run; empty if it is not linked. */
  readonly runMetadata: Readonly<Record<string, string>>;
  readonly deps: Pick<Deps<never>, 'workflowRun' | 'log' | 'signal'>;
  /** Called with the handle when the server reports a failure although the dataset exists. */
  readonly onPartialFailure?: ((handle: string) => void) | undefined;
  /** True for a step that mints nothing. */
  readonly isDryRun?: boolean;
  /** For a step that mints many datasets. */
  readonly earlier?: EarlierDatasets | undefined;
}

export interface PreparedDataset {
  readonly document: DatasetDocument;
  /** The metadata as it is sent. */
  readonly metadata: CollectionFormat;
  readonly key: IdempotencyKey;
  readonly context: MintContext;
}

/** Completes the metadata: `me`, the metadata of the workflow run, key and fingerprint. */
export async function prepareDataset(
  document: DatasetDocument,
  context: MintContext,
): Promise<PreparedDataset> {
  const { provena, inputs, runMetadata, deps, isDryRun = false } = context;
  const { signal, workflowRun } = deps;
  const { fingerprint } = document;
  const resolved = await resolveMe(document.metadata, CollectionFormat, provena, { signal });
  const key = claimIdempotencyKey(inputs, workflowRun, { fingerprint, isDryRun });
  const { dataset_info: info } = resolved;
  // These entries replace values of the document.
  const own = { ...runMetadata, [KEY_FIELD]: key.value, [FINGERPRINT_FIELD]: fingerprint };
  const dataset_info = { ...info, user_metadata: { ...info.user_metadata, ...own } };
  return { document, metadata: { ...resolved, dataset_info }, key, context };
}

interface MintOutcome {
  readonly minted: MintResult;
  /** True for a dataset of an earlier attempt of this step. */
  readonly reused: boolean;
  /** The commit in the metadata of a reused dataset, and that of this step, if they differ: `abc1234 instead of def5678`. */
  readonly commitDifference: string | undefined;
}

/** Formats the result for the log. */
export function formatMinted({ minted, reused, commitDifference }: MintOutcome, url: string): string {
  const { handle } = minted;
  if (!reused) return `Minted dataset ${handle}: ${url}`;
  const origin =
    commitDifference === undefined ? '' : `, and whose metadata names the commit ${commitDifference}`;
  return `Found dataset ${handle}, which was minted earlier${origin}: ${url}`;
}

/** Mints a dataset, or finds it if an earlier attempt of this step minted it. */
export async function mintDataset(dataset: PreparedDataset): Promise<MintOutcome> {
  const { document, metadata, key, context } = dataset;
  const { deps, earlier } = context;
  const { signal, workflowRun, log } = deps;
  const { resource, reused } = await createIdempotent<MintedDataset>({
    key,
    find: (call) => findExisting(dataset, call),
    findEarlier: (call) => findExisting(dataset, call, earlier),
    create: (call) => sendMint(dataset, call),
    getId: ({ minted }) => minted.handle,
    describeDifferences: (existing) => compareMetadata(existing, metadata),
    log,
    signal,
  });
  if (workflowRun && !workflowRun.isAct)
    reportEqualDatasets(document.fingerprint, resource.minted.handle, log);
  const commitDifference = formatCommitDifference(
    resource.document && getValueAt(resource.document, METADATA_PATH),
    metadata.dataset_info.user_metadata,
  );
  return { minted: resource.minted, reused, commitDifference };
}

/** Finds the dataset that an earlier attempt of this step minted. */
export async function findMintedHandle(dataset: PreparedDataset): Promise<string | undefined> {
  const { metadata, key, context } = dataset;
  const { deps, earlier } = context;
  if (!key.searchFirst) return undefined;
  const existing = await findExisting(dataset, { signal: deps.signal }, earlier);
  assertNoKeyConflict(existing, key, {
    log: deps.log,
    describeDifferences: (other) => compareMetadata(other, metadata),
  });
  return selectMatches(existing, key)[0]?.id;
}

/**
 * Finds the datasets of this user with the key. With a user-defined key, one that differs from the document only in notation
 * gets its fingerprint.
 */
async function findExisting(
  { document, metadata, key, context }: PreparedDataset,
  call: CallOptions,
  earlier?: EarlierDatasets,
): Promise<readonly ExistingResult<MintedDataset>[]> {
  const { isUserDefined, fingerprint } = key;
  const existing = await (earlier?.find(key, call) ?? findDatasets(key, context.provena, call));
  const { formerFingerprint } = document;
  const isSame = (entry: ExistingResult<MintedDataset>): boolean =>
    isUserDefined
      ? compareMetadata(entry.resource, metadata).length === 0
      : formerFingerprint !== undefined && entry.fingerprint === formerFingerprint;
  return existing.map((entry) => (isSame(entry) ? { ...entry, fingerprint } : entry));
}

function compareMetadata({ document }: MintedDataset, metadata: CollectionFormat): string[] {
  return describeDifferences(CollectionFormat, METADATA_PATH, document, metadata);
}

/** Two steps with equal metadata mint two datasets, which may not be intended. */
function reportEqualDatasets(fingerprint: string, handle: string, log: Log): void {
  const earlier = appendToRunnerTempList(['minted', fingerprint], handle).filter((other) => other !== handle);
  if (earlier.length === 0) return;
  const others = [...new Set(earlier)].join(', ');
  log.info(
    `Dataset ${handle} has the same metadata as ${others} of an earlier step of this job. If one dataset is enough, use the output dataset-id of that step instead of minting again.`,
  );
}

async function sendMint(
  { document, metadata, context }: PreparedDataset,
  call: CreationCall<MintedDataset>,
): Promise<MintedDataset> {
  const { provena, deps, onPartialFailure } = context;
  try {
    const minted = await provena.datastore.mintDataset(metadata, {
      ...call,
      recover: async (options) => (await call.recover(options))?.minted,
    });
    return { minted, document: undefined };
  } catch (error) {
    const handle = error instanceof RequestRejectedError ? error.partial?.['handle'] : undefined;
    if (typeof handle === 'string' && handle !== '') {
      onPartialFailure?.(handle);
      deps.log.warning(
        `Dataset ${handle} exists although the server reports a failure; output dataset-id is set.`,
      );
    }
    throw locateServerError(error, document.source);
  }
}
