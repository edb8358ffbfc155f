/** The address of an item's page. */
export function itemPath(id: string): string {
  return `/items/${encodeId(id)}`;
}

export function lineagePath(id: string): string {
  return `/lineage/${encodeId(id)}`;
}

/** Where a dataset's file is downloaded. */
export function filePath(id: string, path: string): string {
  return `/files/${encodeId(id)}?path=${encodeURIComponent(path)}`;
}

/** A handle in a path: its slash may stay. */
function encodeId(id: string): string {
  return id.split('/').map(encodeURIComponent).join('/');
}
