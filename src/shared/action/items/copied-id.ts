import { isMapping } from '../../client/mapping.ts';
import type { ItemDocument } from '../../documents/items/item-document.ts';
import { UserError } from '../../documents/problem.ts';
import { loadFileDocuments } from '../../documents/text/load.ts';
import { DOCUMENT_PATH_FIELD } from '../idempotency/reserved-fields.ts';
import { type DocumentIdentity, getDocumentName, getMetadataText } from './document-identity.ts';
import type { StoredItem } from './stored-item.ts';

/**
 * Checks that a document was not copied from the one that describes the item, with its `$id`: it would rename the item. One
 * step that reads both files rejects them anyway.
 * @throws UserError when the document has another name, and the file that the item records still has the `$id`.
 */
export async function assertNotCopied(
  document: ItemDocument,
  item: StoredItem,
  { path, repositoryPrefix }: DocumentIdentity,
  workspace: string,
): Promise<void> {
  const recorded = getMetadataText(item, DOCUMENT_PATH_FIELD);
  if (recorded === undefined || recorded === path || !recorded.startsWith(repositoryPrefix)) return;
  if (item.name === getDocumentName(document)) return;
  const original = recorded.slice(repositoryPrefix.length);
  const sources = await loadFileDocuments(original, workspace, 'item-file').catch(() => []);
  if (!sources.some(({ value }) => isMapping(value) && value['$id'] === document.name)) return;
  throw new UserError({
    message: `${document.name} is also the $id of ${original}, which describes ${item.id} (${item.name}). Set another $id, or remove ${original} if this document replaces it`,
    path: '$id',
    place: document.source.place(['$id']),
  });
}
