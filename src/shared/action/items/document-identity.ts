import { hasId, type ItemDocument } from '../../documents/items/item-document.ts';
import type { ItemKind } from '../../documents/items/item-kinds.ts';
import { getTextAt, type Path } from '../../documents/json.ts';
import type { Problem } from '../../documents/problem.ts';
import { APPLIED_FIELD, DOCUMENT_KEY_FIELD, DOCUMENT_PATH_FIELD } from '../idempotency/reserved-fields.ts';
import type { WorkflowRun } from '../runner/github/workflow-run.ts';
import { listContents, type StoredItem } from './stored-item.ts';

/** The repository of a step, by which items record their documents. */
export interface RepositoryIdentity {
  /** Common prefix of all keys and paths of this repository. */
  readonly repositoryPrefix: string;
  /** `owner/name`. */
  readonly repository: string;
  /** True if the prefix is the id of the repository; false if it is the name, for example under act. */
  readonly hasId: boolean;
}

/** What identifies the item of a document, besides `$handle` and its name. */
export interface DocumentIdentity extends RepositoryIdentity {
  /** Repository and `$id`; undefined without `$id`. Identifies the item even after its name changes. */
  readonly key: string | undefined;
  /**
   * Repository and path of the file, with a mark if the file has several documents; undefined if the name is not in a file of
   * the workspace. Only a hint, because files can be moved.
   */
  readonly path: string | undefined;
}

/** At the end of the path of a file with several documents, which identifies none of them. */
export const SHARED_FILE_MARK = '#';

/** At the end of the path that an item records of a file which the job had written: it can describe another item each time. */
export const GENERATED_FILE_MARK = '#generated';

/** The repository's id identifies it: its name can change. Runners without an id, such as act, have the name only. */
export function identifyRepository(workflowRun: WorkflowRun | undefined): RepositoryIdentity {
  const { repository = '', repositoryId } = workflowRun ?? {};
  const repositoryPrefix = `${repositoryId ?? repository}:`;
  return { repositoryPrefix, repository, hasId: repositoryId !== undefined };
}

export function identifyDocument(
  document: ItemDocument,
  workflowRun: WorkflowRun | undefined,
): DocumentIdentity {
  const repository = identifyRepository(workflowRun);
  const { repositoryPrefix } = repository;
  // Undefined for an inline document and for a file outside of the workspace.
  const { file: nameFile } = document.source.place(document.kind.namePath);
  const mark = document.sharesFile ? SHARED_FILE_MARK : '';
  return {
    key: hasId(document) ? `${repositoryPrefix}${document.name}` : undefined,
    path: nameFile === undefined ? undefined : `${repositoryPrefix}${getFile(document)}${mark}`,
    ...repository,
  };
}

