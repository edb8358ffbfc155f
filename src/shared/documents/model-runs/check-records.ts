import * as z from 'zod/mini';
import type { ModelRunRecord } from '../../client/index.ts';
import { formatDocumentPath, formatIssues } from '../issues.ts';
import type { Problem } from '../problem.ts';
import { ModelRunDocument } from './model-run-document.ts';
import type { RecordSource } from './record-source.ts';

/** A record that is what the provenance API takes, and where it was written. */
export interface CheckedRecord {
  readonly record: ModelRunRecord;
  readonly source: RecordSource;
}

export interface RecordCheck {
  readonly valid: readonly CheckedRecord[];
  /** Of the others, everything that is wrong. */
  readonly problems: readonly Problem[];
}

/** Holds records against the form of the provenance API; asks nobody. Of a partial one, fields may be missing. */
export function checkRecords(sources: readonly RecordSource[], { partial = false } = {}): RecordCheck {
  const good: CheckedRecord[] = [];
  const problems: Problem[] = [];
  for (const source of sources) {
    const result = z.safeParse(ModelRunDocument, source.value);
    if (result.success) good.push({ record: result.data, source });
    else {
      const found = formatIssues(ModelRunDocument, result.error, source.value);
      problems.push(
        ...found
          .filter(({ isMissing }) => !(partial && isMissing))
          .map((complaint) => toProblem(source, complaint)),
      );
    }
  }
  return { valid: good, problems };
}

/** A complaint about a record as a problem of the document it stands in. */
export function toProblem(
  source: RecordSource,
  {
    path,
    message,
    isAboutKey = false,
  }: { path: readonly (string | number)[]; message: string; isAboutKey?: boolean },
): Problem {
  return {
    message,
    path: formatDocumentPath([...source.at, ...path]),
    place: source.place(path, isAboutKey ? 'key' : 'value'),
  };
}
