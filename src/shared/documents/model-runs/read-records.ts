import { MODEL_RUN, type RecordKinds } from '../document-kind.ts';
import { missingInputMessage, type Problem, UserError } from '../problem.ts';
import { findExpressionProblems } from '../text/expressions.ts';
import { createChangedError, visitJsonArray } from '../text/json-array.ts';
import { type DocumentVisitor, isJsonLines, visitJsonLines } from '../text/json-lines.ts';
import { nameFile } from '../text/name-file.ts';
import { isJsonFile, readSources, type Source, type SourceText } from '../text/source.ts';
import { readText } from '../text/text-file.ts';
import {
  isTable,
  listRecords,
  mergeRecord,
  type ReadRecords,
  type RecordSource,
  toRecord,
} from './record-source.ts';

export interface RecordInputs {
  /** The inline document and its input. */
  readonly inline: { readonly input: string; readonly text: string | undefined };
  /** Paths of files, and the input that names them. */
  readonly files: { readonly input: string; readonly paths: readonly string[] };
  readonly workspace: string;
  /** Kinds that the documents may name; default `model-run`. */
  readonly kinds?: RecordKinds;
  /** Converts a table in the CSV format of Provena to records, with a request to the server. */
  readonly convertCsv: (table: SourceText) => Promise<ReadRecords>;
}

export interface RecordSources extends ReadRecords {
  /** True for a list, even of one record: it is registered as a batch. */
  readonly isBatch: boolean;
}

/**
 * Reads the model runs of an inline document and files, without validation. If both are set, the inline document is
 * merged over the files: a mapping is merged with each record of a list. Invalid lines and rows are among the problems.
 * @throws UserError if neither is set, or if one of them is not a document.
 */
export async function readRecords(inputs: RecordInputs): Promise<RecordSources> {
  const { inline, files, kinds = [MODEL_RUN] } = inputs;
  const fromFiles: RecordSources[] = [];
  for (const path of files.paths) {
    if (isJsonLines(path)) {
      const records: RecordSource[] = [];
      const problems: Problem[] = [];
      await visitRecordLines(path, inputs, {
        visit: (record) => void records.push(record),
        reject: (found) => void problems.push(...found),
      });
      fromFiles.push({ records, problems, isBatch: true });
    } else fromFiles.push(await readRecordFile(path, inputs));
  }
  const stored = {
    records: fromFiles.flatMap(({ records }) => records),
    problems: fromFiles.flatMap(({ problems }) => problems),
    isBatch: fromFiles.length > 1 || fromFiles.some(({ isBatch }) => isBatch),
  };
  const inlineRecords = inline.text?.trim()
    ? toRecordList(
        await readSources({ name: `input ${inline.input}`, text: inline.text, fileInput: files.input }),
        kinds,
      )
    : undefined;
  if (!inlineRecords && files.paths.length === 0) {
    throw new UserError(missingInputMessage('model run', inline.input, files.input));
  }
  const all =
    inlineRecords && files.paths.length > 0
      ? mergeRecordLists(stored, inlineRecords, inline.input, files.input)
      : (inlineRecords ?? stored);
  if (all.records.length + all.problems.length === 0) throw createEmptyListError(inputs);
  return all;
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
  const { files, inline } = inputs;
  if (inline.text?.trim() || files.paths.length === 0) {
    const { records, problems, isBatch } = await readRecords(inputs);
    visitAll({ records, problems }, visitor);
    return { isBatch };
  }
  let isEmpty = true;
  let isBatch = files.paths.length > 1;
  for (const path of files.paths) {
    const found = await visitFile(path, inputs, {
      visit(record) {
        isEmpty = false;
        visitor.visit(record);
      },
      reject(problems) {
        isEmpty = false;
        visitor.reject(problems);
      },
    });
    isBatch ||= found.isBatch;
  }
  if (isEmpty) throw createEmptyListError(inputs);
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
  return new UserError(`input ${names.join(' and input ')}: the list of model runs is empty`);
}

async function visitFile(
  path: string,
  inputs: RecordInputs,
  { visit, reject }: DocumentVisitor<RecordSource>,
): Promise<Pick<RecordSources, 'isBatch'>> {
  const { files, workspace, kinds = [MODEL_RUN] } = inputs;
  if (isJsonLines(path)) {
    await visitRecordLines(path, inputs, { visit, reject });
    return { isBatch: true };
  }
  let visited = 0;
  if (isJsonFile(path)) {
    const isRead = await visitJsonArray(path, workspace, files.input, {
      visit({ index, ...source }) {
        visited++;
        // The locator of the record would keep its value in memory.
        visit({ ...toRecord(source, [index], kinds), place: source.place });
      },
      reject(problems) {
        visited++;
        reject(problems);
      },
    });
    if (isRead) return { isBatch: true };
  }
  const list = await readRecordFile(path, inputs);
  if (visited > 0) throw createChangedError(path, workspace);
  visitAll(list, { visit, reject });
  return list;
}

function visitRecordLines(
  path: string,
  { files, workspace, kinds = [MODEL_RUN] }: RecordInputs,
  { visit, reject }: DocumentVisitor<RecordSource>,
): Promise<void> {
  return visitJsonLines(path, workspace, files.input, {
    // The locator of the record would keep its value in memory.
    visit: (source) => visit({ ...toRecord(source, [], kinds), place: source.place }),
    reject,
  });
}

/**
 * Reads a file that has to be read as a whole.
 * @throws UserError if the file is not a document, and for expressions in a document of one record.
 */
async function readRecordFile(
  path: string,
  { files, workspace, kinds = [MODEL_RUN], convertCsv }: RecordInputs,
): Promise<RecordSources> {
  const text = { ...nameFile(path, workspace), text: await readText(path, workspace, files.input) };
  if (isTable(text.name)) {
    const { records, problems } = await convertCsv(text);
    return { records, problems, isBatch: true };
  }
  const { records, isBatch } = toRecordList(await readSources(text), kinds);
  const valid: RecordSource[] = [];
  const problems: Problem[] = [];
  for (const record of records) {
    const expressions = findExpressionProblems(record, record.at);
    if (expressions.length === 0) valid.push(record);
    for (const problem of expressions) problems.push(problem);
  }
  if (problems.length > 0 && !isBatch) throw new UserError(problems);
  return { records: valid, problems, isBatch };
}

/** The records of a list, of one document, or of several documents. */
function toRecordList(sources: readonly Source[], kinds: RecordKinds): RecordSources {
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
      records: stored.records.map((record) => mergeRecord(record, patch, record.at)),
      problems: stored.problems,
      isBatch: stored.isBatch,
    };
  }
  if (!stored.isBatch && base) {
    const records = inlineRecords.records.map((record) => mergeRecord(base, record, record.at));
    return { records, problems: stored.problems, isBatch: true };
  }
  throw new UserError(
    `input ${inlineInput} and input ${fileInput} are both lists: it is ambiguous which of their records belong together. Make one of them a mapping, which is merged with each record of the other.`,
  );
}
