import { findSchemaComment, getDeclaredKind, MODEL_RUN, RUN } from './document-kind.ts';
import { isStoredItem, splitItemList } from './items/fetched-item.ts';
import { type ItemDocument, type ItemDocumentText, readItemDocument } from './items/item-document.ts';
import { sortByReferences } from './items/references.ts';
import { type CheckedRecord, checkRecords, checkRunDocuments } from './model-runs/check-records.ts';
import { assertTable } from './model-runs/csv.ts';
import { isTable, type ReadRecords, splitRecords, toRecord } from './model-runs/record-source.ts';
import { type Problem, UserError } from './problem.ts';
import { createPlace, isJsonLines, visitJsonLines } from './text/json-lines.ts';
import { nameFile } from './text/name-file.ts';
import { readSources, type Source, type SourceText } from './text/source.ts';
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
}

/** The kind and the problems of a file. */
export interface CheckedFile {
  readonly file: string;
  readonly kind: string | undefined;
  readonly problems: readonly Problem[];
}

export interface RepositoryCheck {
  readonly files: readonly CheckedFile[];
  /** Complete documents of items that are valid by themselves. */
  readonly items: readonly ItemDocument[];
  /** Complete records of model runs that are valid by themselves. */
  readonly records: readonly CheckedRecord[];
  /** Problems of the references among the documents. */
  readonly problems: readonly Problem[];
}

/** Validates documents with the schemas of their kinds, and their references to each other, without requests. */
export async function checkRepository(request: RepositoryCheckOptions): Promise<RepositoryCheck> {
  const items: ItemDocument[] = [];
  const complete: ItemDocument[] = [];
  const records: CheckedRecord[] = [];
  const files: CheckedFile[] = [];
  for (const path of request.paths) {
    const { file, documents } = await checkFile(path, request);
    files.push(file);
    for (const { item, validRecords = [], isPartial } of documents) {
      if (item) items.push(item);
      if (item && !isPartial) complete.push(item);
      if (!isPartial) for (const record of validRecords) records.push(record);
    }
  }
  return { files, items: complete, records, problems: checkReferences(items) };
}

interface FileCheck {
  readonly file: CheckedFile;
  readonly documents: readonly DocumentCheck[];
}

/** The kind and the problems of one document of a file. */
interface DocumentCheck {
  readonly kind: string | undefined;
  readonly problems: readonly Problem[];
  readonly item?: ItemDocument;
  readonly validRecords?: readonly CheckedRecord[];
  readonly isPartial: boolean;
}

async function checkFile(path: string, request: RepositoryCheckOptions): Promise<FileCheck> {
  const textFile = nameFile(path, request.workspace);
  try {
    const file = await readDocumentFile(path, request);
    const sources = file.sources.flatMap(splitItemList);
    const isPartialPath = request.partialPaths.has(path);
    const documents = sources.map((source, index) => {
      const declared = getDeclaredKind(source.value, file.schemaComment);
      return checkDocument({
        source,
        file: textFile.name,
        index,
        count: sources.length,
        kind: declared.kind ?? getDefaultKind(source, file, request),
        isPartial: isPartialPath || declared.isPartial,
        isRecord: file.isRecordFile ?? false,
      });
    });
    const kinds = [...new Set(documents.flatMap(({ kind }) => kind ?? []))];
    if (kinds.length === 0 && file.isRecordFile) kinds.push(MODEL_RUN);
    const problems = [...file.problems, ...documents.flatMap((document) => document.problems)];
    const kind = kinds.length === 0 ? undefined : kinds.join(', ');
    return { file: { file: textFile.name, kind, problems }, documents };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { file: { file: textFile.name, kind: undefined, problems: error.problems }, documents: [] };
  }
}

/** The kind of a document that declares none. The server names the kind of an item that it returned. */
function getDefaultKind(
  { value }: Source,
  { isRecordFile = false }: DocumentFile,
  { kind }: RepositoryCheckOptions,
): string | undefined {
  return isRecordFile && kind !== RUN && !isStoredItem(value) ? MODEL_RUN : kind;
}

interface DocumentFile {
  readonly sources: readonly Source[];
  /** Problems of the lines and rows that are not documents. */
  readonly problems: readonly Problem[];
  readonly schemaComment?: string | undefined;
  /** True for JSON Lines and tables, whose documents are model runs unless they declare another kind. */
  readonly isRecordFile?: boolean;
}

/** @throws UserError if the file cannot be read or has no documents. */
async function readDocumentFile(path: string, request: RepositoryCheckOptions): Promise<DocumentFile> {
  const { workspace, input, convertCsv } = request;
  const textFile = nameFile(path, workspace);
  if (isJsonLines(path)) {
    const sources: Source[] = [];
    const problems = await visitJsonLines(path, workspace, input, (source) => sources.push(source));
    if (sources.length + problems.length === 0)
      throw new UserError({
        message: 'the file has no lines with documents',
        place: createPlace(textFile, 1),
      });
    return { sources, problems, isRecordFile: true };
  }
  const text = await readText(path, workspace, input);
  if (!isTable(path))
    return {
      sources: await readSources({ ...textFile, text }),
      problems: [],
      schemaComment: findSchemaComment(text),
    };
  if (!convertCsv) assertTable({ ...textFile, text });
  const { records = [], problems = [] } = (await convertCsv?.({ ...textFile, text })) ?? {};
  return { sources: records, problems, isRecordFile: true };
}

/** @param text with `isRecord`, the document is not a list of model runs but one. */
function checkDocument(text: ItemDocumentText & { readonly isRecord: boolean }): DocumentCheck {
  const { source, kind, isPartial = false, isRecord } = text;
  if (kind === MODEL_RUN) {
    const records = isRecord ? [toRecord(source, [])] : splitRecords(source);
    const { valid, problems } = checkRecords(records, { isPartial });
    return { kind, problems, validRecords: valid, isPartial };
  }
  if (kind === RUN) {
    const problems = checkRunDocuments(splitRecords(source, [RUN, MODEL_RUN]));
    return { kind, problems, isPartial: true };
  }
  try {
    const item = readItemDocument(text);
    return { kind: item.kind.name, problems: [], item, isPartial };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { kind, problems: error.problems, isPartial };
  }
}

function checkReferences(items: readonly ItemDocument[]): readonly Problem[] {
  try {
    sortByReferences(items);
    return [];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.problems;
  }
}
