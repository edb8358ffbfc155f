import { type DeclaredKind, getDeclaredKind, MODEL_RUN, type RecordKinds, RUN } from './document-kind.ts';
import { isStoredItem, splitItemList } from './items/fetched-item.ts';
import {
  getText,
  type ItemDocument,
  type ItemDocumentText,
  readItemDocument,
} from './items/item-document.ts';
import { sortByReferences } from './items/references.ts';
import type { Path } from './json.ts';
import { type CheckedRecord, checkRecord, checkRunDocument } from './model-runs/check-records.ts';
import { checkTable } from './model-runs/csv.ts';
import { isTable, listRecords, type ReadRecords, toRecord } from './model-runs/record-source.ts';
import { type Problem, ProblemList, UserError } from './problem.ts';
import { type ArrayElement, createChangedError, visitJsonArray } from './text/json-array.ts';
import { createPlace, isJsonLines, visitJsonLines } from './text/json-lines.ts';
import { nameFile } from './text/name-file.ts';
import { isJsonFile, readSources, type Source, type SourceText } from './text/source.ts';
import { readText } from './text/text-file.ts';

export interface RepositoryCheckOptions {
  readonly paths: readonly string[];
  /** Those of the paths whose documents may lack fields. */
  readonly partialPaths: ReadonlySet<string>;
  /** The kind of documents without `kind`. */
  readonly kind: string | undefined;
  readonly input: string;
  readonly workspace: string;
  /** Converts a table in the CSV format of Provena to records. Without it, only the form of tables is checked. */
  readonly convertCsv?: ((table: SourceText) => Promise<ReadRecords>) | undefined;
  /** Called with each complete record of a model run that is valid by itself. */
  readonly visitRecord: (record: CheckedRecord) => void;
}

export interface CheckedFile {
  readonly file: string;
  readonly kind: string | undefined;
}

export interface RepositoryCheck {
  readonly files: readonly CheckedFile[];
  /** Complete documents of items that are valid by themselves. */
  readonly items: readonly ItemDocument[];
  /** The problems of the documents, and of the references among them. */
  readonly problems: ProblemList;
}

/**
 * Validates documents with the schemas of their kinds, and their references to each other, without requests. The model runs
 * of JSON Lines and JSON arrays are validated while they are read, so that a file of any length takes little memory.
 */
export async function checkRepository(request: RepositoryCheckOptions): Promise<RepositoryCheck> {
  const items: ItemDocument[] = [];
  const complete: ItemDocument[] = [];
  const files: CheckedFile[] = [];
  const invalid = new Set<string>();
  const problems = new ProblemList();
  for (const path of request.paths) {
    const { file, checkedItems, invalidNames } = await checkFile(path, request, problems);
    files.push(file);
    for (const name of invalidNames) invalid.add(name);
    for (const { item, isPartial } of checkedItems) {
      items.push(item);
      if (!isPartial) complete.push(item);
    }
  }
  problems.add(checkReferences(items, invalid));
  return { files, items: complete, problems };
}

/** A valid document of an item. */
interface CheckedItem {
  readonly item: ItemDocument;
  readonly isPartial: boolean;
}

interface FileCheck {
  readonly file: CheckedFile;
  readonly checkedItems: readonly CheckedItem[];
  /** The `$id`, or else the file, of each document with problems, and the file if it has any. */
  readonly invalidNames: readonly string[];
}

async function checkFile(
  path: string,
  request: RepositoryCheckOptions,
  problems: ProblemList,
): Promise<FileCheck> {
  const file = nameFile(path, request.workspace).name;
  const kinds = new Set<string>();
  const itemTexts: (ItemDocumentText & { readonly isPartial: boolean })[] = [];
  let count = 0;
  try {
    const unreadable = await visitDocuments(path, request, (document) => {
      const { kind } = document;
      if (kind !== undefined && isRecordKind(kind)) {
        kinds.add(kind);
        checkRecordDocument(document, request, problems);
      } else itemTexts.push({ ...document, file, index: count });
      count++;
    });
    problems.addList(unreadable);
    if (count === 0) kinds.add(MODEL_RUN);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    problems.add(error.problems);
  }
  const checkedItems: CheckedItem[] = [];
  const invalidNames: string[] = [];
  for (const text of itemTexts) {
    const { kind = text.kind, item, problems: found } = checkItem({ ...text, count });
    if (kind !== undefined) kinds.add(kind);
    if (item) checkedItems.push({ item, isPartial: text.isPartial });
    else invalidNames.push(getText(text.source.value, ['$id']) ?? file);
    problems.add(found);
  }
  if (problems.countIn(file) > 0) invalidNames.push(file);
  const kind = kinds.size === 0 ? undefined : [...kinds].join(', ');
  return { file: { file, kind }, checkedItems, invalidNames };
}

