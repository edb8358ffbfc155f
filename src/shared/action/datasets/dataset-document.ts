import { CollectionFormat } from '../../client/index.ts';
import { removeNulls } from '../../client/mapping.ts';
import { assertKind, DATASET, removeDocumentKeys } from '../../documents/document-kind.ts';
import { formatServerFields, readFetchedItem } from '../../documents/items/fetched-item.ts';
import type { Json } from '../../documents/json.ts';
import type { Source } from '../../documents/text/source.ts';
import { normalizeHandles } from '../../documents/validation/schema-walk.ts';
import { validateDocument } from '../../documents/validation/validate-document.ts';
import { createFingerprint } from '../idempotency/fingerprint.ts';
import { formatRemovedFields, removeReservedFields } from '../idempotency/reserved-fields.ts';
import type { Log } from '../runner/log/log.ts';

/** Path of the user metadata in the metadata of a dataset. */
export const METADATA_PATH = ['dataset_info', 'user_metadata'];

/** Stands for the handle of a dataset that is not minted yet. */
export const UNMINTED = '0/to-be-minted';

/** The metadata of a dataset, validated locally. */
export interface DatasetDocument {
  /** The document without reserved fields. */
  readonly source: Source;
  readonly metadata: CollectionFormat;
  readonly fingerprint: string;
  /** The fingerprint with which an earlier version minted the dataset, if it can be another one. */
  readonly formerFingerprint?: string;
}

/**
 * Validates the metadata of a dataset without the server. Reserved fields are removed with a notice.
 * @throws UserError with all problems and their locations.
 */
export function parseDatasetDocument(document: Source, log: Log): DatasetDocument {
  const fetched = readFetchedItem(document);
  if (fetched && fetched.removed.length > 0) log.notice(formatServerFields(fetched.removed));
  const described = fetched?.source ?? document;
  assertKind(described, DATASET);
  const fields = removeDocumentKeys(described);
  const normalized = normalizeHandles(CollectionFormat, fields.value);
  const { document: value, removed } = removeReservedFields(normalized, METADATA_PATH);
  if (removed.length > 0) log.notice(formatRemovedFields(removed));
  const source = { ...fields, value };
  return {
    source,
    metadata: validateDocument(source, CollectionFormat),
    // JSON without nulls is JSON. A null means the same as a missing field.
    fingerprint: createFingerprint(removeNulls(value) as Json, METADATA_PATH),
  };
}
