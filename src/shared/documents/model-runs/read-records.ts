import type { RecordKinds } from '../document-kind.ts';
import { mergeSources } from '../merge.ts';
import { missingInputMessage, type Problem, UserError } from '../problem.ts';
import { findExpressionProblems, findRemainingExpressionProblems } from '../text/expressions.ts';
import { countVisits, type DocumentVisitor, type FilePart } from '../text/file-part.ts';
import type { FilesInput, InlineInput } from '../text/load.ts';
import { readSources, type Source, type SourceText } from '../text/source.ts';
import { readSourceText } from '../text/text-file.ts';
import { visitParts } from '../text/visit-parts.ts';
import { isTable, listRecords, type ReadRecords, type RecordSource, toRecord } from './record-source.ts';

export interface RecordInputs {
  readonly inline: InlineInput;
  readonly files: FilesInput;
  readonly workspace: string;
  /** Kinds that the documents may name; default `model-run`. */
  readonly kinds?: RecordKinds;
  /** Converts a table in the CSV format of Provena to records, with a request to the server. */
  readonly convertCsv: (table: SourceText) => Promise<ReadRecords>;
}

interface RecordSources extends ReadRecords {
  /** True for a list, even of one record: it is registered as a batch. */
  readonly isBatch: boolean;
}

/**
 * Reads the model runs of an inline document and files, without validation. If both are set, the inline document is
 * merged over the files: a mapping is merged with each record of a list. Invalid lines and rows are among the problems.
 * @throws UserError if neither is set, or if one of them is not a document.
 */
export async function readRecords(inputs: RecordInputs): Promise<RecordSources> {
  const { inline, files, kinds } = inputs;
  const inlineRecords = inline.text?.trim()
    ? toRecordList(
        await readSources({ name: `input ${inline.input}`, text: inline.text, fileInput: files.input }),
        kinds,
      )
    : undefined;
  if (!inlineRecords && files.paths.length === 0) {
    throw new UserError(missingInputMessage('model run', inline.input, files.input));
  }
  const stored = await readFiles(inputs, inlineRecords?.isBatch ? undefined : inlineRecords?.records[0]);
  const all =
    inlineRecords && files.paths.length > 0
      ? mergeRecordLists(stored, inlineRecords, inline.input, files.input)
      : (inlineRecords ?? stored);
  if (all.records.length + all.problems.length === 0) throw createEmptyListError(inputs);
  return all;
}

/** @param patch is merged over each record. It may replace values with expressions. */
async function readFiles(inputs: RecordInputs, patch: RecordSource | undefined): Promise<RecordSources> {
  const records: RecordSource[] = [];
  const problems: Problem[] = [];
  const isBatch = await visitFiles(inputs, {
    visit: (record) => void records.push(record),
    reject: (found) => void problems.push(...found),
    findExpressions: patch
      ? (document, at) => findRemainingExpressionProblems(mergeSources(document, patch), document, at)
      : undefined,
  });
  return { records, problems, isBatch };
}

/**
 * Visits the records of {@link readRecords}, in their order. Files with one record per line and JSON arrays are read as a
 * stream, unless an inline document is merged with them.
 * @throws UserError if neither is set, or if one of them is not a document.
 */
export async function visitRecords(
  inputs: RecordInputs,
  visitor: DocumentVisitor<RecordSource>,
): Promise<Pick<RecordSources, 'isBatch'>> {
  if (inputs.inline.text?.trim() || inputs.files.paths.length === 0) {
    const list = await readRecords(inputs);
    visitAll(list, visitor);
    return list;
  }
  const counted = countVisits(visitor);
  const isBatch = await visitFiles(inputs, counted);
  if (counted.count === 0) throw createEmptyListError(inputs);
  return { isBatch };
}

function visitAll(
  { records, problems }: Pick<RecordSources, 'records' | 'problems'>,
  visitor: DocumentVisitor<RecordSource>,
): void {
  for (const record of records) visitor.visit(record);
  for (const problem of problems) visitor.reject([problem]);
}

function createEmptyListError({ inline, files }: RecordInputs): UserError {
  const names = [
    ...(inline.text?.trim() ? [inline.input] : []),
    ...(files.paths.length > 0 ? [files.input] : []),
  ];
  return new UserError(`input ${names.join(' and input ')}: there are no model runs to register`);
}

/** @returns true if the files are registered as a batch. @throws UserError for expressions in a document of one record. */
async function visitFiles(inputs: RecordInputs, visitor: DocumentVisitor<RecordSource>): Promise<boolean> {
  const { paths } = inputs.files;
  let isBatch = paths.length > 1;
  for (const path of paths) isBatch = (await visitFile(path, inputs, visitor)) || isBatch;
  return isBatch;
}

async function visitFile(
  path: string,
  { files, workspace, kinds, convertCsv }: RecordInputs,
  visitor: DocumentVisitor<RecordSource>,
): Promise<boolean> {
  const file = { path, input: files.input, workspace };
  if (isTable(path)) {
    visitAll(await convertCsv(await readSourceText(file)), visitor);
    return true;
  }
  const visit = (part: FilePart): void => visitor.visit(toRecord(part, part.at, kinds));
  const sources = await visitParts(file, { ...visitor, visit });
  if (!sources) return true;
  const { records, isBatch } = toRecordList(sources, kinds);
  const { findExpressions = findExpressionProblems } = visitor;
  for (const record of records) {
    const problems = findExpressions(record, record.at);
    if (problems.length === 0) visitor.visit(record);
    else if (isBatch) visitor.reject(problems);
    else throw new UserError(problems);
  }
  return isBatch;
}

/** The records of a list, of one document, or of several documents. */
function toRecordList(sources: readonly Source[], kinds?: RecordKinds): RecordSources {
  return {
    records: sources.flatMap((source) => listRecords(source, kinds)),
    problems: [],
    isBatch: sources.length > 1 || sources.some(({ value }) => Array.isArray(value)),
  };
}

function mergeRecordLists(
  stored: RecordSources,
  inlineRecords: RecordSources,
  inlineInput: string,
  fileInput: string,
): RecordSources {
  const [base] = stored.records;
  const [patch] = inlineRecords.records;
  if (!inlineRecords.isBatch && patch) {
    return {
      records: stored.records.map((record) => ({ ...mergeSources(record, patch), at: record.at })),
      problems: stored.problems,
      isBatch: stored.isBatch,
    };
  }
  if (!stored.isBatch && base) {
    const records = inlineRecords.records.map((record) => ({ ...mergeSources(base, record), at: record.at }));
    return { records, problems: stored.problems, isBatch: true };
  }
  throw new UserError(
    `input ${inlineInput} and input ${fileInput} are both lists: it is ambiguous which of their records belong together. Make one of them a mapping, which is merged with each record of the other.`,
  );
}
