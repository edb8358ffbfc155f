import type { Path } from '../json.ts';
import { mergeSources } from '../merge.ts';
import { removeDocumentKeys } from '../own-keys.ts';
import type { Source } from '../text/source.ts';

/** One model run as it was written, wherever. */
export interface RecordSource extends Source {
  /** Where the record stands in its document: `[3]` of a list, nothing in a document of its own. */
  readonly at: Path;
}

/** The records of a document: of a list each entry, else the document itself. */
export function splitRecords(source: Source): RecordSource[] {
  if (!Array.isArray(source.value)) return [{ ...removeDocumentKeys(source), at: [] }];
  return source.value.map((value, i) => {
    const record: Source = { value, place: (path, part) => source.place([i, ...path], part) };
    return { ...removeDocumentKeys(record), at: [i] };
  });
}

/** A record with another document merged over it, or under it. */
export function mergeRecord(base: RecordSource, patch: RecordSource, at: Path): RecordSource {
  return { ...mergeSources(base, patch), at };
}
