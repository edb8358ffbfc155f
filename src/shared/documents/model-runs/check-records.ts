import type { ModelRunRecord } from '../../client/index.ts';
import { safeParse } from '../../client/model/safe-parse.ts';
import { findProblems, formatDocumentPath } from '../issues.ts';
import type { Problem } from '../problem.ts';
import { ModelRunDocument } from './model-run-document.ts';
import type { RecordSource } from './record-source.ts';
import { RunDocumentSchema } from './run-document.ts';

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

/** Validates records with the schema of the provenance API, without requests. A partial record may lack fields. */
export function checkRecords(sources: readonly RecordSource[], { partial = false } = {}): RecordCheck {
  const good: CheckedRecord[] = [];
  const problems: Problem[] = [];
  for (const source of sources) {
    const result = safeParse(ModelRunDocument, source.value);
    if (result.success) good.push({ record: result.data, source });
    else {
      for (const problem of findProblems(ModelRunDocument, result.error, source, source.at)) {
        if (!(partial && problem.isMissing)) problems.push(problem);
      }
    }
  }
  return { valid: good, problems };
}

/**
 * Checks documents of `record-run` by their schema. Fields may be missing: files and the workflow complete them, and the
 * action validates the result.
 */
export function checkRunDocuments(sources: readonly RecordSource[]): readonly Problem[] {
  return sources.flatMap((source) => {
    const result = safeParse(RunDocumentSchema, source.value);
    if (result.success) return [];
    const problems = findProblems(RunDocumentSchema, result.error, source, source.at);
    return problems.filter(({ isMissing }) => !isMissing);
  });
}

/** Converts an issue of a record to a problem of its document. */
export function toProblem(
  source: RecordSource,
  { path, message }: { path: readonly (string | number)[]; message: string },
): Problem {
  return {
    message,
    path: formatDocumentPath([...source.at, ...path]),
    place: source.place(path),
  };
}
