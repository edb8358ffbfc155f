import type { ModelRunRecord } from '../../client/index.ts';
import { safeParse } from '../../client/model/safe-parse.ts';
import type { Problem } from '../problem.ts';
import { findProblems, findUnknownRemovals, formatDocumentPath } from '../validate-document.ts';
import { ModelRunDocument } from './model-run-document.ts';
import type { RecordSource } from './record-source.ts';
import { RunDocumentSchema } from './run-document.ts';

/** A valid record of the provenance API, with its place. */
export interface CheckedRecord {
  readonly record: ModelRunRecord;
  readonly source: RecordSource;
}

/** A record, possibly kept compressed, with its place. */
export interface LocatedRecord {
  readonly record: ModelRunRecord;
  readonly source: Pick<RecordSource, 'at' | 'place'>;
}

export interface RecordCheck<T extends LocatedRecord = CheckedRecord> {
  readonly valid: readonly T[];
  /** All problems of the other records. */
  readonly problems: readonly Problem[];
}

/** Validates records with the schema of the provenance API, without requests. A partial record may lack fields. */
export function checkRecords(sources: readonly RecordSource[], { isPartial = false } = {}): RecordCheck {
  const valid: CheckedRecord[] = [];
  const problems: Problem[] = [];
  for (const source of sources) {
    const result = checkRecord(source);
    if ('record' in result) valid.push(result);
    else for (const problem of result.problems) if (!(isPartial && problem.isMissing)) problems.push(problem);
  }
  return { valid, problems };
}

/** Validates one record with the schema of the provenance API. @returns the record, or all its problems. */
export function checkRecord(
  source: RecordSource,
): CheckedRecord | { readonly problems: ReturnType<typeof findProblems> } {
  const result = safeParse(ModelRunDocument, source.value);
  const removals = findUnknownRemovals(ModelRunDocument, source, source.at);
  if (result.success && removals.length === 0) return { record: result.data, source };
  const found = result.success ? [] : findProblems(ModelRunDocument, result.error, source, source.at);
  return { problems: [...removals, ...found] };
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
  source: LocatedRecord['source'],
  { path, message }: { path: readonly (string | number)[]; message: string },
): Problem {
  return {
    message,
    path: formatDocumentPath([...source.at, ...path]),
    place: source.place(path),
  };
}
