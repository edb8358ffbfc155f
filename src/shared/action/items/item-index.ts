import { getDocumentKey, getRecordedPath, type RepositoryIdentity } from './document-identity.ts';
import type { StoredItem } from './stored-item.ts';

export type ItemIndex = ReturnType<typeof indexItems>;

/** Groups items by what identifies the document of each: thousands of documents are looked up among thousands of items. */
export function indexItems(items: readonly StoredItem[], repository: RepositoryIdentity) {
  return {
    byName: Map.groupBy(items, ({ name }): string | undefined => name),
    byKey: Map.groupBy(items, (item) => getDocumentKey(item, repository)),
    byPath: Map.groupBy(items, (item) => getRecordedPath(item, repository)),
  };
}
