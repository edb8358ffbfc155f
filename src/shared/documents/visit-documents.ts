import { type DeclaredKind, getDeclaredKind, isRecordKind, MODEL_RUN, RUN } from './document-kind.ts';
import { isStoredItem, splitItemList } from './items/fetched-item.ts';
import type { Path } from './json.ts';
import { checkTable } from './model-runs/csv-table.ts';
import { isTable, type ReadRecords } from './model-runs/record-source.ts';
import { UserError } from './problem.ts';
import { type ArrayElement, createChangedError, visitJsonArray } from './text/json-array.ts';
import { countVisits, type DocumentVisitor, isJsonLines, visitJsonLines } from './text/json-lines.ts';
import { createPlace, type InputFile, nameFile } from './text/name-file.ts';
import { isJsonFile, readSources, type Source, type SourceText } from './text/source.ts';
import { readSourceText } from './text/text-file.ts';

/** A file with documents. */
export interface DocumentFile extends InputFile {
  /** Whether its documents may lack fields. */
  readonly isPartial: boolean;
  /** The kind of documents without `kind`. */
  readonly kind: string | undefined;
  /** Converts a table in the CSV format of Provena to records. Without it, only the form of tables is checked. */
  readonly convertCsv?: ((table: SourceText) => Promise<ReadRecords>) | undefined;
}

/** A document of a file, with its kind. */
export interface FileDocument {
  readonly source: Source;
  readonly kind: string | undefined;
  readonly isPartial: boolean;
  /** The path of a line, a row or an entry in its file. Such a document of model runs is one run, not a list. */
  readonly at?: Path;
}

type VisitFile = (file: DocumentFile, visitor: DocumentVisitor<FileDocument>) => Promise<void>;

/**
 * Visits the documents of a file. The name of the file determines its format. The documents of lines, rows and arrays
 * contain no expressions; the caller has to check others.
 * @throws UserError if the file cannot be read or has no documents.
 */
export const visitDocuments: VisitFile = (file, visitor) => {
  if (isJsonLines(file.path)) return visitLines(file, visitor);
  return isTable(file.path) ? visitRows(file, visitor) : visitWholeFile(file, visitor);
};

const visitLines: VisitFile = async (file, visitor) => {
  const lines = countVisits<Source>({
    visit: (source) => visitRecord(source, file, visitor),
    reject: visitor.reject,
  });
  await visitJsonLines(file, lines);
  if (lines.count === 0)
    throw new UserError({
      message: 'the file has no lines with documents',
      place: createPlace(nameFile(file.path, file.workspace), { line: 1 }),
    });
};

const visitRows: VisitFile = async (file, visitor) => {
  const table = await readSourceText(file);
  const { records, problems } = file.convertCsv
    ? await file.convertCsv(table)
    : { records: [], problems: checkTable(table) };
  for (const record of records) visitRecord(record, file, visitor);
  visitor.reject(problems);
};

/** Visits the documents of a YAML or JSON file. An array of model runs is read element by element. */
const visitWholeFile: VisitFile = async (file, visitor) => {
  const elements = countVisits(visitor);
  if (isJsonFile(file.path) && (await visitRecordArray(file, elements)) && elements.count > 0) return;
  const sources = await readSources(await readSourceText(file));
  if (elements.count > 0) throw createChangedError(file);
  for (const listed of sources)
    for (const source of splitItemList(listed)) {
      const { kind = file.kind, isPartial } = getDeclaredKind(source.value, listed.schemaComment);
      visitor.visit({ source, kind, isPartial: file.isPartial || isPartial });
    }
};

/** Visits the documents of a line or row. */
function visitRecord(listed: Source, file: DocumentFile, visitor: DocumentVisitor<FileDocument>): void {
  for (const source of splitItemList(listed)) {
    const { kind = getDefaultRecordKind(source, file), isPartial } = getDeclaredKind(source.value);
    visitor.visit({ source, kind, isPartial: file.isPartial || isPartial, at: [] });
  }
}

/** The kind of a line or row that declares none. The server names the kind of an item that it returned. */
function getDefaultRecordKind({ value }: Source, { kind }: DocumentFile): string | undefined {
  return kind !== RUN && !isStoredItem(value) ? MODEL_RUN : kind;
}

/** Visits the model runs of a JSON array, with the kind of the first one. @returns as {@link visitJsonArray}. */
function visitRecordArray(
  file: DocumentFile,
  { visit, reject }: DocumentVisitor<FileDocument>,
): Promise<boolean> {
  let declared: DeclaredKind = { kind: file.kind, isPartial: file.isPartial };
  const visitElement = ({ index, ...source }: ArrayElement): void => {
    visit({ source, ...declared, at: [index] });
  };
  return visitJsonArray(file, { visit: visitElement, reject }, (first) => {
    const { kind = file.kind, isPartial } = getDeclaredKind(first);
    declared = { kind, isPartial: file.isPartial || isPartial };
    return isRecordKind(kind) && !isStoredItem(first);
  });
}
