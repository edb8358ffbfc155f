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
  const records: RecordSource[] = [];
  const problems: Problem[] = [];
  const { isBatch } = await visitRecords(inputs, {
    visit: (record) => void records.push(record),
    reject: (found) => void problems.push(...found),
  });
  return { records, problems, isBatch };
}

/**
 * Visits the records of {@link readRecords}, in their order. Files with one record per line and JSON arrays are read as a
 * stream.
 * @throws UserError if neither is set, or if one of them is not a document.
 */
export async function visitRecords(
  inputs: RecordInputs,
  visitor: DocumentVisitor<RecordSource>,
): Promise<Pick<RecordSources, 'isBatch'>> {
  const counted = countVisits(visitor);
  const isBatch = inputs.inline.text?.trim()
    ? await visitInline(inputs.inline.text, inputs, counted)
    : await visitFiles(inputs, counted);
  if (counted.count === 0) throw createEmptyListError(inputs);
  return { isBatch };
}

/** Visits the records of the inline document, merged over those of the files. @returns true for a batch. */
async function visitInline(
  text: string,
  inputs: RecordInputs,
  visitor: DocumentVisitor<RecordSource>,
): Promise<boolean> {
  const { inline, files, kinds } = inputs;
  const sources = await readSources({ name: `input ${inline.input}`, text, fileInput: files.input });
  const { records, isBatch } = toRecordList(sources, kinds);
  if (files.paths.length === 0) {
    for (const record of records) visitor.visit(record);
    return isBatch;
  }
  const [patch] = records;
  if (patch && !isBatch)
    return visitFiles(inputs, {
      ...visitor,
      visit: (record) => visitor.visit({ ...mergeSources(record, patch), at: record.at }),
      findExpressions: (document, at) =>
        findRemainingExpressionProblems(mergeSources(document, patch), document, at),
    });
  const bases: RecordSource[] = [];
  const isFileBatch = await visitFiles(inputs, { ...visitor, visit: (record) => void bases.push(record) });
  const [base] = bases;
  if (!base || isFileBatch)
    throw new UserError(
      `input ${inline.input} and input ${files.input} are both lists: it is ambiguous which of their records belong together. Make one of them a mapping, which is merged with each record of the other.`,
    );
  for (const record of records) visitor.visit({ ...mergeSources(base, record), at: record.at });
  return true;
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
  const { inline, files } = inputs;
  const { paths } = files;
  if (paths.length === 0) throw new UserError(missingInputMessage('model run', inline.input, files.input));
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
    const { records, problems } = await convertCsv(await readSourceText(file));
    for (const record of records) visitor.visit(record);
    for (const problem of problems) visitor.reject([problem]);
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
function toRecordList(sources: readonly Source[], kinds?: RecordKinds) {
  return {
    records: sources.flatMap((source) => listRecords(source, kinds)),
    isBatch: sources.length > 1 || sources.some(({ value }) => Array.isArray(value)),
  };
}
