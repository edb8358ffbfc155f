import type { ItemDocument } from '../../documents/items/item-document.ts';
import type { ItemKind } from '../../documents/items/item-kinds.ts';
import { getTextAt } from '../../documents/json.ts';
import { DOCUMENT_KEY_FIELD, DOCUMENT_PATH_FIELD } from '../idempotency/reserved-fields.ts';
import type { WorkflowRun } from '../runner/github/workflow-run.ts';
import type { StoredItem } from './stored-item.ts';

/** What identifies the item of a document, besides `$handle` and its name. */
export interface DocumentIdentity {
  /** Repository and `$id`; undefined without `$id`. Identifies the item even after its name changes. */
  readonly key: string | undefined;
  /**
   * Repository and path of the file; undefined if the file has several documents, or the name is not in a file of the
   * workspace. Only a hint, because files can be moved.
   */
  readonly path: string | undefined;
  /** Common prefix of all keys and paths of this repository. */
  readonly repositoryPrefix: string;
}

/** The repository's id identifies it: its name can change. Runners without an id, such as act, have the name only. */
export function identifyDocument(
  document: ItemDocument,
  workflowRun: WorkflowRun | undefined,
): DocumentIdentity {
  const repositoryPrefix = `${workflowRun?.repositoryId ?? workflowRun?.repository ?? ''}:`;
  const hasId = document.name !== document.file;
  // Undefined for an inline document and for a file outside of the workspace.
  const { file: nameFile } = document.source.place(document.kind.namePath);
  const isNamedByFile = nameFile !== undefined && !document.sharesFile;
  return {
    key: hasId ? `${repositoryPrefix}${document.name}` : undefined,
    path: isNamedByFile ? `${repositoryPrefix}${document.file}` : undefined,
    repositoryPrefix,
  };
}

/** The metadata fields that let a later run find the item of a document. */
export function createIdentityFields({ key, path }: DocumentIdentity): Record<string, string> {
  return {
    ...(key === undefined ? {} : { [DOCUMENT_KEY_FIELD]: key }),
    ...(path === undefined ? {} : { [DOCUMENT_PATH_FIELD]: path }),
  };
}

/** The name that a document gives its item. */
export function getDocumentName({ value, kind }: Pick<ItemDocument, 'value' | 'kind'>): string | undefined {
  return getTextAt(value, kind.namePath);
}

/** A text field of an item's metadata. */
export function getMetadataText(item: StoredItem, field: string): string | undefined {
  return getTextAt(item.value, [...item.kind.metadataPath, field]);
}

/** Kind and name as one string, for sets. */
export function formatKindAndName(kind: ItemKind, name: string | undefined): string {
  return JSON.stringify([kind.name, name]);
}
