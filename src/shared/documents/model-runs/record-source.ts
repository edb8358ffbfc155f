import { assertKind, MODEL_RUN, type RecordKinds, removeDocumentKeys } from '../document-kind.ts';
import type { Path } from '../json.ts';
import type { Problem } from '../problem.ts';
import { type FilePart, listParts } from '../text/file-part.ts';
import type { Source } from '../text/source.ts';
import { normalizeHandles } from '../validation/schema-walk.ts';
import { ModelRunDocument } from './model-run-document.ts';

/** A model run of a document, before validation. */
export type RecordSource = FilePart;

/** The records that could be read, and the problems of the others. */
export interface ReadRecords {
  readonly records: readonly RecordSource[];
  readonly problems: readonly Problem[];
}

/**
 * The records of a document: of a list each entry, else the document itself.
 * @throws UserError when one names another kind.
 */
export function listRecords(source: Source, kinds: RecordKinds = [MODEL_RUN]): RecordSource[] {
  if (!Array.isArray(source.value)) return [toRecord(source, [], kinds)];
  return listParts(source).map((entry) => toRecord(entry, entry.at, kinds));
}

/** The record of a document; URLs of handles are replaced by the handles. @throws UserError when it names another kind. */
export function toRecord(source: Source, at: Path, kinds: RecordKinds = [MODEL_RUN]): RecordSource {
  assertKind(source, ...kinds);
  const record = removeDocumentKeys(source);
  return { ...record, value: normalizeHandles(ModelRunDocument, record.value), at };
}

/** Whether a file is a table of comma-separated values, by its name. */
export function isTable(name: string): boolean {
  return /\.csv$/i.test(name);
}
