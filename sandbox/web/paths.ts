/** The address of an item's page. */
export function itemPath(id: string): string {
  return `/items/${encoded(id)}`;
}

export function lineagePath(id: string): string {
  return `/lineage/${encoded(id)}`;
}

/** Where a dataset's file is downloaded. */
export function filePath(id: string, path: string): string {
  return `/files/${encoded(id)}?path=${encodeURIComponent(path)}`;
}

/** A handle in a path: its slash may stay. */
function encoded(id: string): string {
  return id.split('/').map(encodeURIComponent).join('/');
}
