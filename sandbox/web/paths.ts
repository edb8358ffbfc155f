export function getItemPath(id: string): string {
  return `/items/${encodeId(id)}`;
}

export function getLineagePath(id: string): string {
  return `/lineage/${encodeId(id)}`;
}

/** The path at which all files of a dataset are downloaded as an archive. */
export function getArchivePath(id: string): string {
  return `/archives/${encodeId(id)}`;
}

/** The path at which a file of a dataset is downloaded. */
export function getFilePath(id: string, path: string): string {
  return `/files/${encodeId(id)}?path=${encodeURIComponent(path)}`;
}

/** A handle in a path: its slash may stay. */
function encodeId(id: string): string {
  return id.split('/').map(encodeURIComponent).join('/');
}
