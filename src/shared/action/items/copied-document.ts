import { isMapping } from '../../client/mapping.ts';
import { getDeclaredKind } from '../../documents/document-kind.ts';
import type { ItemDocument } from '../../documents/items/item-document.ts';
import { findItemKind } from '../../documents/items/item-kinds.ts';
import { getTextAt } from '../../documents/json.ts';
import { type Problem, UserError } from '../../documents/problem.ts';
import type { Source } from '../../documents/text/source.ts';
import { formatCanonicalJson } from '../idempotency/fingerprint.ts';
import {
  createNameProblem,
  type DocumentIdentity,
  getDocumentKey,
  getFile,
  getRecordedFile,
  isOfOtherRepository,
} from './document-identity.ts';
import type { StoredItem } from './stored-item.ts';

/**
 * Whether an item that was found by `$id` or name records another document: one of another repository, or one that is still
 * in another file. One step that reads both files rejects them anyway.
 * @throws UserError when that file has other content: both documents would update the item in turn.
 */
export async function isDescribedByOther(
  document: ItemDocument,
  item: StoredItem,
  identity: DocumentIdentity,
  loadFile: (file: string) => Promise<readonly Source[]>,
): Promise<boolean> {
  if (isOfOtherRepository(item, identity)) return true;
  const file = getRecordedFile(item, identity);
  if (file === undefined || file === getFile(document)) return false;
  const other = (await loadFile(file)).find(createRecordedFilter(item, identity));
  if (!other) return false;
  if (formatCanonicalJson(other.value) === formatCanonicalJson(document.source.value)) return true;
  throw new UserError(createCopyProblem(document, item, identity, file));
}

/** Returns a function that recognizes the document that an item records among those of a file. */
function createRecordedFilter(item: StoredItem, identity: DocumentIdentity): (source: Source) => boolean {
  const { kind } = item;
  const key = getDocumentKey(item, identity);
  return ({ value, schemaComment }) => {
    if (!isMapping(value)) return false;
    if (key !== undefined) return `${identity.repositoryPrefix}${value['$id']}`.normalize() === key;
    const { kind: otherKind = kind.name } = getDeclaredKind(value, schemaComment);
    return (
      !('$id' in value) && getTextAt(value, kind.namePath) === item.name && findItemKind(otherKind) === kind
    );
  };
}

function createCopyProblem(
  document: ItemDocument,
  item: StoredItem,
  identity: DocumentIdentity,
  file: string,
): Problem {
  const { key } = identity;
  if (key === undefined || key !== getDocumentKey(item, identity))
    return createNameProblem(
      document,
      `is also the name of ${file}, which describes ${item.id} and has other content. Set an $id or $handle in both documents, or another name`,
    );
  return {
    message: `${document.name} is also the $id of ${file}, which describes ${item.id} (${item.name}) and has other content. Set another $id or, if this document replaces ${file}, remove that file or set $handle to ${item.id}`,
    path: '$id',
    place: document.source.place(['$id']),
  };
}
