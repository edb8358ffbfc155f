import type { CallOptions, Provena } from '../../client/index.ts';
import type { ItemKind } from '../../documents/items/item-kinds.ts';
import { getOrAdd } from './get-or-add.ts';
import { listEarlierVersions, listStoredItems, type StoredItem } from './stored-item.ts';

/** The items of the registry. Lists each kind once, and looks up the user once. */
export class ItemLists {
  readonly #provena: Provena;
  readonly #call: CallOptions;
  readonly #all = new Map<ItemKind, Promise<readonly StoredItem[]>>();
  readonly #current = new Map<ItemKind, Promise<readonly StoredItem[]>>();
  readonly #cut = new Map<ItemKind, Promise<readonly StoredItem[]>>();
  #username: Promise<string> | undefined;

  constructor(provena: Provena, call: CallOptions) {
    this.#provena = provena;
    this.#call = call;
  }

  /** All items of a kind that the user may read. */
  listAll(kind: ItemKind): Promise<readonly StoredItem[]> {
    return getOrAdd(this.#all, kind, () => Array.fromAsync(listStoredItems(kind, this.#provena, this.#call)));
  }

  /** The items of a kind without a newer version. */
  listCurrent(kind: ItemKind): Promise<readonly StoredItem[]> {
    return getOrAdd(this.#current, kind, async () =>
      (await this.listAll(kind)).filter(({ version }) => version?.next === undefined),
    );
  }

  /** The items of a kind whose next version was deleted, or is not readable. */
  listCut(kind: ItemKind): Promise<readonly StoredItem[]> {
    return getOrAdd(this.#cut, kind, async () => {
      const all = await this.listAll(kind);
      const ids = new Set(all.map(({ id }) => id));
      return all.filter(({ version }) => version?.next !== undefined && !ids.has(version.next));
    });
  }

  /** Makes the next call list the items of a kind again. */
  invalidate(kind: ItemKind): void {
    for (const lists of [this.#all, this.#current, this.#cut]) lists.delete(kind);
  }

  /**
   * The items that the user of this step owns. If there are none, those of which the user owns an earlier version: a version
   * belongs to the user who created it.
   * @param items of one kind.
   */
  async filterOwned(items: readonly StoredItem[]): Promise<readonly StoredItem[]> {
    const [first] = items;
    if (!first) return [];
    const username = await this.#getUsername();
    const isOwned = ({ owner }: StoredItem): boolean => owner === username;
    if (items.some(isOwned)) return items.filter(isOwned);
    const all = await this.listAll(first.kind);
    return items.filter((item) => listEarlierVersions(item, all).some(isOwned));
  }

  /** Whether the user of this step owns an item. */
  async isOwned({ owner }: StoredItem): Promise<boolean> {
    return owner === (await this.#getUsername());
  }

  #getUsername(): Promise<string> {
    this.#username ??= this.#provena.registry
      .checkAccess('general', this.#call)
      .then(({ username }) => username);
    return this.#username;
  }
}
