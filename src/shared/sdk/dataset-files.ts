import { statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { AbortedError, InvalidError, NotFoundError } from '../client/index.ts';
import {
  getRelativeName,
  type LocalListing,
  listFolder,
  listPaths,
  planDownload,
  planUpload,
  runDownload,
  runUpload,
  type Store,
  type TransferResult,
} from '../transfer/index.ts';
import { toFolderPrefix } from '../transfer/object-names.ts';
import type { ProgressOptions } from '../transfer/progress.ts';
import { isFolderMarker, listDatasetObjects } from '../transfer/remote-objects.ts';

interface TransferOptions extends ProgressOptions {
  /** Aborts the transfer, which rejects with an AbortedError; a later one continues it. */
  readonly signal?: AbortSignal | undefined;
  /**
   * How to treat existing files. Default `skip-unchanged`: skip files with the same size and checksum, replace
   * others.
   */
  readonly ifExists?: 'skip-unchanged' | 'overwrite' | 'error' | undefined;
}

export interface UploadOptions extends TransferOptions {
  /** Folder of the dataset to put them in; default its root. */
  readonly destination?: string | undefined;
  /** Whether to transfer a file, by its name below the folder; default all. */
  readonly include?: ((name: string) => boolean) | undefined;
  /** Also deletes files of the dataset that are not in the folder, except those that `include` excludes; default false. */
  readonly deleteMissing?: boolean | undefined;
}

export interface DownloadOptions extends TransferOptions {
  /** Only this folder of the dataset; default all of it. */
  readonly source?: string | undefined;
  /** Whether to transfer a file, by its name below the folder; default all. */
  readonly include?: ((name: string) => boolean) | undefined;
}

/** One file of a dataset. */
export interface DatasetFile {
  /** Path inside the dataset. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** When it was last written; an Invalid Date if the store reports no valid time. */
  readonly modified: Date;
}

type Open = (id: string, access: 'read' | 'write', signal: AbortSignal | undefined) => Promise<Store>;

export type DatasetFiles = ReturnType<typeof createDatasetFiles>;

/**
 * Files to and from datasets. Failures of single files are in the result and not thrown; failures of the dataset, its
 * credentials and the store are thrown. After any of them, another transfer continues where this one ended.
 */
export function createDatasetFiles(open: Open) {
  const download = async (
    id: string,
    folder: string,
    options: DownloadOptions = {},
  ): Promise<TransferResult> => {
    await using store = await open(id, 'read', options.signal);
    const { ifExists = 'skip-unchanged', source, include } = options;
    const plan = await planDownload(store, {
      target: folder,
      ifExists,
      source,
      include,
      exclusionAdvice: 'exclude it with include',
    });
    return assertNotEndedEarly(await runDownload(store, plan, options), options);
  };
  return {
    /**
     * Uploads the content of a folder, or one file, to a dataset.
     * @throws InvalidError if there is no such path, or a file cannot be uploaded: then nothing was sent.
     * @throws DatasetReadOnlyError if the dataset is locked or released, or its release is pending.
     */
    upload: async (id: string, path: string, options: UploadOptions = {}): Promise<TransferResult> => {
      const { include } = options;
      const { files, brokenLinks } = await listLocalFiles(path, include);
      await using store = await open(id, 'write', options.signal);
      const { ifExists = 'skip-unchanged', destination, deleteMissing } = options;
      const behindLinks = brokenLinks.map((link) => `${getRelativeName(path, link)}/`);
      const isKept = (name: string) =>
        include?.(name) === false || behindLinks.some((folder) => name.startsWith(folder));
      const plan = await planUpload(store, { files, ifExists, destination, deleteMissing, isKept });
      return assertNotEndedEarly(await runUpload(store, plan, options), options);
    },
    /** Downloads the files of a dataset to a folder. */
    downloadAll: download,
    /**
     * Downloads one file to a folder.
     * @throws NotFoundError if the dataset has no file of that name.
     */
    download: async (
      id: string,
      name: string,
      folder: string,
      options: Omit<DownloadOptions, 'source' | 'include'> = {},
    ): Promise<TransferResult> => {
      const parent = dirname(name);
      const source = parent === '.' ? undefined : parent;
      const include = (below: string) => below === basename(name);
      const result = await download(id, folder, { ...options, source, include });
      if (result.manifest.files.length === 0)
        throw new NotFoundError(`the dataset ${id} has no file ${name}`);
      return result;
    },
    /** Lists the files of a dataset, in the order of their names. */
    list: async (
      id: string,
      options: { readonly signal?: AbortSignal | undefined } = {},
    ): Promise<DatasetFile[]> => {
      await using store = await open(id, 'read', options.signal);
      const folder = toFolderPrefix(store.address);
      const objects = await listDatasetObjects(store, folder);
      return [...objects]
        .filter((object) => !isFolderMarker(object))
        .map(({ key, size, modified }) => ({
          name: key.slice(folder.length),
          size,
          modified: new Date(modified ?? Number.NaN),
        }));
    },
  };
}

function assertNotEndedEarly(result: TransferResult, { signal }: TransferOptions): TransferResult {
  if (result.error) throw result.error;
  if (result.ended === 'aborted')
    throw new AbortedError('the transfer was aborted by the caller', { cause: signal?.reason });
  return result;
}

async function listLocalFiles(path: string, include: UploadOptions['include']): Promise<LocalListing> {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats) throw new InvalidError(`there is no file or folder ${path}`);
  const listing = stats.isDirectory()
    ? await listFolder({ root: path, hidden: true, symlinks: 'follow', include })
    : listPaths({ root: dirname(path), paths: [path] });
  if (listing.problems.length === 0) return listing;
  const issues = listing.problems.map(({ path: at, reason }) => ({
    path: [at],
    message: reason,
    code: 'file',
  }));
  throw new InvalidError('some files cannot be uploaded. Nothing was sent', { issues });
}
