import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { InvalidError } from '../../client/index.ts';
import { UserError } from '../../documents/problem.ts';
import { type Manifest, parseManifest } from '../../transfer/index.ts';
import { writeFileAtomically } from '../runner/write-file.ts';

/** Returns the path of a step's manifest: that of the input, or a temporary file that is deleted after the job. */
export function getManifestPath(path: string | undefined, workspace: string, datasetId: string): string {
  if (path !== undefined) return resolve(workspace, path);
  const name = `${getNamePrefix(datasetId)}${process.env['GITHUB_ACTION'] ?? 'manifest'}.json`;
  return join(process.env['RUNNER_TEMP'] ?? workspace, name.replace(/[^\w.-]+/g, '-'));
}

/**
 * Reads the manifest of an earlier run; returns `undefined` if there is none.
 * @throws UserError if the file is not a manifest.
 */
async function readManifest(path: string): Promise<Manifest | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new UserError({
      message: `input manifest-file: cannot be read (${error.code})`,
      place: { source: path },
    });
  });
  if (text === undefined) return undefined;
  try {
    return parseManifest(text);
  } catch (error) {
    if (!(error instanceof InvalidError)) throw error;
    throw new UserError(
      { message: `input manifest-file: ${error.message}`, place: { source: path } },
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
  const path = getManifestPath(input, workspace, datasetId);
  if (input !== undefined) return [await readManifest(path)].flatMap((manifest) => manifest ?? []);
  const folder = dirname(path);
  const prefix = getNamePrefix(datasetId);
  const names = await readdir(folder).catch(() => []);
  const manifests = names
    .filter((name) => name.startsWith(prefix) && name.endsWith('.json'))
    .map((name) => readManifest(join(folder, name)).catch(() => undefined));
  return (await Promise.all(manifests)).flatMap((manifest) => manifest ?? []);
}

function getNamePrefix(datasetId: string): string {
  return `provena-${datasetId.replace(/[^\w-]+/g, '-')}-`;
}

/** Writes a manifest to the path from {@link getManifestPath}. */
export async function writeManifest(path: string, manifest: Manifest, workspace: string): Promise<void> {
  await writeFileAtomically(
    { path, inputName: 'manifest-file', workspace },
    `${JSON.stringify(manifest, null, 1)}\n`,
  );
}
