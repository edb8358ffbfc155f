import type { ModelRunRecord } from '../../client/index.ts';
import { isMapping } from '../../client/mapping.ts';
import { formatActionHint, RUN } from '../document-kind.ts';
import { didYouMean } from '../format-value.ts';
import { getValueAt, listKeys } from '../json.ts';
import { type Problem, ProblemList } from '../problem.ts';
import { formatDocumentPath, parseDocument } from '../validation/validate-document.ts';
import { ModelRunDocument } from './model-run-document.ts';
import type { RecordSource } from './record-source.ts';
import { RunDocumentSchema } from './run-document.ts';

/** A valid record of the prov API, with its place. */
export interface CheckedRecord {
  readonly record: ModelRunRecord;
  readonly source: RecordSource;
}

/** A record, possibly kept compressed, with its place. */
export interface LocatedRecord {
  readonly record: ModelRunRecord;
  readonly source: Pick<RecordSource, 'at' | 'place'>;
}

export interface RecordCheck<T extends LocatedRecord> {
  readonly valid: readonly T[];
  /** The problems of the other records. */
  readonly problems: ProblemList;
}

/** Validates records with the schema of the prov API. @throws UserError with the problems of all of them. */
export function validateRecords(sources: readonly RecordSource[]): readonly CheckedRecord[] {
  const checked = sources.map((source) => checkRecord(source));
  new ProblemList(checked.flatMap((result) => ('problems' in result ? result.problems : []))).assertEmpty();
  return checked.filter((result) => 'record' in result);
}

/**
 * Validates one record with the schema of the prov API. @returns the record, or all its problems. A partial record may
 * lack fields, and then has none.
 */
export function checkRecord(
  source: RecordSource,
  { isPartial = false } = {},
): CheckedRecord | { readonly problems: readonly Problem[] } {
  const { data, problems } = parseDocument(ModelRunDocument, source, source.at);
  if (!problems) return { record: data, source };
  const cause = findWrapper(source) ?? findRunField(source);
  if (cause) return { problems: [cause] };
  return { problems: problems.filter(({ isMissing }) => !(isPartial && isMissing)) };
}

/** The key around a list of records. All other problems of such a document are its consequences. */
function findWrapper(source: RecordSource): Problem | undefined {
  const [key, ...others] = listKeys(source.value);
  if (key === undefined || others.length > 0 || !Array.isArray(getValueAt(source.value, [key])))
    return undefined;
  const fields = Object.keys(ModelRunDocument.def.in.shape);
  if (fields.includes(key) || didYouMean(key, fields) !== '') return undefined;
  const path = formatDocumentPath([...source.at, key]);
  const message = 'is not a known field. If it is a list of model runs, write the list without this key';
  return { message, path, place: source.place([key], 'key') };
}

/** The first field of `record-run` in a record. Most other problems of such a record are its consequences. */
function findRunField(source: RecordSource): Problem | undefined {
  for (const list of ['inputs', 'outputs']) {
    const entries = getValueAt(source.value, [list]);
    if (!Array.isArray(entries)) continue;
    for (const key of ['dataset', 'path']) {
      const i = entries.findIndex((entry) => isMapping(entry) && key in entry);
      if (i < 0) continue;
      const message = `is a field of documents of kind ${RUN}. ${formatActionHint(RUN)}, or set dataset_id instead`;
      const path = [list, i, key];
      return { message, path: formatDocumentPath([...source.at, ...path]), place: source.place(path, 'key') };
    }
  }
  return undefined;
}

/**
 * Checks a document of `record-run` by its schema. Fields may be missing: files and the workflow complete it, and the action
 * validates the result.
 */
export function checkRunDocument(source: RecordSource): readonly Problem[] {
  const wrapper = findWrapper(source);
  if (wrapper) return [wrapper];
  const { problems = [] } = parseDocument(RunDocumentSchema, source, source.at);
  return problems.filter(({ isMissing }) => !isMissing);
}

/** Converts an issue of a record to a problem of its document. */
export function toProblem(
  source: LocatedRecord['source'],
  { path, message }: { path: readonly (string | number)[]; message: string },
): Problem {
  return { message, path: formatDocumentPath([...source.at, ...path]), place: source.place(path) };
}
