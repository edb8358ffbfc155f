import { badRequest, serverError, UnhandledServerError, unauthorized } from '../http/errors.ts';
import { StatusFailure } from '../http/status.ts';
import { seedItem } from '../registry/create.ts';
import { getContents, replaceContents } from '../registry/item-contents.ts';
import { DATASET } from '../registry/kinds.ts';
import type { CollectionFormat } from '../registry/models/collection-format.ts';
import { type Actor, EDIT_ROLES, getItem, getLinkedPerson, hasAnyRole } from '../registry/permission.ts';
import { completeSeed, getHistoryContents, updateItem } from '../registry/update.ts';
import { versionItem } from '../registry/version.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { callRegistry, type FetchedDataset, fetchDataset } from './from-registry.ts';
import { findMetadataProblem, findReferenceProblem } from './metadata.ts';
import { getLocation, hasFolder, writeMetadata } from './storage.ts';

/** The fields of the item in the registry that depend on the metadata of the dataset. */
function createItemFields(format: CollectionFormat) {
  const { name, user_metadata, access_info } = format.dataset_info;
  return { display_name: name, user_metadata, collection_format: format, access_info_uri: access_info.uri };
}

const UNRELEASED = {
  release_history: [],
  release_status: 'NOT_RELEASED',
  release_approver: null,
  release_timestamp: null,
} as const;

/**
 * Creates a dataset: a handle, a folder with its metadata, an item.
 * @throws StatusFailure for invalid metadata; HttpError (500) for a user who is not linked to a person, 400 if the
 * folder exists, and then the seed stays
 */
export function mintDataset(state: SandboxState, format: CollectionFormat, actor: Actor) {
  const problem = findMetadataProblem(state, format);
  if (problem !== undefined) throw new StatusFailure(problem);
  const person = callRegistry(() => getLinkedPerson(state, actor.username));
  const seed = seedItem(state, DATASET, actor);
  const s3 = getLocation(state, seed.id);
  if (hasFolder(state, s3)) throw badRequest(`The folder ${s3.path} already exists.`);
  return state.db.atomically(() => {
    writeMetadata(state, s3, format);
    const info = { ...createItemFields(format), s3, ...UNRELEASED };
    const session = completeSeed(state, DATASET, { seed, info, person }, actor);
    return { handle: seed.id, s3_location: s3, register_create_activity_session_id: session };
  });
}

/**
 * Replaces the metadata of a dataset.
 * @throws HttpError (400) for invalid metadata, 401 without access or for a locked dataset, 500 for a user who is not
 * linked to a person
 */
export function updateMetadata(
  state: SandboxState,
  { id, reason, format }: { id: string; reason: string; format: CollectionFormat },
  actor: Actor,
) {
  const problem = findMetadataProblem(state, format);
  if (problem !== undefined) throw badRequest(problem);
  const { item } = fetchWritableDataset(state, id, actor);
  if (reason === '') throw createEmptyReasonError(state);
  replaceMetadata(state, item, { reason, format }, actor);
  return { handle: id, s3_location: item.s3 };
}

function createEmptyReasonError({ settings }: SandboxState): Error {
  return settings.knownBugs
    ? new UnhandledServerError('an assertion about the reason')
    : badRequest('An update needs a reason.');
}

/** Restores the metadata of an entry of the history. Location and release do not change. */
export function revertMetadata(
  state: SandboxState,
  request: { id: string; history_id: number; reason: string },
  actor: Actor,
): void {
  const { item } = fetchWritableDataset(state, request.id, actor);
  const stored = getItem(state, request.id);
  const old = getHistoryContents(DATASET.domain, stored, request.history_id);
  const format = old.collection_format;
  const problem = findReferenceProblem(state, format);
  if (problem !== undefined) throw badRequest(problem);
  const reason = `Reverting dataset to history id ${request.history_id}. Reason: ${request.reason}.`;
  replaceMetadata(state, item, { reason, format }, actor);
}

/** Fetches a dataset to change it. @throws HttpError (400) for an unknown one, 401 for a locked one or without access */
function fetchWritableDataset(state: SandboxState, id: string, actor: Actor) {
  const fetched = fetchDataset(state, id, actor);
  if (fetched.locked) throw unauthorized('The dataset is locked.');
  if (!hasAnyRole(fetched.roles, [...EDIT_ROLES, 'dataset-data-write']))
    throw unauthorized('You are not authorized to edit this dataset.');
  return fetched;
}

/** Writes metadata to the registry, and to the folder of the dataset. */
function replaceMetadata(
  state: SandboxState,
  item: FetchedDataset['item'],
  { reason, format }: { reason: string; format: CollectionFormat },
  actor: Actor,
): void {
  const info = { ...getContents(DATASET, item), ...createItemFields(format) };
  callRegistry(() => updateItem(state, DATASET, { id: item.id, reason, info }, actor));
  writeMetadata(state, item.s3, format);
}

/**
 * Creates a new version with a folder that contains only the metadata. The `user_metadata` of the item is lost (known bug).
 * @throws HttpError as the version route of the registry; 500 for metadata that are invalid today, and then the version stays
 */
export function versionDataset(state: SandboxState, id: string, reason: string, actor: Actor) {
  const version = versionItem(state, DATASET, { id, reason }, actor);
  const { item } = fetchDataset(state, version.new_version_id, actor);
  const problem = findMetadataProblem(state, item.collection_format);
  if (problem !== undefined) throw serverError(problem);
  const s3 = getLocation(state, version.new_version_id);
  if (hasFolder(state, s3)) throw serverError(`The folder ${s3.path} already exists.`);
  const user_metadata = state.settings.knownBugs ? null : item.user_metadata;
  const info = { ...getContents(DATASET, item), user_metadata, s3, ...UNRELEASED };
  const stored = getItem(state, version.new_version_id);
  const change = {
    reason: "(System) Dataset S3 path updated to new version's storage location",
    by: actor.username,
  };
  return state.db.atomically(() => {
    writeMetadata(state, s3, item.collection_format);
    state.items.put(replaceContents(state, stored, info, change));
    return version;
  });
}
