import { withoutNulls } from '../pydantic/nulls.ts';
import type { CollectionFormat } from '../registry/models/collection-format.ts';
import type { S3Location } from '../registry/models/dataset.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

/** Where the files of a dataset lie. */
export function locationOf(state: SandboxState, datasetId: string): S3Location {
  const { bucket } = state.settings;
  const path = `datasets/${datasetId.replaceAll(/[./]/g, '-').trim()}/`;
  return { bucket_name: bucket, path, s3_uri: `s3://${bucket}/${path}` };
}

/** Writes the metadata beside the files: what is absent is left out, two blanks of indent, no content type. */
export function writeMetadata(state: SandboxState, location: S3Location, format: CollectionFormat): void {
  state.files.put(
    location.bucket_name,
    `${location.path}metadata.json`,
    JSON.stringify(withoutNulls(format), null, 2),
  );
}

/** Whether something lies where the files of a new dataset would. The end of a folder's name is not looked at. */
export function isTaken(state: SandboxState, { bucket_name, path }: S3Location): boolean {
  return state.files.list(bucket_name, path.replace(/\/$/, '')).length > 0;
}
