import { type CallOptions, type CollectionFormat, editableMetadata, type Provena } from '../client/index.ts';
import { fetchLaterVersions, getNextVersion } from '../client/versions.ts';
import type { DatasetFiles, DownloadOptions, UploadOptions } from './dataset-files.ts';

/** All operations on one dataset, without repeating its handle. */
export interface InteractiveDataset extends ReturnType<typeof createOperations> {
  /** A new version, and the session of the job that records it. Files are not copied. */
  version(reason: string, options?: CallOptions): Promise<{ dataset: InteractiveDataset; job: string }>;
  /**
   * The latest version, which may be this one.
   * @throws UnexpectedResponseError when the versions form a cycle.
   */
  latest(options?: CallOptions): Promise<InteractiveDataset>;
}

type Client = Pick<Provena, 'datastore' | 'registry'>;

/** No request is sent before the first method call; only then is it known whether the dataset exists. */
export function createInteractiveDataset(
  client: Client,
  files: DatasetFiles,
  id: string,
): InteractiveDataset {
  const { datastore } = client;
  return {
    ...createOperations(client, files, id),
    version: async (reason, options) => {
      const version = await datastore.versionDataset({ id, reason }, options);
      return {
        dataset: createInteractiveDataset(client, files, version.new_version_id),
        job: version.version_job_session_id,
      };
    },
    latest: async (options) => {
      const fetch = async (version: string) => (await datastore.fetchDataset(version, options)).item;
      const later = await fetchLaterVersions(await fetch(id), getNextVersion, fetch);
      return createInteractiveDataset(client, files, later.at(-1)?.id ?? id);
    },
  };
}

function createOperations({ datastore, registry }: Client, files: DatasetFiles, id: string) {
  const keys = { dataset_id: id, console_session_required: false };
  return {
    id,
    /** The dataset as it is now, the caller's roles on it, and whether it is locked. */
    fetch: (options?: CallOptions) => datastore.fetchDataset(id, options),
    /**
     * Changes metadata: `change` gets the current metadata and returns the new one. A change of another user between
     * the two requests is overwritten; the history of the dataset has it.
     */
    update: async (
      reason: string,
      change: (metadata: CollectionFormat) => CollectionFormat,
      options?: CallOptions,
    ) => {
      const { item } = await datastore.fetchDataset(id, options);
      return datastore.updateDatasetMetadata(
        id,
        reason,
        change(editableMetadata(item.collection_format)),
        options,
      );
    },
    /** Restores the metadata of an earlier history entry. */
    revert: (history_id: number, reason: string, options?: CallOptions) =>
      datastore.revertDatasetMetadata({ id, history_id, reason }, options),
    /** Temporary credentials to read the files of the dataset. */
    readCredentials: (options?: CallOptions) => datastore.generateReadAccessCredentials(keys, options),
    /** Temporary credentials to read, write and delete the files of the dataset. */
    writeCredentials: (options?: CallOptions) => datastore.generateWriteAccessCredentials(keys, options),
    /** A link to one file that needs no token, valid for the given number of seconds; default three hours. */
    presignedUrl: async (
      file: string,
      options: CallOptions & { readonly expiresIn?: number | undefined } = {},
    ) => {
      const request = { dataset_id: id, file_path: file, expires_in: options.expiresIn };
      return (await datastore.generateDatasetPresignedUrl(request, options)).presigned_url;
    },
    /** Requests the approval of the release from a reviewer. */
    requestRelease: (approver_id: string, notes: string, options?: CallOptions) =>
      datastore.review.requestApproval({ dataset_id: id, approver_id, notes }, options),
    /** Approves or rejects the release, as the reviewer. */
    decideRelease: (approve: boolean, notes: string, options?: CallOptions) =>
      datastore.review.actOnApproval({ dataset_id: id, approve, notes }, options),
    /** Locks the dataset: no one can change its metadata or write to its files. */
    lock: (reason: string, options?: CallOptions) => registry.dataset.lock({ id, reason }, options),
    /** Unlocks the dataset. */
    unlock: (reason: string, options?: CallOptions) => registry.dataset.unlock({ id, reason }, options),
    /** Uploads the content of a folder, or one file, to the dataset. */
    upload: (path: string, options?: UploadOptions) => files.upload(id, path, options),
    /** Downloads all files to a folder. */
    downloadAll: (folder: string, options?: DownloadOptions) => files.downloadAll(id, folder, options),
    /** Downloads one file to a folder. */
    download: (name: string, folder: string, options?: Parameters<DatasetFiles['download']>[3]) =>
      files.download(id, name, folder, options),
    /** Lists the files of the dataset. */
    list: (options?: Parameters<DatasetFiles['list']>[1]) => files.list(id, options),
  };
}
