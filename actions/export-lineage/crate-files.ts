import { join, resolve } from 'node:path';
import { findPaths } from '../../src/shared/action/glob/find-paths.ts';
import type { StoreInputs } from '../../src/shared/action/inputs/shared-fields.ts';
import type { Deps } from '../../src/shared/action/lifecycle/action-definition.ts';
import type { Connection } from '../../src/shared/action/lifecycle/connection.ts';
import { addSha256 } from '../../src/shared/action/transfer/add-sha256.ts';
import { assertTransferSucceeded } from '../../src/shared/action/transfer/assert-transfer-succeeded.ts';
import { downloadFiles } from '../../src/shared/action/transfer/download-files.ts';
import { readManifest } from '../../src/shared/action/transfer/manifest-file.ts';
import { openDataset } from '../../src/shared/action/transfer/open-dataset.ts';
import { getValueAt } from '../../src/shared/documents/json.ts';
import { UserError } from '../../src/shared/documents/problem.ts';
import { nameFile } from '../../src/shared/documents/text/name-file.ts';
import { encodePathSegment } from '../../src/shared/export/handle-url.ts';
import { getContent, type LineageRecords, readText } from '../../src/shared/export/lineage-records.ts';
import type { PackedFile, PackedFiles } from '../../src/shared/export/ro-crate/describe-dataset.ts';
import { formatBytes } from '../../src/shared/format-bytes.ts';
import { formatCount } from '../../src/shared/format-count.ts';
import { listFolder, type Manifest, planDownload } from '../../src/shared/transfer/index.ts';
import { SERVER_METADATA_FILE } from '../../src/shared/transfer/object-names.ts';

/** Connections to the store, for one dataset after the other. */
const CONNECTIONS = 128;

/** The datasets of a graph that can be read and have their files in the store, with their folders there. */
function listStoredDatasets({ nodes, items }: LineageRecords) {
  return nodes.flatMap(({ id }) => {
    const item = getContent(items, id);
    const [bucket, prefix] = [readText(item, 's3', 'bucket_name'), readText(item, 's3', 'path')];
    const reposited = getValueAt(item, ['collection_format', 'dataset_info', 'access_info', 'reposited']);
    return bucket === undefined || prefix === undefined || reposited === false
      ? []
      : [{ id, bucket, prefix }];
  });
}

/**
 * Reads the manifests of uploads or downloads.
 * @returns each with the name of its file in messages.
 * @throws UserError for a pattern that matches no file, or a file that is not a manifest.
 */
export async function readManifests(
  patterns: readonly string[],
  deps: Pick<Deps<never>, 'log' | 'workspace'>,
) {
  const paths = await findPaths(patterns, 'manifest-files', deps);
  return paths.map((path) => ({
    name: nameFile(path, deps.workspace).name,
    manifest: readManifest(path, 'manifest-files'),
  }));
}

/**
 * Assigns the files of manifests to the datasets of a graph.
 * @throws UserError for a manifest of a dataset that is not in the graph.
 */
export function assignManifestFiles(
  manifests: Awaited<ReturnType<typeof readManifests>>,
  records: LineageRecords,
): Map<string, PackedFiles> {
  const datasets = listStoredDatasets(records);
  const byDataset = Map.groupBy(manifests, ({ name, manifest }) => {
    const dataset = datasets.find(
      ({ bucket, prefix }) => bucket === manifest.bucket && manifest.prefix.startsWith(prefix),
    );
    if (dataset) return dataset;
    throw new UserError({
      message: `input manifest-files: the manifest is for s3://${manifest.bucket}/${manifest.prefix}, which is not a dataset of this lineage. Remove it, or increase depth`,
      place: { source: name },
    });
  });
  return new Map(
    byDataset.entries().map(([{ id, prefix }, ofDataset]) => {
      const inOrder = ofDataset.map(({ manifest }) => manifest);
      inOrder.sort((a, b) => Date.parse(a.finished) - Date.parse(b.finished));
      return [id, { files: listFiles(inOrder, prefix) }];
    }),
  );
}

/** The files that a dataset has after the runs of manifests, in the order of the runs. */
function listFiles(manifests: readonly Manifest[], prefix: string): PackedFile[] {
  const files = new Map<string, PackedFile>();
  for (const manifest of manifests)
    for (const { outcome, key, size, sha256, crc32 } of manifest.files) {
      if (!key.startsWith(prefix)) continue;
      const name = key.slice(prefix.length);
      if (outcome === 'deleted') files.delete(name);
      else if (/^(uploaded|downloaded|skipped)$/.test(outcome)) {
        const known = files.get(name);
        const isSame = crc32 !== undefined && known?.crc32 === crc32 && known.size === size;
        files.set(name, { name, size, sha256: sha256 ?? (isSame ? known.sha256 : undefined), crc32 });
      }
    }
  return [...files.values()];
}

/**
 * Downloads the files of all datasets of a graph, each dataset to a folder of its own in `data/` of the crate.
 * @param crate folder of the crate.
 * @returns the files with their checksums, by dataset.
 * @throws StepFailedError if a file is not downloaded.
 */
export async function downloadDatasets(
  crate: string,
  records: LineageRecords,
  inputs: StoreInputs,
  connection: Connection,
  deps: Pick<Deps<never>, 'log' | 'signal' | 'workspace'>,
): Promise<Map<string, PackedFiles>> {
  const downloaded = new Map<string, PackedFiles>();
  for (const { id, prefix } of listStoredDatasets(records)) {
    const folder = `data/${encodePathSegment(id)}`;
    await using dataset = await openDataset(
      { datasetId: id, access: 'read', connections: CONNECTIONS, inputs },
      connection,
      deps,
    );
    const target = resolve(crate, folder);
    const plan = await planDownload(dataset.store, {
      target,
      ifExists: 'skip-unchanged',
      include: (name) => name !== SERVER_METADATA_FILE,
    });
    if (plan.downloads.length === 0) continue;
    const result = await downloadFiles(dataset.store, plan, deps);
    assertTransferSucceeded(result, deps.signal);
    const manifest = await addSha256(result.manifest, plan, deps.signal);
    downloaded.set(id, { files: listFiles([manifest], prefix), folder });
    deps.log.info(
      `${id}: ${formatCount(manifest.files.length, 'file')} in ${folder}, ${formatBytes(result.bytes)} downloaded`,
    );
  }
  return downloaded;
}

/** The files in the folders of a crate that are not part of it, by their path in the crate. */
export async function listOtherFiles(crate: string, parts: ReadonlySet<string>): Promise<string[]> {
  const folders = ['data', 'workflow-templates'].map(async (folder) => {
    // A folder that cannot be read, or does not exist, has no files to name.
    const { files } = await listFolder({ root: join(crate, folder), hidden: true, symlinks: 'follow' });
    return files.map(({ name }) => `${folder}/${name}`);
  });
  const names = (await Promise.all(folders)).flat();
  return names.filter((name) => !parts.has(name)).sort();
}
