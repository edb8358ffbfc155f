import { UserError } from '../../documents/problem.ts';
import { describeFileFailure } from '../../files/write-errors.ts';
import type { Manifest, TransferResult } from '../../transfer/index.ts';
import { splitFolder } from '../../transfer/object-names.ts';
import type { TransferInputs } from '../inputs/shared-fields.ts';
import type { Deps } from '../lifecycle/action-definition.ts';
import { formatLink } from '../runner/markdown/markdown.ts';
import { StepFailedError } from '../runner/step-failed-error.ts';
import { isTransferComplete } from './assert-transfer-succeeded.ts';
import { getManifestPath, readKnownManifests, writeManifest } from './manifest-file.ts';
import { type OpenDataset, openDataset } from './open-dataset.ts';

/** @throws UserError if the folder of an input leads out of the dataset. */
export function assertInsideDataset(inputName: string, folder: string | undefined): void {
  if (splitFolder(folder).includes('..'))
    throw new UserError(`input ${inputName}: must not contain "..", found ${JSON.stringify(folder)}`);
}

/** The manifest of a step that transfers files. */
export interface TransferManifest {
  readonly path: string;
  /** Manifests of earlier steps or runs that may help this one. */
  readonly known: readonly Manifest[];
  /** @throws StepFailedError if the file cannot be written. */
  write(manifest: Manifest): Promise<void>;
  /**
   * Writes the manifest of a transfer that has ended. If the file cannot be written, only prints a warning if it is a temporary
   * file, or if the step fails anyway because of the transfer.
   * @returns the output; none after such a warning.
   * @throws StepFailedError if the file of the input cannot be written.
   */
  save(manifest: Manifest, result: TransferResult): Promise<{ readonly manifest?: string }>;
}

/** Reads the manifests for a dataset. Sends nothing. @throws UserError if input `manifest-file` is not a manifest. */
export async function openManifest(
  { 'manifest-file': file, 'dataset-id': datasetId }: TransferInputs,
  { workspace, log }: Pick<Deps<never>, 'workspace' | 'log'>,
): Promise<TransferManifest> {
  const path = getManifestPath(file, workspace, datasetId);
  const write = (manifest: Manifest) => writeManifest(path, manifest, workspace);
  return {
    path,
    known: await readKnownManifests(file, workspace, datasetId),
    write,
    async save(manifest, result) {
      try {
        await write(manifest);
        return { manifest: path };
      } catch (error) {
        const reason = error instanceof StepFailedError ? describeFileFailure(error.cause) : undefined;
        if (reason === undefined || (file !== undefined && isTransferComplete(result))) throw error;
        log.warning(`Output manifest is not set: ${path} cannot be written: ${reason}`);
        return {};
      }
    },
  };
}

export interface TransferDataset extends OpenDataset {
  /** Link to the page of the dataset, as Markdown. */
  readonly link: string;
}

/** Connects to Provena and opens the dataset of a step. */
export async function openTransferDataset(
  inputs: TransferInputs,
  access: 'read' | 'write',
  deps: Pick<Deps<never>, 'connect' | 'log' | 'signal'>,
): Promise<TransferDataset> {
  const { 'dataset-id': datasetId, concurrency: connections } = inputs;
  const connection = await deps.connect();
  const dataset = await openDataset({ datasetId, access, connections, inputs }, connection, deps);
  return { ...dataset, link: formatLink(dataset.name, connection.pages.dataset(datasetId)) };
}
