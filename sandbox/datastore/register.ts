import { badRequest, serverError, UnhandledServerError, unauthorised } from '../http/errors.ts';
import { StatusFailure } from '../http/status.ts';
import { type Actor, EDIT_ROLES, hasAnyRole } from '../registry/access.ts';
import { seedItem } from '../registry/create.ts';
import { replaceContents } from '../registry/item-contents.ts';
import type { CollectionFormat } from '../registry/models/collection-format.ts';
import type { DatasetDomainInfo } from '../registry/models/dataset.ts';
import { getLinkedPerson } from '../registry/permission.ts';
import { completeSeed, getHistoryContents, updateItem } from '../registry/update.ts';
import { versionItem } from '../registry/version.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { DATASET, demandUserContext, fetchDataset, viaRegistry } from './from-registry.ts';
import { metadataProblem, registryProblem } from './metadata.ts';
import { isTaken, locationOf, writeMetadata } from './storage.ts';

/** What follows from the metadata of a dataset for its item in the registry. */
function fromMetadata(format: CollectionFormat) {
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
 * Makes a dataset: a handle, a folder with its metadata, an item.
 * @throws StatusFailure for metadata that is not taken; RequestRejectedError (500) for a user linked to nobody, 400 when the folder is taken
 */
export function mintDataset(state: SandboxState, format: CollectionFormat, actor: Actor) {
  const problem = metadataProblem(state, format);
  if (problem !== undefined) throw new StatusFailure(problem);
  demandUserContext(actor);
  const person = viaRegistry(() => getLinkedPerson(state, actor.username));
  return state.db.atomically(() => {
    const seed = seedItem(state, DATASET, actor);
    const s3 = locationOf(state, seed.id);
    if (isTaken(state, s3)) throw badRequest(`The folder ${s3.path} is taken.`);
    writeMetadata(state, s3, format);
    const info = { ...fromMetadata(format), s3, ...UNRELEASED };
    const session = completeSeed(state, DATASET, seed, info, actor, person);
    return { handle: seed.id, s3_location: s3, register_create_activity_session_id: session };
  });
}

/** Replaces the metadata of a dataset. @throws RequestRejectedError (400) for what is wrong, 401 for who may not or a locked one, 500 unlinked */
export function updateMetadata(
  state: SandboxState,
  id: string,
  reason: string,
  format: CollectionFormat,
  actor: Actor,
) {
  const problem = metadataProblem(state, format);
  if (problem !== undefined) throw badRequest(problem);
  const { item } = writableDataset(state, id, actor);
  if (reason === '') throw emptyReason(state);
  writeToRegistry(state, id, reason, { ...contents(item), ...fromMetadata(format) }, actor);
  writeMetadata(state, item.s3, format);
  return { handle: id, s3_location: item.s3 };
}

function emptyReason({ settings }: SandboxState): Error {
  return settings.knownBugs
    ? new UnhandledServerError('an assertion about the reason')
    : badRequest('An update needs a reason.');
}

/** Puts back the metadata that an entry of the history holds; place and release stay what they are. */
export function revertMetadata(
  state: SandboxState,
  request: { id: string; history_id: number; reason: string },
  actor: Actor,
): void {
  const { item } = writableDataset(state, request.id, actor);
  const stored = state.items.get(request.id);
  if (!stored) throw badRequest(`There is no dataset ${request.id}.`);
  const old = getHistoryContents(DATASET, stored, request.history_id) as DatasetDomainInfo; // read by the kind's own model
  const format = old.collection_format;
  const problem = registryProblem(state, format);
  if (problem !== undefined) throw badRequest(problem);
  const reason = `Reverting dataset to history id ${request.history_id}. Reason: ${request.reason}.`;
  writeToRegistry(state, request.id, reason, { ...contents(item), ...fromMetadata(format) }, actor);
  writeMetadata(state, item.s3, format);
}

/** A dataset that the user may try to write. @throws RequestRejectedError (400) unknown, 401 locked or without a role that could write */
function writableDataset(state: SandboxState, id: string, actor: Actor) {
  const fetched = fetchDataset(state, id, actor);
  if (fetched.locked) throw unauthorised('The dataset is locked.');
  if (!hasAnyRole(fetched.roles, [...EDIT_ROLES, 'dataset-data-write']))
    throw unauthorised('You are not authorised to edit this dataset.');
  demandUserContext(actor);
  return fetched;
}

function writeToRegistry(state: SandboxState, id: string, reason: string, info: object, actor: Actor): void {
  viaRegistry(() => updateItem(state, DATASET, id, reason, info, actor));
}

function contents(item: DatasetDomainInfo): DatasetDomainInfo {
  const { display_name, user_metadata, collection_format, s3, access_info_uri } = item;
  const { release_history, release_status, release_approver, release_timestamp } = item;
  const release = { release_history, release_status, release_approver, release_timestamp };
  return { display_name, user_metadata, collection_format, s3, access_info_uri, ...release };
}

/**
 * A new version, with a folder of its own that holds the metadata only. The item's own `user_metadata` gets lost on the way.
 * @throws RequestRejectedError as the registry's versioning does
 */
export function versionDataset(state: SandboxState, id: string, reason: string, actor: Actor) {
  demandUserContext(actor);
  return state.db.atomically(() => {
    const made = versionItem(state, DATASET, id, reason, actor);
    const { item } = fetchDataset(state, made.new_version_id, actor);
    const problem = metadataProblem(state, item.collection_format);
    if (problem !== undefined) throw serverError(problem);
    const s3 = locationOf(state, made.new_version_id);
    if (isTaken(state, s3)) throw serverError(`The folder ${s3.path} is taken.`);
    writeMetadata(state, s3, item.collection_format);
    const user_metadata = state.settings.knownBugs ? null : item.user_metadata;
    const info = { ...contents(item), user_metadata, s3, ...UNRELEASED };
    const stored = state.items.get(made.new_version_id);
    if (!stored) throw serverError('The new version is gone.');
    const change = {
      reason: "(System) Dataset S3 path updated to new version's storage location",
      by: actor.username,
    };
    state.items.put(replaceContents(state, stored, info, change));
    return made;
  });
}
