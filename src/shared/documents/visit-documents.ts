import { type DeclaredKind, getDeclaredKind, isRecordKind, MODEL_RUN, RUN } from './document-kind.ts';
import { isStoredItem, splitItemList } from './items/fetched-item.ts';
import type { Json, Path } from './json.ts';
import { checkTable } from './model-runs/csv-table.ts';
import { isTable, type ReadRecords } from './model-runs/record-source.ts';
import { UserError } from './problem.ts';
import { countVisits, type DocumentVisitor, type FilePart } from './text/file-part.ts';
import { createPlace, type InputFile, nameFile } from './text/name-file.ts';
import type { Source, SourceText } from './text/source.ts';
import { readSourceText } from './text/text-file.ts';
import { visitParts } from './text/visit-parts.ts';

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

/**
 * Visits the documents of a file. The name of the file determines its format. An array of model runs is read element by
 * element, with the kind of the first one. The documents of lines, rows and arrays contain no expressions; the caller has to
 * check others.
 * @throws UserError if the file cannot be read or has no documents.
 */
export async function visitDocuments(
  file: DocumentFile,
  visitor: DocumentVisitor<FileDocument>,
): Promise<void> {
  if (isTable(file.path)) return visitRows(file, visitor);
  // That of the first element of an array; each line has a kind of its own.
  let declared: DeclaredKind | undefined;
  const visit = ({ at, ...source }: FilePart): void => {
    if (declared) visitor.visit({ source, ...declared, at });
    else visitRecord(source, file, visitor);
  };
  const accepts = (first: Json): boolean => {
    declared = getKind(first, file);
    return isRecordKind(declared.kind) && !isStoredItem(first);
  };
  const parts = countVisits({ visit, reject: visitor.reject });
  const sources = await visitParts(file, parts, accepts);
  if (!sources && parts.count === 0)
    throw new UserError({
      message: 'the file has no lines with documents',
      place: createPlace(nameFile(file.path, file.workspace), { line: 1 }),
    });
  for (const listed of sources ?? [])
    for (const source of splitItemList(listed))
      visitor.visit({ source, ...getKind(source.value, file, listed.schemaComment) });
}

async function visitRows(file: DocumentFile, visitor: DocumentVisitor<FileDocument>): Promise<void> {
  const table = await readSourceText(file);
  const { records, problems } = file.convertCsv
    ? await file.convertCsv(table)
    : { records: [], problems: checkTable(table) };
  for (const record of records) visitRecord(record, file, visitor);
  visitor.reject(problems);
}

/** Visits the documents of a line or row. The server names the kind of an item that it returned. */
function visitRecord(listed: Source, file: DocumentFile, visitor: DocumentVisitor<FileDocument>): void {
  for (const source of splitItemList(listed)) {
    const kind = file.kind !== RUN && !isStoredItem(source.value) ? MODEL_RUN : file.kind;
    visitor.visit({ source, ...getKind(source.value, { ...file, kind }), at: [] });
  }
}

/** The kind that a document declares, or else that of its file. */
function getKind(value: Json, file: DocumentFile, schemaComment?: string): DeclaredKind {
  const { kind = file.kind, isPartial } = getDeclaredKind(value, schemaComment);
  return { kind, isPartial: file.isPartial || isPartial };
}
