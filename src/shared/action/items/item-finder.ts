import { type CallOptions, NotFoundError, type Provena } from '../../client/index.ts';
import type { ItemDocument } from '../../spec/items/item-document.ts';
import { textAt } from '../../spec/items/item-document.ts';
import type { ItemKind } from '../../spec/items/item-kinds.ts';
import { type Problem, UserError } from '../../spec/problem.ts';
import { DOCUMENT_KEY_FIELD, fetchStoredItem, listStoredItems, type StoredItem } from './stored-item.ts';

/** Returns the key that identifies the item of a document, even after it is renamed. */
export function createDocumentKey(document: ItemDocument, repository: string | undefined): string {
  return [repository, document.name].filter(Boolean).join(':');
}

/** An item that matches a document. */
export interface ItemMatch {
  readonly item: StoredItem;
  readonly matchedBy: 'handle' | 'key' | 'name';
}

/**
 * Finds the items of documents: by `$handle`, by key, or by exact name if it is unique. Each kind is listed once,
 * regardless of the number of documents.
 */
export class ItemFinder {
  readonly #provena: Provena;
  readonly #call: CallOptions;
  readonly #itemsByKind = new Map<string, Promise<StoredItem[]>>();
  #username: Promise<string> | undefined;

  constructor(provena: Provena, call: CallOptions) {
    this.#provena = provena;
    this.#call = call;
  }

  /** @throws UserError when `$handle` is not an item of this kind, or several items have the name. */
  async find(document: ItemDocument, key: string): Promise<ItemMatch | undefined> {
    if (document.handle !== undefined)
      return { item: await this.#byHandle(document, document.handle), matchedBy: 'handle' };
    const items = await this.#list(document.kind);
    const keyed = items
      .filter((item) => getDocumentKey(item) === key)
      .sort((a, b) => a.createdAt - b.createdAt);
    const latest = keyed.filter((item) => item.version?.next === undefined);
    const byKey = latest[0] ?? keyed[0];
    if (byKey) return { item: byKey, matchedBy: 'key' };
    const name = textAt(document.value, document.kind.namePath);
    const named = items.filter(
      (item) => item.name === name && item.version?.next === undefined && getDocumentKey(item) === undefined,
    );
    const candidates = named.length > 1 ? await this.#preferOwn(named) : named;
    if (candidates.length > 1) throw new UserError(createAmbiguityProblem(document, name, candidates));
    return candidates[0] ? { item: candidates[0], matchedBy: 'name' } : undefined;
  }

  /** Lists items of a kind with this key without the cache, to find what a request with a lost response created. */
  async findUncached(kind: ItemKind, key: string): Promise<StoredItem[]> {
    this.#itemsByKind.delete(kind.name);
    return (await this.#list(kind)).filter((item) => getDocumentKey(item) === key);
  }

  async #byHandle(document: ItemDocument, handle: string): Promise<StoredItem> {
    const refuse = (message: string): UserError =>
      new UserError({ message, path: '$handle', place: document.source.place(['$handle']) });
    const item = await fetchStoredItem(handle, this.#provena, this.#call).catch((error: unknown) => {
      throw error instanceof NotFoundError ? refuse(`${handle} is not in this registry`) : error;
    });
    if (item.kind !== document.kind)
      throw refuse(`${handle} is of kind ${item.kind.name}, not ${document.kind.name}`);
    return item;
  }

  #list(kind: ItemKind): Promise<StoredItem[]> {
    const known =
      this.#itemsByKind.get(kind.name) ?? Array.fromAsync(listStoredItems(kind, this.#provena, this.#call));
    this.#itemsByKind.set(kind.name, known);
    return known;
  }

  async #preferOwn(items: readonly StoredItem[]): Promise<readonly StoredItem[]> {
    this.#username ??= this.#provena.registry
      .checkAccess('general', this.#call)
      .then(({ username }) => username);
    const me = await this.#username;
    const mine = items.filter((item) => item.owner === me);
    return mine.length === 1 ? mine : items;
  }
}

function getDocumentKey(item: StoredItem): string | undefined {
  return textAt(item.value, [...item.kind.metadataPath, DOCUMENT_KEY_FIELD]);
}

function createAmbiguityProblem(
  document: ItemDocument,
  name: string | undefined,
  items: readonly StoredItem[],
): Problem {
  const ids = items.map(({ id }) => id).join(', ');
  return {
    message: `${items.length} items are named ${JSON.stringify(name)}: ${ids}. Set $handle to select one`,
    path: document.kind.namePath.join('.'),
    place: document.source.place(document.kind.namePath),
  };
}
