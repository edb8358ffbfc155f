import { type DeclaredKind, getDeclaredKind, isRecordKind, MODEL_RUN, RUN } from './document-kind.ts';
import { isStoredItem, splitItemList } from './items/fetched-item.ts';
import type { Path } from './json.ts';
import { checkTable } from './model-runs/csv-table.ts';
import { isTable, type ReadRecords } from './model-runs/record-source.ts';
import { UserError } from './problem.ts';
import { type ArrayElement, createChangedError, visitJsonArray } from './text/json-array.ts';
import { countVisits, type DocumentVisitor, isJsonLines, visitJsonLines } from './text/json-lines.ts';
import { createPlace, nameFile } from './text/name-file.ts';
import { isJsonFile, readSources, type Source, type SourceText } from './text/source.ts';
import { readSourceText } from './text/text-file.ts';

export interface VisitOptions {
  /** Paths of files whose documents may lack fields. */
  readonly partialPaths: ReadonlySet<string>;
  /** The kind of documents without `kind`. */
  readonly kind: string | undefined;
  readonly input: string;
  readonly workspace: string;
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

type VisitFile = (
  path: string,
  options: VisitOptions,
  visitor: DocumentVisitor<FileDocument>,
) => Promise<void>;

/**
 * Visits the documents of a file. The name of the file determines its format. The documents of lines, rows and arrays
 * contain no expressions; the caller has to check others.
 * @throws UserError if the file cannot be read or has no documents.
 */
export const visitDocuments: VisitFile = (path, options, visitor) => {
  if (isJsonLines(path)) return visitLines(path, options, visitor);
  if (isTable(path)) return visitRows(path, options, visitor);
  return visitWholeFile(path, options, visitor);
};

const visitLines: VisitFile = async (path, options, visitor) => {
  const { workspace, input } = options;
  const lines = countVisits<Source>({
    visit: (source) => visitRecord(source, path, options, visitor),
    reject: visitor.reject,
  });
  await visitJsonLines(path, workspace, input, lines);
  if (lines.count === 0)
    throw new UserError({
      message: 'the file has no lines with documents',
      place: createPlace(nameFile(path, workspace), { line: 1 }),
    });
};

const visitRows: VisitFile = async (path, options, visitor) => {
  const table = await readSourceText(path, options.workspace, options.input);
  const { records, problems } = options.convertCsv
    ? await options.convertCsv(table)
    : { records: [], problems: checkTable(table) };
  for (const record of records) visitRecord(record, path, options, visitor);
  visitor.reject(problems);
};

/** Visits the documents of a YAML or JSON file. An array of model runs is read element by element. */
const visitWholeFile: VisitFile = async (path, options, visitor) => {
  const { workspace, input } = options;
  const elements = countVisits(visitor);
  if (isJsonFile(path) && (await visitRecordArray(path, options, elements)) && elements.count > 0) return;
  const sources = await readSources(await readSourceText(path, workspace, input));
  if (elements.count > 0) throw createChangedError(path, workspace);
  for (const listed of sources)
    for (const source of splitItemList(listed)) {
      const { kind = options.kind, isPartial } = getDeclaredKind(source.value, listed.schemaComment);
      visitor.visit({ source, kind, isPartial: options.partialPaths.has(path) || isPartial });
    }
};

/** Visits the documents of a line or row. */
function visitRecord(
  listed: Source,
  path: string,
  options: VisitOptions,
  visitor: DocumentVisitor<FileDocument>,
): void {
  for (const source of splitItemList(listed)) {
    const { kind = getDefaultRecordKind(source, options), isPartial } = getDeclaredKind(source.value);
    visitor.visit({ source, kind, isPartial: options.partialPaths.has(path) || isPartial, at: [] });
  }
}

/** The kind of a line or row that declares none. The server names the kind of an item that it returned. */
function getDefaultRecordKind({ value }: Source, { kind }: VisitOptions): string | undefined {
  return kind !== RUN && !isStoredItem(value) ? MODEL_RUN : kind;
}

/** Visits the model runs of a JSON array, with the kind of the first one. @returns as {@link visitJsonArray}. */
function visitRecordArray(
  path: string,
  options: VisitOptions,
  { visit, reject }: DocumentVisitor<FileDocument>,
): Promise<boolean> {
  const { workspace, input } = options;
  const isPartialPath = options.partialPaths.has(path);
  let declared: DeclaredKind = { kind: options.kind, isPartial: isPartialPath };
  const visitElement = ({ index, ...source }: ArrayElement): void => {
    visit({ source, ...declared, at: [index] });
  };
  return visitJsonArray(path, workspace, input, { visit: visitElement, reject }, (first) => {
    const { kind = options.kind, isPartial } = getDeclaredKind(first);
    declared = { kind, isPartial: isPartialPath || isPartial };
    return isRecordKind(kind) && !isStoredItem(first);
  });
}
