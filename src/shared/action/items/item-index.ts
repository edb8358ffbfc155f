import { getDocumentKey, getRecordedPath, type RepositoryIdentity } from './document-identity.ts';
import type { StoredItem } from './stored-item.ts';

type Group = ReadonlyMap<string | undefined, readonly StoredItem[]>;

/** Items by what identifies the document of each: thousands of documents are looked up among thousands of items. */
export interface ItemIndex {
  readonly byName: Group;
  /** By {@link getDocumentKey}. */
  readonly byKey: Group;
  /** By {@link getRecordedPath}. */
  readonly byPath: Group;
}

export function indexItems(items: readonly StoredItem[], repository: RepositoryIdentity): ItemIndex {
  return {
    byName: Map.groupBy(items, ({ name }) => name),
    byKey: Map.groupBy(items, (item) => getDocumentKey(item, repository)),
    byPath: Map.groupBy(items, (item) => getRecordedPath(item, repository)),
  };
}