/** The file of a document, without its number in the file. */
export function getFile({ file, sharesFile }: Pick<ItemDocument, 'file' | 'sharesFile'>): string {
  return sharesFile ? file.replace(/#\d+$/, '') : file;
}

/** The file of this repository that an item records. */
export function getRecordedFile(item: StoredItem, repository: RepositoryIdentity): string | undefined {
  const path = getRecordedPath(item, repository);
  const { repositoryPrefix } = repository;
  return path?.startsWith(repositoryPrefix)
    ? path.slice(repositoryPrefix.length).replace(/#$/, '')
    : undefined;
}

/**
 * Repository and path that an item records, see {@link DocumentIdentity}.
 * @param repository that of the step: its own documents have its prefix in the result, however they were recorded. If
 * undefined, the result is the text as it was recorded.
 */
export function getRecordedPath(
  item: StoredItem,
  repository: RepositoryIdentity | undefined,
): string | undefined {
  const path = getRecordedText(item, DOCUMENT_PATH_FIELD, repository);
  return path?.endsWith(GENERATED_FILE_MARK) ? path.slice(0, -GENERATED_FILE_MARK.length) : path;
}

/** Whether the item was last written from a file that was not part of a commit. */
export function isOfGeneratedFile(item: StoredItem): boolean {
  return getMetadataText(item, DOCUMENT_PATH_FIELD)?.endsWith(GENERATED_FILE_MARK) ?? false;
}

/** True when an item records a document of another repository. */
export function isOfOtherRepository(item: StoredItem, repository: RepositoryIdentity): boolean {
  return getRecordedDocument(item, repository)?.startsWith(repository.repositoryPrefix) === false;
}

/**
 * Repository and `$id` of the document that an item records; earlier versions wrote them in any Unicode form.
 * @param repository see {@link getRecordedPath}.
 */
export function getDocumentKey(
  item: StoredItem,
  repository: RepositoryIdentity | undefined,
): string | undefined {
  return getRecordedText(item, DOCUMENT_KEY_FIELD, repository)?.normalize();
}

/** A text of an item that starts with a repository: with its id if GitHub ran the step that wrote it, else with its name. */
function getRecordedText(
  item: StoredItem,
  field: string,
  repository: RepositoryIdentity | undefined,
): string | undefined {
  const text = getMetadataText(item, field);
  if (text === undefined || !repository) return text;
  const otherPrefix = `${repository.hasId ? repository.repository : findRepositoryId(item, repository)}:`;
  // A clone can have the name of the repository in another case.
  return text.slice(0, otherPrefix.length).toLowerCase() === otherPrefix.toLowerCase()
    ? `${repository.repositoryPrefix}${text.slice(otherPrefix.length)}`
    : text;
}

/** The id of the repository of this name, if it was the last to write the item. */
function findRepositoryId(item: StoredItem, { repository }: RepositoryIdentity): string | undefined {
  return getMetadataText(item, 'ci_repository')?.toLowerCase() === repository.toLowerCase()
    ? getMetadataText(item, 'ci_repository_id')
    : undefined;
}

/** Repository and `$id` of the document that an item records, else repository and path. */
export function getRecordedDocument(
  item: StoredItem,
  repository: RepositoryIdentity | undefined,
): string | undefined {
  return getDocumentKey(item, repository) ?? getRecordedPath(item, repository);
}

/** Whether steps created both items from one document. A file alone does not show that: it can have had several documents. */
export function isOfSameDocument(a: StoredItem, b: StoredItem): boolean {
  const document = getCreatedFrom(a);
  return (
    document !== undefined &&
    document === getCreatedFrom(b) &&
    getFirstText(a, a.kind.namePath) === getFirstText(b, b.kind.namePath)
  );
}

/**
 * The document that an item was created from, as it is recorded. For an inline document, which kind and name identify, the
 * repository of the step.
 */
function getCreatedFrom(item: StoredItem): string | undefined {
  const getField = (name: string) => getFirstText(item, [...item.kind.metadataPath, name]);
  return (
    getRecordedDocument(item, undefined) ??
    (getField(APPLIED_FIELD) && (getField('ci_repository_id') ?? getField('ci_repository')))
  );
}

/** A text of the content that an item was created with. */
function getFirstText(item: StoredItem, path: Path): string | undefined {
  return getTextAt(listContents(item).at(-1) ?? null, path);
}

/** The name that a document gives its item. */
export function getDocumentName({ value, kind }: Pick<ItemDocument, 'value' | 'kind'>): string | undefined {
  return getTextAt(value, kind.namePath);
}

/** A problem at the name that a document gives its item. */
export function createNameProblem(
  { kind, source }: Pick<ItemDocument, 'kind' | 'source'>,
  message: string,
): Problem {
  return { message, path: kind.namePath.join('.'), place: source.place(kind.namePath) };
}

/** A text field of an item's metadata. */
export function getMetadataText(item: StoredItem, field: string): string | undefined {
  return getTextAt(item.value, [...item.kind.metadataPath, field]);
}

/** Kind and name as one string, for sets. */
export function formatKindAndName(kind: ItemKind, name: string | undefined): string {
  return JSON.stringify([kind.name, name]);
}
