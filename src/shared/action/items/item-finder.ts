import { type CallOptions, NotFoundError, type Provena } from '../../client/index.ts';
import { isMapping } from '../../client/mapping.ts';
import type { ItemDocument } from '../../documents/items/item-document.ts';
import { getValueAt, type Json } from '../../documents/json.ts';
import { UserError } from '../../documents/problem.ts';
import { RUN_URL_FIELD } from '../../jobs/record-identity.ts';
import { sortOldestFirst } from '../idempotency/existing-results.ts';
import type { WorkflowRun } from '../runner/github/workflow-run.ts';
import type { Log } from '../runner/log/log.ts';
import { isLinkedToRun } from '../workflow-run/run-metadata.ts';
import { isDescribedByOther } from './copied-document.ts';
import { DocumentFiles } from './document-files.ts';
import {
  createNameProblem,
  type DocumentIdentity,
  getDocumentKey,
  getDocumentName,
  getFile,
  getMetadataText,
  getRecordedFile,
  getRecordedPath,
  isOfSameDocument,
  SHARED_FILE_MARK,
} from './document-identity.ts';
import { getOrAdd } from './get-or-add.ts';
import { type ItemIndex, indexItems } from './item-index.ts';
import { ItemLists } from './item-lists.ts';
import { SimilarItems } from './similar-items.ts';
import { StepDocuments } from './step-documents.ts';
import { addEarlierHistory, fetchStoredItem, listContents, type StoredItem } from './stored-item.ts';
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
  readonly #documents: StepDocuments;
  readonly #lists: ItemLists;
  readonly #files: DocumentFiles;
  readonly #similarItems: SimilarItems;
  /** The index of each list. Weak, because a list is read again after each lost response. */
  readonly #indexes = new WeakMap<readonly StoredItem[], ItemIndex>();

  constructor(documents: readonly ItemDocument[], options: ItemFinderOptions) {
    this.#options = options;
    this.#documents = new StepDocuments(documents, options.workflowRun);
    this.#lists = new ItemLists(options.provena, options.call);
    this.#files = new DocumentFiles(documents, options.workspace);
    this.#similarItems = new SimilarItems(this.#documents, this.#lists, this.#files);
  }

  identify(document: ItemDocument): DocumentIdentity {
    return this.#documents.identify(document);
  }

  /** Whether the job is known to have written the file with the name of a document. */
  async isGenerated(document: ItemDocument): Promise<boolean> {
    return (
      this.identify(document).path !== undefined && (await this.#files.isWrittenByJob(document)) === true
    );
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
      const hasKey = identity.key !== undefined && getDocumentKey(item, identity) === identity.key;
      if (!hasKey && !others.every((other) => isOfSameDocument(other, item)))
        throw createAmbiguityError(document, [item, ...others]);
      const belongsToOther = await isDescribedByOther(document, item, identity, (file) =>
        this.#files.load(file),
      );
      const duplicates = others.map(({ id }) => id);
      return { item, matchedBy: hasKey ? '$id' : 'name', belongsToOther, duplicates };
    }
    await this.#assertLatestIsReadable(document, identity);
    const byPath = identity.key === undefined ? await this.#findByPath(current, identity) : undefined;
    // A file that the job writes usually describes another item each time.
    if (!byPath || (await this.#files.isWrittenByJob(document)) !== false) return undefined;
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
  reportSimilarItems(document: ItemDocument, value: Json, log: Log): Promise<void> {
    return this.#similarItems.report(document, value, log);
  }

  /**
   * The file of the repository that an item records, if it is not the one of this document and a sparse checkout leaves it
   * out: nobody can know here whether it still describes the item.
   */
  async findFileOutsideCheckout(document: ItemDocument, item: StoredItem): Promise<string | undefined> {
    const file = getRecordedFile(item, this.identify(document));
    if (file === undefined || file === getFile(document)) return undefined;
    return (await this.#files.isOutsideCheckout(file, document)) ? file : undefined;
  }

  /** Warns if a document may have taken over the name of an item that another document described. */
  reportTakenName(document: ItemDocument, item: StoredItem, log: Log): Promise<void> {
    return this.#similarItems.reportTakenName(document, item, log);
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
    return this.#isRerun() && this.isOfThisRun(item);
  }

  /** True in a re-run for an item that does not name the workflow run which created it. */
  isUnlinkedInRerun(item: StoredItem): boolean {
    return this.#isRerun() && getMetadataText(item, RUN_URL_FIELD) === undefined;
  }

  #isRerun(): boolean {
    return (this.#options.workflowRun?.runAttempt ?? 1) > 1;
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

  #index(items: readonly StoredItem[]): ItemIndex {
    return getOrAdd(this.#indexes, items, () => indexItems(items, this.#documents.repository));
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
    const keyed = preferMatches(
      this.#index(items).byKey.get(key) ?? [],
      (item) => getDocumentKey(item, undefined) === key,
    );
    if (keyed.length < 2) return keyed;
    // Another user's copy of the metadata carries the key as well.
    const matches = await this.#lists.filterOwned(keyed);
    return matches.length > 0 ? matches : keyed;
  }

  async #findByName(
    items: readonly StoredItem[],
    document: ItemDocument,
    identity: DocumentIdentity,
  ): Promise<readonly StoredItem[]> {
    const { key, repositoryPrefix } = identity;
    const name = getDocumentName(document);
    const candidates = (this.#index(items).byName.get(name) ?? []).filter((item) => {
      const itemKey = getDocumentKey(item, identity);
      // An item with another `$id` of this repository is a different item with the same name.
      return key === undefined || itemKey === undefined || !itemKey.startsWith(repositoryPrefix);
    });
    return this.#lists.filterOwned(candidates);
  }

  /** The item whose document was renamed in place: its old name is not that of another document. */
  async #findByPath(
    items: readonly StoredItem[],
    identity: DocumentIdentity,
  ): Promise<StoredItem | undefined> {
    const { path } = identity;
    if (path === undefined || path.endsWith(SHARED_FILE_MARK)) return undefined;
    const candidates = (this.#index(items).byPath.get(path) ?? []).filter(
      (item) =>
        getDocumentKey(item, identity) === undefined && !this.#documents.hasName(item.kind, item.name),
    );
    const owned = await this.#lists.filterOwned(candidates);
    const matches = preferMatches(owned, (item) => getRecordedPath(item, undefined) === path);
    const [item, ...others] = sortOldestFirst(matches);
    return item && others.every((other) => isOfSameDocument(other, item)) ? item : undefined;
  }

  /** @throws UserError when the document describes an item whose next version was deleted, or is not readable. */
  async #assertLatestIsReadable(document: ItemDocument, identity: DocumentIdentity): Promise<void> {
    const cut = await this.#lists.listCut(document.kind);
    const [item] = await this.#findByKeyOrName(cut, document, identity);
    if (!item) return;
    throw new UserError(
      createNameProblem(
        document,
        `describes ${item.id}, whose next version ${item.version?.next} was deleted, or is not readable with this token. Set $handle to the item that the document describes`,
      ),
    );
  }
}

/**
 * The items that match, or all if none does: under act, earlier versions created other items than on GitHub, and each step must
 * still find its own.
 */
function preferMatches(
  items: readonly StoredItem[],
  isMatch: (item: StoredItem) => boolean,
): readonly StoredItem[] {
  const matches = items.filter(isMatch);
  return matches.length > 0 ? matches : items;
}

function createAmbiguityError(document: ItemDocument, items: readonly StoredItem[]): UserError {
  const ids = items.map(({ id }) => id).join(', ');
  const name = JSON.stringify(getDocumentName(document));
  const message = `${items.length} items are named ${name}: ${ids}. Set $handle to select one`;
  return new UserError(createNameProblem(document, message));
}
