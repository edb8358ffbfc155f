import { assertKind, MODEL_RUN, type RecordKinds, removeDocumentKeys } from '../document-kind.ts';
import type { Path } from '../json.ts';
import { type Problem, UserError } from '../problem.ts';
import { normalizeHandles } from '../schema-walk.ts';
import { createPlace } from '../text/name-file.ts';
import type { Source, SourceText } from '../text/source.ts';
import { ModelRunDocument } from './model-run-document.ts';

/** A model run of a document, before validation. */
export interface RecordSource extends Source {
  /** Path of the record in its document: `[3]` in a list, empty in a document of its own. */
  readonly at: Path;
}

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
  return source.value.map((value, i) =>
    toRecord({ value, place: (path, part) => source.place([i, ...path], part) }, [i], kinds),
  );
}

/** The record of a document; URLs of handles are replaced by the handles. @throws UserError when it names another kind. */
export function toRecord(source: Source, at: Path, kinds: RecordKinds = [MODEL_RUN]): RecordSource {
  assertKind(source, ...kinds);
  const record = removeDocumentKeys(source);
  return { ...record, value: normalizeHandles(ModelRunDocument, record.value), at };
}

/** @throws UserError for a table that is not in a file with `.csv`, and would be read as YAML. */
export function assertNoTable({ text, ...file }: SourceText): void {
  if (!/^\uFEFF?"?_workflow template id\s/.test(text)) return;
  throw new UserError({
    message:
      'found a table of model runs. Write it to a file whose name ends in .csv, with commas between the cells',
    place: createPlace(file, { line: 1 }),
  });
}

/** Whether a file is a table of comma-separated values, by its name. */
export function isTable(name: string): boolean {
  return /\.csv$/i.test(name);
}
