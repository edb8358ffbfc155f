import { isMapping } from '../../client/mapping.ts';
import type { ItemDocument } from '../../documents/items/item-document.ts';
import { getTextAt, type JsonMapping } from '../../documents/json.ts';
import { UserError } from '../../documents/problem.ts';
import { loadFileDocuments } from '../../documents/text/load.ts';
import { formatCanonicalJson } from '../idempotency/fingerprint.ts';
import { DOCUMENT_KEY_FIELD, DOCUMENT_PATH_FIELD } from '../idempotency/reserved-fields.ts';
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
  identity: DocumentIdentity,
  workspace: string,
): Promise<void> {
  if (item.name === getDocumentName(document)) return;
  const { file, documents } = await readRecordedFile(item, identity, workspace);
  if (!documents.some(({ $id }) => $id === document.name)) return;
  throw new UserError({
    message: `${document.name} is also the $id of ${file}, which describes ${item.id} (${item.name}). Set another $id, or remove ${file} if this document replaces it`,
    path: '$id',
    place: document.source.place(['$id']),
  });
}

/**
 * Whether another document describes an item that was found by its name: one of another repository, or one in another file
 * that still has the name.
 * @throws UserError when that file has other content: both documents would update the item in turn.
 */
export async function isDescribedByOther(
  document: ItemDocument,
  item: StoredItem,
  identity: DocumentIdentity,
  workspace: string,
): Promise<boolean> {
  const key = getMetadataText(item, DOCUMENT_KEY_FIELD);
  const recorded = key ?? getMetadataText(item, DOCUMENT_PATH_FIELD);
  if (recorded !== undefined && !recorded.startsWith(identity.repositoryPrefix)) return true;
  if (key !== undefined || identity.key !== undefined || identity.path === undefined) return false;
  const { kind, source } = document;
  const { file, documents } = await readRecordedFile(item, identity, workspace);
  const other = documents.find((value) => !('$id' in value) && getTextAt(value, kind.namePath) === item.name);
  if (!other) return false;
  if (formatCanonicalJson(other) === formatCanonicalJson(source.value)) return true;
  throw new UserError({
    message: `is also the name of ${file}, which describes ${item.id} and has other content. Set a $id or $handle in both documents, or another name`,
    path: kind.namePath.join('.'),
    place: source.place(kind.namePath),
  });
}

/** The documents of the file that the item records, if it is another file of this repository. */
async function readRecordedFile(
  item: StoredItem,
  { path, repositoryPrefix }: DocumentIdentity,
  workspace: string,
): Promise<{ readonly file: string; readonly documents: readonly JsonMapping[] }> {
  const recorded = getMetadataText(item, DOCUMENT_PATH_FIELD);
  if (recorded === undefined || recorded === path || !recorded.startsWith(repositoryPrefix))
    return { file: '', documents: [] };
  const file = recorded.slice(repositoryPrefix.length);
  const sources = await loadFileDocuments(file, workspace, 'item-file').catch(() => []);
  return { file, documents: sources.flatMap(({ value }) => (isMapping(value) ? [value] : [])) };
}
