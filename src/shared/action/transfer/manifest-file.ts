import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { InvalidError } from '../../client/index.ts';
import { UserError } from '../../documents/problem.ts';
import { nameFile } from '../../documents/text/name-file.ts';
import { getTemporaryFolder } from '../../files/runner-temp.ts';
import { getErrorCode } from '../../files/safe-path.ts';
import { describeFileFailure } from '../../files/write-errors.ts';
import {
  formatManifest,
  type Manifest,
  readManifestFile,
  type StoreAddress,
  type TransferResult,
} from '../../transfer/index.ts';
import type { TransferInputs } from '../inputs/shared-fields.ts';
import type { Deps } from '../lifecycle/action-definition.ts';
import { getTemporaryPath } from '../runner/files/temporary-path.ts';
import { writeFileAtomically } from '../runner/files/write-file.ts';
import { formatUnsetOutput } from '../runner/outputs/outputs.ts';
import { StepFailedError } from '../runner/step-failed-error.ts';
import { isTransferComplete } from './assert-transfer-succeeded.ts';

export interface TransferManifest {
  readonly path: string;
  /**
   * Manifests of earlier steps or runs of the dataset, which may help this one. If the file of the input is the manifest of
   * another dataset, a warning follows when it is replaced.
   */
  selectKnown(address: Pick<StoreAddress, 'bucket' | 'prefix'>): readonly Manifest[];
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

/**
 * Reads the manifests that may help a step: that of its input, else those that earlier steps of this job left for the
 * dataset, so that a second attempt in the same job resumes large files. Without the input, the manifest is a temporary file
 * that is deleted after the job. Sends nothing.
 * @throws UserError if input `manifest-file` is not a manifest.
 */
export async function openManifest(
  { 'manifest-file': file, 'dataset-id': datasetId }: TransferInputs,
  { workspace, log }: Pick<Deps<never>, 'workspace' | 'log'>,
): Promise<TransferManifest> {
  const path =
    file === undefined ? getTemporaryPath('.json', getNamePrefix(datasetId)) : resolve(workspace, file);
  let other: Manifest | undefined;
  const write = async (manifest: Manifest): Promise<void> => {
    await writeFileAtomically({ path, input: 'manifest-file', workspace }, formatFile(manifest));
    if (other)
      log.warning(
        `input manifest-file: ${nameFile(path, workspace).name} was the manifest of another dataset (${other.bucket}/${other.prefix}), which this step has replaced. To keep the manifests of both, set another path.`,
      );
    other = undefined;
  };
  const known =
    file === undefined
      ? // A file of this name that is not a manifest, or cannot be read, does not help.
        readManifests(await findJobManifests(datasetId), () => true)
      : // The step writes the file if it does not exist.
        readManifests([path], ({ cause }) => getErrorCode(cause) === 'ENOENT');
  return {
    path,
    selectKnown({ bucket, prefix }) {
      const isSame = (manifest: Manifest) => manifest.bucket === bucket && manifest.prefix === prefix;
      if (file !== undefined) other = known.find((manifest) => !isSame(manifest));
      return known.filter(isSame);
    },
    write,
    async save(manifest, result) {
      try {
        await write(manifest);
        return { manifest: path };
      } catch (error) {
        const reason = error instanceof StepFailedError ? describeFileFailure(error.cause) : undefined;
        if (reason === undefined || (file !== undefined && isTransferComplete(result))) throw error;
        log.warning(formatUnsetOutput('manifest', path, reason));
        return {};
      }
    },
  };
}

/**
 * Reads the manifest of an earlier run, from a path of an input.
 * @throws UserError if there is none, or the file is not a manifest.
 */
export function readManifest(path: string, inputName: string): Manifest {
  try {
    return readManifestFile(path);
  } catch (error) {
    const code = getErrorCode(error);
    if (code === undefined && !(error instanceof InvalidError)) throw error;
    const reason =
      error instanceof InvalidError ? error.message : `cannot be read: ${describeFileFailure(error) ?? code}`;
    throw new UserError(
      { message: `input ${inputName}: ${reason}`, place: { source: path } },
      { cause: error },
    );
  }
}

/** Reads manifests. @param isIgnored whether a file is skipped because of this error, which is thrown otherwise. */
function readManifests(paths: readonly string[], isIgnored: (error: UserError) => boolean): Manifest[] {
  return paths.flatMap((path) => {
    try {
      return [readManifest(path, 'manifest-file')];
    } catch (error) {
      if (error instanceof UserError && isIgnored(error)) return [];
      throw error;
    }
  });
}

async function findJobManifests(datasetId: string): Promise<string[]> {
  const folder = getTemporaryFolder();
  const prefix = getNamePrefix(datasetId);
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.startsWith(`${prefix}-`) && name.endsWith('.json'))
    .map((name) => join(folder, name));
}

function getNamePrefix(datasetId: string): string {
  return `provena-${datasetId.replace(/[^\w-]+/g, '-')}`;
}

async function* formatFile(manifest: Manifest): AsyncGenerator<string> {
  yield* formatManifest(manifest);
  yield '\n';
}
