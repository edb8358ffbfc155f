import { isRecordKind, MODEL_RUN, normalizeRecordKind, type RecordKinds, RUN } from './document-kind.ts';
import { type ItemDocument, type ItemDocumentText, readItemDocument } from './items/item-document.ts';
import { findItemKind } from './items/item-kinds.ts';
import { sortByReferences } from './items/references.ts';
import { getTextAt } from './json.ts';
import { type CheckedRecord, checkRecord, checkRunDocument } from './model-runs/check-records.ts';
import { listRecords, toRecord } from './model-runs/record-source.ts';
import { ProblemList } from './problem.ts';
import { findExpressionProblems } from './text/expressions.ts';
import { nameFile } from './text/name-file.ts';
import { type DocumentFile, type FileDocument, visitDocuments } from './visit-documents.ts';

interface RepositoryCheckOptions extends Omit<DocumentFile, 'path' | 'isPartial'> {
  readonly paths: readonly string[];
  /** Paths of files whose documents may lack fields. */
  readonly partialPaths: ReadonlySet<string>;
  /** Called with each complete record of a model run that is valid by itself. */
  readonly visitRecord: (record: CheckedRecord) => void;
}

export interface CheckedFile {
  readonly file: string;
  readonly kind: string | undefined;
}

interface RepositoryCheck {
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
  const findings: Findings = { items: [], complete: [], invalid: new Set(), problems: new ProblemList() };
  const files: CheckedFile[] = [];
  for (const path of request.paths) files.push(await checkFile(path, request, findings));
  const { items, complete, invalid, problems } = findings;
  try {
    sortByReferences(items, invalid);
  } catch (error) {
    problems.addError(error);
  }
  return { files, items: complete, problems };
}

interface Findings {
  /** Valid documents of items. */
  readonly items: ItemDocument[];
  /** Those of them that are not partial. */
  readonly complete: ItemDocument[];
  /** The `$id`, or else the file, of each document with problems, and each file with problems. */
  readonly invalid: Set<string>;
  readonly problems: ProblemList;
}

async function checkFile(
  path: string,
  request: RepositoryCheckOptions,
  { items, complete, invalid, problems }: Findings,
): Promise<CheckedFile> {
  const file = nameFile(path, request.workspace).name;
  const kinds = new Set<string>();
  const itemTexts: (ItemDocumentText & { readonly isPartial: boolean })[] = [];
  let count = 0;
  try {
    await visitDocuments(
      { ...request, path, isPartial: request.partialPaths.has(path) },
      {
        visit(document) {
          const { kind } = document;
          if (isRecordKind(kind)) {
            kinds.add(kind);
            checkRecordDocument(document, request, problems);
          } else itemTexts.push({ ...document, file, index: count });
          count++;
        },
        reject: (found) => problems.add(found),
      },
    );
    if (count === 0) kinds.add(MODEL_RUN);
  } catch (error) {
    problems.addError(error);
  }
  for (const text of itemTexts) {
    const item = checkItem({ ...text, count }, problems);
    const kind = item?.kind ?? findItemKind(text.kind ?? '');
    if (kind) kinds.add(kind.name);
    if (!item) invalid.add(getTextAt(text.source.value, ['$id']) ?? file);
    else {
      items.push(item);
      if (!text.isPartial) complete.push(item);
    }
  }
  if (problems.countIn(file) > 0) invalid.add(file);
  return { file, kind: kinds.size === 0 ? undefined : [...kinds].join(', ') };
}

/** Reads the document of an item. @returns undefined if it has problems. */
function checkItem(text: ItemDocumentText, problems: ProblemList): ItemDocument | undefined {
  const expressions = findExpressionProblems(text.source);
  problems.add(expressions);
  if (expressions.length > 0) return undefined;
  try {
    return readItemDocument({ ...text, furtherKinds: [MODEL_RUN, RUN] });
  } catch (error) {
    problems.addError(error);
    return undefined;
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
