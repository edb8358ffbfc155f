import { MODEL_RUN, normalizeRecordKind, type RecordKinds, RUN } from './document-kind.ts';
import {
  getText,
  type ItemDocument,
  type ItemDocumentText,
  readItemDocument,
} from './items/item-document.ts';
import { findItemKind } from './items/item-kinds.ts';
import { sortByReferences } from './items/references.ts';
import { type CheckedRecord, checkRecord, checkRunDocument } from './model-runs/check-records.ts';
import { listRecords, toRecord } from './model-runs/record-source.ts';
import { type Problem, ProblemList, UserError } from './problem.ts';
import { findExpressionProblems } from './text/expressions.ts';
import { nameFile } from './text/name-file.ts';
import { type FileDocument, isRecordKind, type VisitOptions, visitDocuments } from './visit-documents.ts';

export interface RepositoryCheckOptions extends VisitOptions {
  readonly paths: readonly string[];
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
export async function checkRepository(options: RepositoryCheckOptions): Promise<RepositoryCheck> {
  const request = { ...options, kind: normalizeRecordKind(options.kind) };
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
  problems.addList(checkReferences(items, invalid));
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
    await visitDocuments(path, request, {
      visit(document) {
        const { kind } = document;
        if (kind !== undefined && isRecordKind(kind)) {
          kinds.add(kind);
          checkRecordDocument(document, request, problems);
        } else itemTexts.push({ ...document, file, index: count });
        count++;
      },
      reject: (found) => problems.add(found),
    });
    if (count === 0) kinds.add(MODEL_RUN);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    problems.addList(error.problemList);
  }
  const checkedItems: CheckedItem[] = [];
  const invalidNames: string[] = [];
  for (const text of itemTexts) {
    const {
      kind = findItemKind(text.kind ?? '')?.name,
      item,
      problems: found,
    } = checkItem({ ...text, count });
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
  const expressions = findExpressionProblems(text.source);
  if (expressions.length > 0) return { problems: expressions };
  try {
    const item = readItemDocument(text);
    return { kind: item.kind.name, item, problems: [] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { problems: error.problems };
  }
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
    const expressions = at ? [] : findExpressionProblems(record, record.at);
    if (expressions.length > 0) {
      problems.add(expressions);
      continue;
    }
    if (kind === RUN) {
      problems.add(checkRunDocument(record));
      continue;
    }
    const checked = checkRecord(record, { isPartial });
    if ('problems' in checked) problems.add(checked.problems);
    else if (!isPartial) visitRecord(checked);
  }
}

function checkReferences(items: readonly ItemDocument[], invalid: ReadonlySet<string>): ProblemList {
  try {
    sortByReferences(items, invalid);
    return new ProblemList();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.problemList;
  }
}
