import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type CallOptions, NotFoundError, type Provena } from '../../client/index.ts';
import { isMapping } from '../../client/mapping.ts';
import type { ItemDocument } from '../../documents/items/item-document.ts';
import { getValueAt, type Json } from '../../documents/json.ts';
import { UserError } from '../../documents/problem.ts';
import { loadFileDocuments } from '../../documents/text/load.ts';
import type { Source } from '../../documents/text/source.ts';
import { sortOldestFirst } from '../idempotency/existing-results.ts';
import { DOCUMENT_PATH_FIELD } from '../idempotency/reserved-fields.ts';
import type { WorkflowRun } from '../runner/github/workflow-run.ts';
import type { Log } from '../runner/log/log.ts';
import { isOutsideSparseCheckout, isWrittenByJob } from '../workflow-run/checkout-changes.ts';
import { isLinkedToRun } from '../workflow-run/run-metadata.ts';
import { isDescribedByOther } from './copied-document.ts';
import {
  createNameProblem,
  type DocumentIdentity,
  formatKindAndName,
  getDocumentKey,
  getDocumentName,
  getFile,
  getMetadataText,
  getRecordedFile,
  identifyDocument,
  isOfSameDocument,
  SHARED_FILE_MARK,
} from './document-identity.ts';
import { createSimilarityFilter } from './document-record.ts';
import { ItemLists } from './item-lists.ts';
import {
  addEarlierHistory,
  fetchStoredItem,
  hadName,
  listContents,
  listEarlierVersions,
  type StoredItem,
} from './stored-item.ts';
import { fetchEarlierVersions } from './version-chain.ts';

export interface ItemMatch {
  readonly item: StoredItem;
  readonly matchedBy: 'handle' | '$id' | 'name' | 'path';
  /** Handles of newer items of the same document: steps at the same time can create several. */
  readonly duplicates: readonly string[];
  /** The item is recorded as that of another document, of another repository or in another file, and stays that. */
  readonly belongsToOther: boolean;
}

type PartialMatch = Pick<ItemMatch, 'item' | 'matchedBy'> & Partial<ItemMatch>;

interface ItemFinderOptions {
  readonly provena: Provena;
  readonly call: CallOptions;
  readonly workflowRun: WorkflowRun | undefined;
  readonly workspace: string;
}

/**
 * Finds the items of documents: by `$handle`; else by repository and `$id`; else by kind and exact name among the items of
 * this user; see {@link ItemLists.filterOwned}. Items with a newer version are ignored, except by `$handle`. A match by `$id`
 * may belong to another user, if no item of this user has it. The path of a document is a hint that is used last, for an item
 * whose document was given another name; not for a file that the job has generated, which may describe another item each time.
 */
export class ItemFinder {
  readonly #options: ItemFinderOptions;
  /** Kind and name of every document of this step. */
  readonly #documentNames: ReadonlySet<string>;
  readonly #documentKeys: ReadonlySet<string>;
  readonly #documentHandles: ReadonlySet<string>;
  readonly #lists: ItemLists;
  readonly #files = new Map<string, Promise<readonly Source[]>>();
  readonly #writtenFiles = new Map<string, Promise<boolean>>();
  readonly #existingFiles = new Map<string, boolean>();
  /** Items that were reported as those of a file. */
  readonly #formerItems = new Set<StoredItem>();

