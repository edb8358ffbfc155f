import { getDeclaredKind, MODEL_RUN } from './document-kind.ts';
import { type ItemDocument, readItemDocument } from './items/item-document.ts';
import { sortByReferences } from './items/references.ts';
import { type CheckedRecord, checkRecords } from './model-runs/check-records.ts';
import { splitRecords } from './model-runs/record-source.ts';
import { type Problem, UserError } from './problem.ts';
import { nameFile, readText } from './text/load.ts';
import { readSource } from './text/source.ts';

export interface RepositoryCheckOptions {
  readonly paths: readonly string[];
  /** Those of the paths whose documents may lack fields. */
  readonly partial: ReadonlySet<string>;
  /** The kind of documents that do not say it. */
  readonly kind: string | undefined;
  readonly input: string;
  readonly workspace: string;
}

/** What a file was found to be. */
export interface CheckedFile {
  readonly file: string;
  readonly kind: string | undefined;
  readonly problems: readonly Problem[];
}

export interface RepositoryCheck {
  readonly files: readonly CheckedFile[];
  /** Whole documents of items that are right by themselves. */
  readonly items: readonly ItemDocument[];
  /** Whole records of model runs that are right by themselves. */
  readonly records: readonly CheckedRecord[];
  /** Of the references among the documents. */
  readonly problems: readonly Problem[];
}

/** Holds documents against their kinds and their references against one another; asks nobody. */
export async function checkRepository(request: RepositoryCheckOptions): Promise<RepositoryCheck> {
  const items: ItemDocument[] = [];
  const whole: ItemDocument[] = [];
  const records: CheckedRecord[] = [];
  const files: CheckedFile[] = [];
  for (const path of request.paths) {
    const {
      file,
      item,
      validRecords: good = [],
      isPartial: partial = false,
    } = await checkFile(path, request);
    files.push(file);
    if (item) items.push(item);
    if (item && !partial) whole.push(item);
    if (!partial) for (const record of good) records.push(record);
  }
  return { files, items: whole, records, problems: checkReferences(items) };
}

interface FileCheck {
  readonly file: CheckedFile;
  readonly item?: ItemDocument;
  readonly validRecords?: readonly CheckedRecord[];
  readonly isPartial?: boolean;
}

async function checkFile(path: string, request: RepositoryCheckOptions): Promise<FileCheck> {
  const named = nameFile(path, request.workspace);
  let kind: string | undefined;
  try {
    const text = await readText(path, request.workspace, request.input);
    const source = await readSource({ ...named, text });
    const told = getDeclaredKind(text, source.value);
    kind = told.kind ?? request.kind;
    const partial = told.isPartial || request.partial.has(path);
    if (kind === MODEL_RUN) {
      const { valid: good, problems } = checkRecords(splitRecords(source), { partial });
      return { file: { file: named.name, kind, problems }, validRecords: good, isPartial: partial };
    }
    const item = readItemDocument({ source, file: named.name, kind, partial });
    return { file: { file: named.name, kind: item.kind.name, problems: [] }, item, isPartial: partial };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { file: { file: named.name, kind, problems: error.problems } };
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
