import { type CallOptions, NotFoundError, type Provena } from '../../client/index.ts';
import type { ItemDocument } from '../../spec/items/item-document.ts';
import { textAt } from '../../spec/items/item-document.ts';
import type { ItemKind } from '../../spec/items/item-kinds.ts';
import { type Problem, UserError } from '../../spec/problem.ts';
import { DOCUMENT_KEY_FIELD, fetchStoredItem, listStoredItems, type StoredItem } from './stored-item.ts';

/** The key by which the item of a document is known again, whatever its name becomes. */
export function createDocumentKey(document: ItemDocument, repository: string | undefined): string {
  return [repository, document.name].filter(Boolean).join(':');
}

/** How the item of a document was found. */
export interface ItemMatch {
  readonly item: StoredItem;
  readonly matchedBy: 'handle' | 'key' | 'name';
}

/**
 * Finds the items that documents describe: by the handle that a document gives itself, by its key, or by exact name, where
 * only one item has it. Each kind is read through once, however many documents there are of it.
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

  /** @throws UserError when the handle is of no such item, or the name of more than one. */
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
    const only = named.length > 1 ? await this.#preferOwn(named) : named;
    if (only.length > 1) throw new UserError(createAmbiguityProblem(document, name, only));
    return only[0] ? { item: only[0], matchedBy: 'name' } : undefined;
  }

  /** Items of a kind with this key, read anew: what an attempt whose answer got lost may have made. */
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
    message: `${items.length} items are called ${JSON.stringify(name)}: ${ids}. Say which by $handle`,
    path: document.kind.namePath.join('.'),
    place: document.source.place(document.kind.namePath),
  };
}
