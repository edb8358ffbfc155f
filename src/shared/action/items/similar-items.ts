import type { ItemDocument } from '../../documents/items/item-document.ts';
import type { Json } from '../../documents/json.ts';
import { sortOldestFirst } from '../idempotency/existing-results.ts';
import type { Log } from '../runner/log/log.ts';
import type { DocumentFiles } from './document-files.ts';
import {
  type DocumentIdentity,
  getDocumentKey,
  getDocumentName,
  getFile,
  getRecordedFile,
  isOfGeneratedFile,
} from './document-identity.ts';
import { createSimilarityFilter } from './document-record.ts';
import type { ItemLists } from './item-lists.ts';
import type { StepDocuments } from './step-documents.ts';
import { hadName, listEarlierVersions, type StoredItem } from './stored-item.ts';

/** Maximum number of items in the message about a moved document. */
const MAX_MOVED = 10;

/** What an item shows to every document of the step: each of thousands of documents is compared with each item. */
interface ItemTraits {
  readonly simpleName: string;
  /** Whether a document of this step describes it. */
  readonly isDescribed: boolean;
  /** The file of this repository that it records. */
  readonly file: string | undefined;
  /** Whether that file, which was part of a commit, does not exist any more. */
  readonly isFileGone: boolean;
  /** Whether it records a document with `$id`. */
  readonly hasKey: boolean;
}

/** Reports the items that a document may refer to although it does not identify them, before another item is created. */
export class SimilarItems {
  readonly #documents: StepDocuments;
  readonly #lists: ItemLists;
  readonly #files: DocumentFiles;
  readonly #traits = new WeakMap<StoredItem, ItemTraits>();
  /** Items that were reported as those of a file. */
  readonly #formerItems = new Set<StoredItem>();

  constructor(documents: StepDocuments, lists: ItemLists, files: DocumentFiles) {
    this.#documents = documents;
    this.#lists = lists;
    this.#files = files;
  }

  /**
   * Warns if the file of a document that was found by its name described another item before: two items may have exchanged
   * their names, so that the document now replaces the values of the wrong one.
   */
  async reportTakenName(document: ItemDocument, item: StoredItem, log: Log): Promise<void> {
    const identity = this.#documents.identify(document);
    const [recorded, file] = [getRecordedFile(item, identity), getFile(document)];
    if (recorded === undefined || recorded === file) return;
    const items = await this.#lists.listCurrent(document.kind);
    const former = await this.#findByFile(items, file, identity);
    const undescribed = former.find((other) => !this.#getTraits(other).isDescribed);
    if (!undescribed) return;
    log.warning(
      `${document.name}: the document replaces the values of ${item.id}, which has its name and which ${recorded} described. The file described ${undescribed.id} (${undescribed.name}) before. If you renamed both items, restore the values, and give each document an $id.`,
    );
  }

  /** @param value the content of the document with the handles of references. */
  async report(document: ItemDocument, value: Json, log: Log): Promise<void> {
    const warn = (relation: string, found: readonly StoredItem[]): void => {
      if (found.length > 0) log.warning(formatSimilarItems(document.name, relation, found));
    };
    const items = await this.#lists.listCurrent(document.kind);
    const isFree = (item: StoredItem): boolean => !this.#getTraits(item).isDescribed;
    const { own, others } = await this.#findByNameOrSpelling(items, document);
    const renamed = (await this.#findRenamed(items, document)).filter(isFree);
    warn('other users have items of this kind and name', others);
    warn('you have items of this kind and name with another $id or spelling', own.filter(isFree));
    warn('items that had this name were renamed', renamed);
    const reported = new Set([...own, ...renamed]);
    const unreported = items.filter((item) => isFree(item) && !reported.has(item));
    const moved = await this.#findMoved(unreported, document, value);
    warn('items whose files are gone have most of the values of this document', moved);
    await this.#reportItemsOfFile(unreported, document, log);
  }

  #getTraits(item: StoredItem): ItemTraits {
    const known = this.#traits.get(item);
    if (known) return known;
    const { repository } = this.#documents;
    const file = getRecordedFile(item, repository);
    const traits = {
      simpleName: simplifyName(item.name),
      isDescribed: this.#documents.isDescribed(item),
      file,
      isFileGone: file !== undefined && !isOfGeneratedFile(item) && !this.#files.exists(file),
      hasKey: getDocumentKey(item, repository) !== undefined,
    };
    this.#traits.set(item, traits);
    return traits;
  }

  /** The items of this user with the name of a document, also in another spelling, and those of others with exactly this name. */
  async #findByNameOrSpelling(items: readonly StoredItem[], document: ItemDocument) {
    const name = getDocumentName(document) ?? '';
    const simpleName = simplifyName(name);
    const similar = items.filter((item) => this.#getTraits(item).simpleName === simpleName);
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
    const { key } = this.#documents.identify(document);
    const isSimilar = createSimilarityFilter(document.kind, value);
    const similar = items.filter((item) => {
      const { isFileGone, hasKey } = this.#getTraits(item);
      return isFileGone && !(hasKey && key !== undefined) && isSimilar(item);
    });
    const newest = sortOldestFirst(await this.#lists.filterOwned(similar)).slice(-MAX_MOVED);
    // A file that the job writes usually describes another item each time.
    if (newest.length === 0 || (await this.#files.isWrittenByJob(document)) !== false) return [];
    const outside = await Promise.all(
      newest.map((item) => this.#files.isOutsideCheckout(this.#getTraits(item).file ?? '', document)),
    );
    return newest.filter((_, i) => !outside[i]);
  }

  /** The items of this user that record a file, oldest first. Two with a `$id` each are different items. */
  async #findByFile(
    items: readonly StoredItem[],
    file: string,
    { key }: DocumentIdentity,
  ): Promise<readonly StoredItem[]> {
    const former = items.filter((item) => {
      const traits = this.#getTraits(item);
      return traits.file === file && !(traits.hasKey && key !== undefined);
    });
    return sortOldestFirst(await this.#lists.filterOwned(former));
  }

  /** Reports the items of this user that record the file of a document, oldest first; each item once in a step. */
  async #reportItemsOfFile(items: readonly StoredItem[], document: ItemDocument, log: Log): Promise<void> {
    const identity = this.#documents.identify(document);
    if (identity.path === undefined) return;
    const file = getFile(document);
    const former = await this.#findByFile(items, file, identity);
    const unreported = former.filter((item) => !this.#formerItems.has(item));
    if (unreported.length === 0) return;
    for (const item of unreported) this.#formerItems.add(item);
    const isWritten = await this.#files.isWrittenByJob(document);
    // Where git is missing or too old, a file that described several items is more likely to be generated than renamed.
    const isUnknown = isWritten === undefined && this.#files.isInCheckout(file);
    if (isWritten === false || (isUnknown && former.length === 1)) {
      const relation = 'the file described items that no document of this step describes';
      log.warning(formatSimilarItems(file, relation, unreported));
    } else {
      const place = isUnknown ? '' : ', which is not part of the checkout,';
      const relation = `the file${place} previously described another item`;
      log.info(formatSimilarItems(file, relation, unreported.slice(-1)));
    }
  }
}

function formatSimilarItems(subject: string, relation: string, items: readonly StoredItem[]): string {
  const ids = items.map(({ id }) => id).join(', ');
  return `${subject}: ${relation} (${ids}). A new item is created; set $handle to use an existing one.`;
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
