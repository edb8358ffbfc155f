import { findSchemaComment, getDeclaredKind, MODEL_RUN, RUN } from './document-kind.ts';
import { splitItemList } from './items/fetched-item.ts';
import { type ItemDocument, type ItemDocumentText, readItemDocument } from './items/item-document.ts';
import { sortByReferences } from './items/references.ts';
import { type CheckedRecord, checkRecords, checkRunDocuments } from './model-runs/check-records.ts';
import { splitRecords } from './model-runs/record-source.ts';
import { type Problem, UserError } from './problem.ts';
import { nameFile } from './text/name-file.ts';
import { readSources } from './text/source.ts';
import { readText } from './text/text-file.ts';

export interface RepositoryCheckOptions {
  readonly paths: readonly string[];
  /** Those of the paths whose documents may lack fields. */
  readonly partialPaths: ReadonlySet<string>;
  /** The kind of documents without `kind`. */
  readonly kind: string | undefined;
  readonly input: string;
  readonly workspace: string;
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
    const text = await readText(path, request.workspace, request.input);
    const sources = (await readSources({ ...textFile, text })).flatMap(splitItemList);
    const isPartialPath = request.partialPaths.has(path);
    const schemaComment = findSchemaComment(text);
    const documents = sources.map((source, index) => {
      const declared = getDeclaredKind(source.value, schemaComment);
      return checkDocument({
        source,
        file: textFile.name,
        index,
        count: sources.length,
        kind: declared.kind ?? request.kind,
        isPartial: isPartialPath || declared.isPartial,
      });
    });
    const kinds = [...new Set(documents.flatMap(({ kind }) => kind ?? []))];
    const problems = documents.flatMap((document) => document.problems);
    const kind = kinds.length === 0 ? undefined : kinds.join(', ');
    return { file: { file: textFile.name, kind, problems }, documents };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { file: { file: textFile.name, kind: undefined, problems: error.problems }, documents: [] };
  }
}

function checkDocument(text: ItemDocumentText): DocumentCheck {
  const { source, kind, isPartial = false } = text;
  if (kind === MODEL_RUN) {
    const { valid, problems } = checkRecords(splitRecords(source), { isPartial });
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
