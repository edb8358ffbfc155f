import { removeNulls } from '../pydantic/collections.ts';
import type { CollectionFormat } from '../registry/models/collection-format.ts';
import type { S3Location } from '../registry/models/dataset.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

export function getLocation(state: SandboxState, datasetId: string): S3Location {
  const { bucket } = state.settings;
  const path = `datasets/${datasetId.replaceAll(/[./]/g, '-').trim()}/`;
  return { bucket_name: bucket, path, s3_uri: `s3://${bucket}/${path}` };
}

/** Writes `metadata.json` as the server does: without null fields, indented by two spaces, without a content type. */
export function writeMetadata(state: SandboxState, { path }: S3Location, format: CollectionFormat): void {
  state.files.put(`${path}metadata.json`, JSON.stringify(removeNulls(format), null, 2));
}

/**
 * Whether the folder of a new dataset exists. As on the server, a folder whose name only begins with the same text counts
 * too.
 */
export function hasFolder(state: SandboxState, { path }: S3Location): boolean {
  return state.files.list(path.replace(/\/$/, '')).length > 0;
}
