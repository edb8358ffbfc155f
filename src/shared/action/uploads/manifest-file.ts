import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { InvalidError } from '../../client/index.ts';
import { UserError } from '../../documents/problem.ts';
import { getErrorCode } from '../../files/safe-path.ts';
import { describeFileFailure } from '../../files/write-errors.ts';
import { formatManifest, type Manifest, readManifestFile } from '../../transfer/index.ts';
import { claimTemporaryPath, getTemporaryFolder } from '../runner/files/runner-temp.ts';
import { writeFileAtomically } from '../runner/files/write-file.ts';

/** Returns the path of a step's manifest: that of the input, or a temporary file that is deleted after the job. */
export function getManifestPath(path: string | undefined, workspace: string, datasetId: string): string {
  if (path !== undefined) return resolve(workspace, path);
  const step = process.env['GITHUB_ACTION'] ?? 'manifest';
  return claimTemporaryPath((number) => `${getNamePrefix(datasetId)}${step}${number}.json`);
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

/**
 * Reads the manifests that may help a step: that of its input, else those that earlier steps of this job left for the
 * dataset, so that a second attempt in the same job resumes large files.
 */
export async function readKnownManifests(
  input: string | undefined,
  workspace: string,
  datasetId: string,
): Promise<Manifest[]> {
  if (input !== undefined) return readManifestOfInput(getManifestPath(input, workspace, datasetId));
  const folder = getTemporaryFolder();
  const prefix = getNamePrefix(datasetId);
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.startsWith(prefix) && name.endsWith('.json'))
    .flatMap((name) => readOwnManifest(join(folder, name)) ?? []);
}

/** The step writes the file if it does not exist. */
function readManifestOfInput(path: string): Manifest[] {
  try {
    return [readManifest(path, 'manifest-file')];
  } catch (error) {
    if (error instanceof UserError && getErrorCode(error.cause) === 'ENOENT') return [];
    throw error;
  }
}

/** A file of this name that is not a manifest, or cannot be read, does not help. */
function readOwnManifest(path: string): Manifest | undefined {
  try {
    return readManifest(path, 'manifest-file');
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function getNamePrefix(datasetId: string): string {
  return `provena-${datasetId.replace(/[^\w-]+/g, '-')}-`;
}

/** Writes a manifest to the path from {@link getManifestPath}. */
export async function writeManifest(path: string, manifest: Manifest, workspace: string): Promise<void> {
  await writeFileAtomically({ path, inputName: 'manifest-file', workspace }, formatFile(manifest));
}

async function* formatFile(manifest: Manifest): AsyncGenerator<string> {
  yield* formatManifest(manifest);
  yield '\n';
}
