import { MODEL_RUN, type RecordKinds } from '../document-kind.ts';
import { missingInputMessage, ProblemList, UserError } from '../problem.ts';
import { createChangedError, visitJsonArray } from '../text/json-array.ts';
import { isJsonLines, visitJsonLines } from '../text/json-lines.ts';
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

export interface RecordSources {
  readonly records: readonly RecordSource[];
  readonly problems: ProblemList;
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
      const problems = await visitRecordLines(path, inputs, (record) => records.push(record));
      fromFiles.push({ records, problems, isBatch: true });
    } else fromFiles.push(await readRecordFile(path, inputs));
  }
  const problems = new ProblemList();
  for (const list of fromFiles) problems.addList(list.problems);
  const stored = {
    records: fromFiles.flatMap(({ records }) => records),
    problems,
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
  if (all.records.length + all.problems.count === 0) throw createEmptyListError(inputs);
  return all;
}

/** The records that were visited. */
export interface VisitResult {
  /** Problems of invalid lines and rows. */
  readonly problems: ProblemList;
  readonly isBatch: boolean;
}

/**
 * Calls `visit` for the records of {@link readRecords}, in their order. Files with one record per line and JSON arrays
 * are read as a stream, unless an inline document is merged with them.
 * @throws UserError if neither is set, or if one of them is not a document.
 */
export async function visitRecords(
  inputs: RecordInputs,
  visit: (record: RecordSource) => void,
): Promise<VisitResult> {
  const { files, inline } = inputs;
  if (inline.text?.trim() || files.paths.length === 0) {
    const { records, problems, isBatch } = await readRecords(inputs);
    records.forEach(visit);
    return { problems, isBatch };
  }
  let count = 0;
  let isBatch = files.paths.length > 1;
  const problems = new ProblemList();
  for (const path of files.paths) {
    const found = await visitFile(path, inputs, (record) => {
      visit(record);
      count++;
    });
    isBatch ||= found.isBatch;
    problems.addList(found.problems);
  }
  if (count + problems.count === 0) throw createEmptyListError(inputs);
  return { problems, isBatch };
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
  visit: (record: RecordSource) => void,
): Promise<VisitResult> {
  const { files, workspace, kinds = [MODEL_RUN] } = inputs;
  if (isJsonLines(path)) {
    const problems = await visitRecordLines(path, inputs, visit);
    return { problems, isBatch: true };
  }
  let visited = 0;
  if (isJsonFile(path)) {
    const isRead = await visitJsonArray(path, workspace, files.input, ({ index, ...source }) => {
      visited++;
      // The locator of the record would keep its value in memory.
      visit({ ...toRecord(source, [index], kinds), place: source.place });
    });
    if (isRead) return { problems: new ProblemList(), isBatch: true };
  }
  const { records, problems, isBatch } = await readRecordFile(path, inputs);
  if (visited > 0) throw createChangedError(path, workspace);
  records.forEach(visit);
  return { problems, isBatch };
}

function visitRecordLines(
  path: string,
  { files, workspace, kinds = [MODEL_RUN] }: RecordInputs,
  visit: (record: RecordSource) => void,
): Promise<ProblemList> {
  return visitJsonLines(path, workspace, files.input, (source) =>
    // The locator of the record would keep its value in memory.
    visit({ ...toRecord(source, [], kinds), place: source.place }),
  );
}

/** Reads a file that has to be read as a whole. */
async function readRecordFile(
  path: string,
  { files, workspace, kinds = [MODEL_RUN], convertCsv }: RecordInputs,
): Promise<RecordSources> {
  const text = { ...nameFile(path, workspace), text: await readText(path, workspace, files.input) };
  if (isTable(text.name)) {
    const { records, problems } = await convertCsv(text);
    return { records, problems: new ProblemList(problems), isBatch: true };
  }
  return toRecordList(await readSources(text), kinds);
}

/** The records of a list, of one document, or of several documents. */
function toRecordList(sources: readonly Source[], kinds: RecordKinds): RecordSources {
  return {
    records: sources.flatMap((source) => listRecords(source, kinds)),
    problems: new ProblemList(),
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