function checkItem(text: ItemDocumentText): {
  readonly kind?: string;
  readonly item?: ItemDocument;
  readonly problems: readonly Problem[];
} {
  try {
    const item = readItemDocument(text);
    return { kind: item.kind.name, item, problems: [] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { problems: error.problems };
  }
}

/** The kind of a line or row that declares none. The server names the kind of an item that it returned. */
function getDefaultRecordKind({ value }: Source, { kind }: RepositoryCheckOptions): string | undefined {
  return kind !== RUN && !isStoredItem(value) ? MODEL_RUN : kind;
}

function isRecordKind(kind: string | undefined): boolean {
  return kind === MODEL_RUN || kind === RUN;
}

/** A document of a file, with its kind. */
interface FileDocument {
  readonly source: Source;
  readonly kind: string | undefined;
  readonly isPartial: boolean;
  /** The path of a line, a row or an entry in its file. Such a document of model runs is one run, not a list. */
  readonly at?: Path;
}

/**
 * Calls `visit` with each document of a file.
 * @returns the problems of the lines and rows that are not documents.
 * @throws UserError if the file cannot be read or has no documents.
 */
async function visitDocuments(
  path: string,
  request: RepositoryCheckOptions,
  visit: (document: FileDocument) => void,
): Promise<ProblemList> {
  const { workspace, input, convertCsv } = request;
  const isPartialPath = request.partialPaths.has(path);
  const visitSource = (listed: Source): void => {
    for (const source of splitItemList(listed)) {
      const { kind = request.kind, isPartial } = getDeclaredKind(source.value, listed.schemaComment);
      visit({ source, kind, isPartial: isPartialPath || isPartial });
    }
  };
  const visitRecord = (listed: Source): void => {
    for (const source of splitItemList(listed)) {
      const { kind = getDefaultRecordKind(source, request), isPartial } = getDeclaredKind(source.value);
      visit({ source, kind, isPartial: isPartialPath || isPartial, at: [] });
    }
  };
  const textFile = nameFile(path, workspace);
  if (isJsonLines(path)) {
    let isEmpty = true;
    const problems = await visitJsonLines(path, workspace, input, (source) => {
      isEmpty = false;
      visitRecord(source);
    });
    if (isEmpty && problems.count === 0)
      throw new UserError({
        message: 'the file has no lines with documents',
        place: createPlace(textFile, 1),
      });
    return problems;
  }
  let visited = 0;
  if (isJsonFile(path)) {
    const isRead = await visitRecordArray(path, request, (document) => {
      visited++;
      visit(document);
    });
    if (isRead && visited > 0) return new ProblemList();
  }
  const text = { ...textFile, text: await readText(path, workspace, input) };
  if (!isTable(path)) {
    const sources = await readSources(text);
    if (visited > 0) throw createChangedError(path, workspace);
    for (const source of sources) visitSource(source);
    return new ProblemList();
  }
  const { records, problems } = convertCsv
    ? await convertCsv(text)
    : { records: [], problems: checkTable(text) };
  for (const record of records) visitRecord(record);
  return new ProblemList(problems);
}

/** Visits the model runs of a JSON array, with the kind of the first one. @returns as {@link visitJsonArray}. */
function visitRecordArray(
  path: string,
  request: RepositoryCheckOptions,
  visit: (document: FileDocument) => void,
): Promise<boolean> {
  const { workspace, input } = request;
  const isPartialPath = request.partialPaths.has(path);
  let declared: DeclaredKind = { kind: request.kind, isPartial: isPartialPath };
  const visitElement = ({ index, ...source }: ArrayElement): void => {
    visit({ source, ...declared, at: [index] });
  };
  return visitJsonArray(path, workspace, input, visitElement, (first) => {
    const { kind = request.kind, isPartial } = getDeclaredKind(first);
    declared = { kind, isPartial: isPartialPath || isPartial };
    return isRecordKind(kind) && !isStoredItem(first);
  });
}

/** Validates the model runs of a document, and visits those that are complete. */
function checkRecordDocument(
  { source, kind, isPartial, at }: FileDocument,
  { visitRecord }: RepositoryCheckOptions,
  problems: ProblemList,
): void {
  const kinds: RecordKinds = kind === RUN ? [RUN, MODEL_RUN] : [MODEL_RUN];
  const records = at ? [toRecord(source, at, kinds)] : listRecords(source, kinds);
  if (records.length === 0)
    problems.add([{ message: 'the list of model runs is empty', place: source.place([]) }]);
  for (const record of records) {
    if (kind === RUN) {
      problems.add(checkRunDocument(record));
      continue;
    }
    const checked = checkRecord(record, { isPartial });
    if ('problems' in checked) problems.add(checked.problems);
    else if (!isPartial) visitRecord(checked);
  }
}

function checkReferences(items: readonly ItemDocument[], invalid: ReadonlySet<string>): readonly Problem[] {
  try {
    sortByReferences(items, invalid);
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.problems;
  }
}