  constructor(documents: readonly ItemDocument[], options: ItemFinderOptions) {
    this.#options = options;
    this.#lists = new ItemLists(options.provena, options.call);
    this.#documentNames = new Set(
      documents.map((document) => formatKindAndName(document.kind, getDocumentName(document))),
    );
    this.#documentKeys = new Set(documents.flatMap((document) => this.identify(document).key ?? []));
    this.#documentHandles = new Set(documents.flatMap(({ handle }) => handle ?? []));
  }

  identify(document: ItemDocument): DocumentIdentity {
    return identifyDocument(document, this.#options.workflowRun);
  }

  /**
   * @throws UserError when `$handle` is not an item of this kind, another file has the same `$id` or name with other
   * content, several items of this user have the name, or the latest version of the item cannot be read.
   */
  async find(document: ItemDocument): Promise<ItemMatch | undefined> {
    const match = await this.#findMatch(document);
    if (!match) return undefined;
    const { item, matchedBy } = match;
    const { provena, call } = this.#options;
    // The list of all items of the kind can be long, and a `$handle` does not need it.
    const earlier =
      matchedBy === 'handle'
        ? await fetchEarlierVersions(item, { since: 0, isUserDefined: false }, provena, call)
        : await this.#lists.listAll(item.kind);
    return { duplicates: [], belongsToOther: false, ...match, item: addEarlierHistory(item, earlier) };
  }

  async #findMatch(document: ItemDocument): Promise<PartialMatch | undefined> {
    if (document.handle !== undefined)
      return { item: await this.#findByHandle(document, document.handle), matchedBy: 'handle' };
    const identity = this.identify(document);
    const current = await this.#lists.listCurrent(document.kind);
    const [item, ...others] = await this.#findByKeyOrName(current, document, identity);
    if (item) {
      const hasKey = identity.key !== undefined && getDocumentKey(item) === identity.key;
      if (!hasKey && !others.every((other) => isOfSameDocument(other, item)))
        throw createAmbiguityError(document, [item, ...others]);
      const belongsToOther = await isDescribedByOther(document, item, identity, this.#loadFile);
      const duplicates = others.map(({ id }) => id);
      return { item, matchedBy: hasKey ? '$id' : 'name', belongsToOther, duplicates };
    }
    await this.#assertLatestIsReadable(document, identity);
    const byPath = identity.key === undefined ? await this.#findByPath(current, identity) : undefined;
    if (!byPath || (await this.#isWrittenByJob(document))) return undefined;
    return { item: byPath, matchedBy: 'path' };
  }

  /** Lists the items again, and returns those that a create request with a lost response may have created. */
  async findUncached(document: ItemDocument): Promise<readonly StoredItem[]> {
    this.#lists.invalidate(document.kind);
    const items = await this.#lists.listCurrent(document.kind);
    return this.#findByKeyOrName(items, document, this.identify(document));
  }

  /**
   * Reports the items that a document without a match may refer to, before another item is created.
   * @param value the content of the document with the handles of references.
   */
  async reportSimilarItems(document: ItemDocument, value: Json, log: Log): Promise<void> {
    const warn = (relation: string, found: readonly StoredItem[]): void => {
      if (found.length > 0) log.warning(formatSimilarItems(document.name, relation, found));
    };
    const items = await this.#lists.listCurrent(document.kind);
    const isFree = (item: StoredItem): boolean => !this.#belongsToDocument(item);
    const { own, others } = await this.#findByNameOrSpelling(items, document);
    const renamed = (await this.#findRenamed(items, document)).filter(isFree);
    warn('other users have items of this kind and name', others);
    warn('you have items of this kind and name with another $id or spelling', own.filter(isFree));
    warn('items that had this name were renamed', renamed);
    const reported = new Set([...own, ...renamed]);
    const isUnreported = (item: StoredItem): boolean => isFree(item) && !reported.has(item);
    const moved = await this.#findMoved(items.filter(isUnreported), document, value);
    warn('items whose files are gone have most of the values of this document', moved);
    const ofFile = (await this.#findByFile(items, document)).filter(isUnreported);
    await this.#reportItemsOfFile(ofFile, document, log);
  }

  /** Reports the items that the file of a document described, oldest first; each item once in a step. */
  async #reportItemsOfFile(items: readonly StoredItem[], document: ItemDocument, log: Log): Promise<void> {
    const unreported = items.filter((item) => !this.#formerItems.has(item));
    if (unreported.length === 0) return;
    for (const item of unreported) this.#formerItems.add(item);
    const file = getFile(document);
    if (await this.#isWrittenByJob(document)) {
      const relation = 'the file, which is not part of the checkout, previously described another item';
      log.info(formatSimilarItems(file, relation, unreported.slice(-1)));
    } else {
      const relation = 'the file described items that no document of this step describes';
      log.warning(formatSimilarItems(file, relation, unreported));
    }
  }

  /**
   * The file of the repository that an item records, if it is not the one of this document and a sparse checkout leaves it
   * out: nobody can know here whether it still describes the item.
   */
  async findFileOutsideCheckout(document: ItemDocument, item: StoredItem): Promise<string | undefined> {
    const file = getRecordedFile(item, this.identify(document));
    if (file === undefined || file === getFile(document)) return undefined;
    const isOutside = await isOutsideSparseCheckout(this.#options.workspace, file, getFile(document));
    return isOutside ? file : undefined;
  }

  /** True when the user of this step created the item in this workflow run. */
  async isOfThisRun(item: StoredItem): Promise<boolean> {
    const { workflowRun } = this.#options;
    // Under act all runs have the same id.
    if (!workflowRun || workflowRun.isAct) return false;
    // The first content of a version is a copy, with the run of its predecessor; version-item then records its own run.
    const created = listContents(item).at(item.version?.previous === undefined ? -1 : -2);
    const metadata = getValueAt(created ?? {}, item.kind.metadataPath);
    if (!isMapping(metadata) || !isLinkedToRun(metadata, workflowRun)) return false;
    return this.#lists.isOwned(item);
  }

  /** True when an earlier attempt of this workflow run may have created the item. */
  async isOfEarlierAttempt(item: StoredItem): Promise<boolean> {
    return (this.#options.workflowRun?.runAttempt ?? 1) > 1 && this.isOfThisRun(item);
  }

  /** Whether another document of this step describes the item. */
  #belongsToDocument(item: StoredItem): boolean {
    if (this.#documentHandles.has(item.id)) return true;
    const key = getDocumentKey(item);
    if (key !== undefined) return this.#documentKeys.has(key);
    return this.#documentNames.has(formatKindAndName(item.kind, item.name));
  }

  async #findByHandle(document: ItemDocument, handle: string): Promise<StoredItem> {
    const createError = (message: string): UserError =>
      new UserError({ message, path: '$handle', place: document.source.place(['$handle']) });
    const { provena, call } = this.#options;
    const item = await fetchStoredItem(handle, provena, call, createError).catch((error: unknown) => {
      throw error instanceof NotFoundError ? createError(`${handle} is not in this registry`) : error;
    });
    if (item.kind !== document.kind)
      throw createError(`${handle} is of kind ${item.kind.name}, not ${document.kind.name}`);
    return item;
  }

  /** The items with the key of the document, else those with its name; oldest first. */
  async #findByKeyOrName(
    items: readonly StoredItem[],
    document: ItemDocument,
    identity: DocumentIdentity,
  ): Promise<readonly StoredItem[]> {
    const byKey = await this.#findByKey(items, identity);
    const matches = byKey.length > 0 ? byKey : await this.#findByName(items, document, identity);
    return sortOldestFirst(matches);
  }

  async #findByKey(items: readonly StoredItem[], { key }: DocumentIdentity): Promise<readonly StoredItem[]> {
    if (key === undefined) return [];
    const keyed = items.filter((item) => getDocumentKey(item) === key);
    if (keyed.length < 2) return keyed;
    // Another user's copy of the metadata carries the key as well.
    const matches = await this.#lists.filterOwned(keyed);
    return matches.length > 0 ? matches : keyed;
  }

  async #findByName(
    items: readonly StoredItem[],
    document: ItemDocument,
    { key, repositoryPrefix }: DocumentIdentity,
  ): Promise<readonly StoredItem[]> {
    const name = getDocumentName(document);
    const candidates = items.filter((item) => {
      if (item.name !== name) return false;
      const itemKey = getDocumentKey(item);
      // An item with another `$id` of this repository is a different item with the same name.
      return key === undefined || itemKey === undefined || !itemKey.startsWith(repositoryPrefix);
    });
    return this.#lists.filterOwned(candidates);
  }

  /** The item whose document was renamed in place: its old name is not that of another document. */
  async #findByPath(
    items: readonly StoredItem[],
    { path }: DocumentIdentity,
  ): Promise<StoredItem | undefined> {
    if (path === undefined || path.endsWith(SHARED_FILE_MARK)) return undefined;
    const candidates = items.filter(
      (item) =>
        getMetadataText(item, DOCUMENT_PATH_FIELD) === path &&
        getDocumentKey(item) === undefined &&
        !this.#documentNames.has(formatKindAndName(item.kind, item.name)),
    );
    const [item, ...others] = sortOldestFirst(await this.#lists.filterOwned(candidates));
    return item && others.every((other) => isOfSameDocument(other, item)) ? item : undefined;
  }

  /** The items of this user with the name of a document, also in another spelling, and those of others with exactly this name. */
  async #findByNameOrSpelling(items: readonly StoredItem[], document: ItemDocument) {
    const name = getDocumentName(document) ?? '';
    const simpleName = simplifyName(name);
    const similar = items.filter((item) => simplifyName(item.name) === simpleName);
    const own = await this.#lists.filterOwned(similar);
    return { own, others: similar.filter((item) => item.name === name && !own.includes(item)) };
  }

  /** The items of this user that had the name of a document, themselves or as an earlier version, and have another one now. */
  async #findRenamed(items: readonly StoredItem[], document: ItemDocument): Promise<readonly StoredItem[]> {
    const name = getDocumentName(document) ?? '';
    const all = await this.#lists.listAll(document.kind);
    const named = new Set(all.filter((item) => hadName(item, name)));
    if (named.size === 0) return [];
    const renamed = items.filter(
      (item) =>
        item.name !== name && [item, ...listEarlierVersions(item, all)].some((version) => named.has(version)),
    );
    return this.#lists.filterOwned(renamed);
  }

  /**
   * The items of this user that a document may describe although its name and its file were changed together: the file that
   * they record is gone, and most of their values are those of the document. The newest {@link MAX_MOVED}, oldest first.
   */
  async #findMoved(
    items: readonly StoredItem[],
    document: ItemDocument,
    value: Json,
  ): Promise<readonly StoredItem[]> {
    const identity = this.identify(document);
    const isSimilar = createSimilarityFilter(document.kind, value);
    const similar = items.filter((item) => {
      const file = getRecordedFile(item, identity);
      return file !== undefined && !hasOtherKey(item, identity) && !this.#hasFile(file) && isSimilar(item);
    });
    const newest = sortOldestFirst(await this.#lists.filterOwned(similar)).slice(-MAX_MOVED);
    // A file that the job writes usually describes another item each time.
    if (newest.length === 0 || (await this.#isWrittenByJob(document))) return [];
    const outside = await Promise.all(newest.map((item) => this.findFileOutsideCheckout(document, item)));
    return newest.filter((_, i) => outside[i] === undefined);
  }

  #hasFile(file: string): boolean {
    const known = this.#existingFiles.get(file) ?? existsSync(resolve(this.#options.workspace, file));
    this.#existingFiles.set(file, known);
    return known;
  }

  /** The items of this user that record the file of a document, oldest first. Two with a `$id` each are different items. */
  async #findByFile(items: readonly StoredItem[], document: ItemDocument): Promise<readonly StoredItem[]> {
    const identity = this.identify(document);
    if (identity.path === undefined) return [];
    const former = items.filter(
      (item) => !hasOtherKey(item, identity) && getRecordedFile(item, identity) === getFile(document),
    );
    return sortOldestFirst(await this.#lists.filterOwned(former));
  }

  /** @throws UserError when the document describes an item whose next version was deleted, or is not readable. */
  async #assertLatestIsReadable(document: ItemDocument, identity: DocumentIdentity): Promise<void> {
    const all = await this.#lists.listAll(document.kind);
    const ids = new Set(all.map(({ id }) => id));
    const last = all.filter(({ version }) => version?.next !== undefined && !ids.has(version.next));
    const [item] = await this.#findByKeyOrName(last, document, identity);
    if (!item) return;
    throw new UserError(
      createNameProblem(
        document,
        `describes ${item.id}, whose next version ${item.version?.next} was deleted, or is not readable with this token. Set $handle to the item that the document describes`,
      ),
    );
  }

  /** Whether the job wrote the file of a document. Each file is checked once. */
  #isWrittenByJob(document: ItemDocument): Promise<boolean> {
    const file = getFile(document);
    const known = this.#writtenFiles.get(file) ?? isWrittenByJob(this.#options.workspace, file);
    this.#writtenFiles.set(file, known);
    return known;
  }

  /** The documents of a file; none if it cannot be read. */
  readonly #loadFile = (path: string): Promise<readonly Source[]> => {
    const file = { path, input: 'item-file', workspace: this.#options.workspace };
    const known = this.#files.get(path) ?? loadFileDocuments(file).catch(() => []);
    this.#files.set(path, known);
    return known;
  };
}

/** Maximum number of items in the message about a moved document. */
const MAX_MOVED = 10;

function formatSimilarItems(subject: string, relation: string, items: readonly StoredItem[]): string {
  const ids = items.map(({ id }) => id).join(', ');
  return `${subject}: ${relation} (${ids}). A new item is created; set $handle to use an existing one.`;
}

/** Whether an item that was not found by the `$id` of a document has another `$id`. */
function hasOtherKey(item: StoredItem, { key }: DocumentIdentity): boolean {
  return key !== undefined && getDocumentKey(item) !== undefined;
}

/** Removes differences of a name that are hard to see: case, spaces, invisible characters, Unicode normalization. */
function simplifyName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase();
}

function createAmbiguityError(document: ItemDocument, items: readonly StoredItem[]): UserError {
  const ids = items.map(({ id }) => id).join(', ');
  const name = JSON.stringify(getDocumentName(document));
  const message = `${items.length} items are named ${name}: ${ids}. Set $handle to select one`;
  return new UserError(createNameProblem(document, message));
}
