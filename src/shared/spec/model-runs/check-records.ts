import * as z from 'zod/mini';
import type { ModelRunRecord } from '../../client/index.ts';
import { complaints, pathName } from '../issues.ts';
import { ModelRunDocument } from '../kinds/model-run.ts';
import type { Problem } from '../problem.ts';
import type { RecordSource } from './record-source.ts';

/** A record that is what the provenance API takes, and where it was written. */
export interface CheckedRecord {
  readonly record: ModelRunRecord;
  readonly source: RecordSource;
}

export interface Checked {
  readonly good: readonly CheckedRecord[];
  /** Of the others, everything that is wrong. */
  readonly problems: readonly Problem[];
}

/** Holds records against the form of the provenance API; asks nobody. Of a partial one, fields may be missing. */
export function checkRecords(sources: readonly RecordSource[], { partial = false } = {}): Checked {
  const good: CheckedRecord[] = [];
  const problems: Problem[] = [];
  for (const source of sources) {
    const result = z.safeParse(ModelRunDocument, source.value);
    if (result.success) good.push({ record: result.data, source });
    else {
      const found = complaints(ModelRunDocument, result.error, source.value);
      problems.push(
        ...found
          .filter(({ isMissing }) => !(partial && isMissing))
          .map((complaint) => problemAt(source, complaint)),
      );
    }
  }
  return { good, problems };
}

/** A complaint about a record as a problem of the document it stands in. */
export function problemAt(
  source: RecordSource,
  {
    path,
    message,
    aboutKey = false,
  }: { path: readonly (string | number)[]; message: string; aboutKey?: boolean },
): Problem {
  return {
    message,
    path: pathName([...source.at, ...path]),
    place: source.place(path, aboutKey ? 'key' : 'value'),
  };
}
