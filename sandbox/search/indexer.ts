import type { Items } from '../registry/items.ts';
import type { BugSettings, Pace, Settings } from '../settings.ts';
import { type SearchHit, SearchIndex } from './search-index.ts';

/** Time between a write and its appearance in the index. */
const LAG_MS: Record<Pace, number> = { instant: 0, fast: 100, real: 2_000 };

/** Keeps the search index behind the registry, as on a real server. */
export class Indexer {
  #index: SearchIndex;
  readonly #items: Items;
  readonly #settings: BugSettings;
  readonly #lagMs: number;
  /** The items that have changed since the last update of the index, by id, with the time at which the index shows the change. */
  readonly #pending = new Map<string, number>();
  #isComplete = false;

  constructor(items: Items, settings: BugSettings & Pick<Settings, 'pace'>) {
    this.#index = new SearchIndex(settings);
    this.#items = items;
    this.#settings = settings;
    this.#lagMs = LAG_MS[settings.pace];
    items.onChange = (id) => {
      if (!this.#pending.has(id)) this.#pending.set(id, Date.now() + this.#lagMs);
    };
  }

  /** Updates the index to the current time, which is not done before so that writes are fast, and searches it. */
  search(...query: Parameters<SearchIndex['search']>): SearchHit[] {
    if (this.#isComplete) for (const id of this.#takeDueIds()) this.#updateItem(id);
    else this.#rebuild();
    return this.#index.search(...query);
  }

  /** Rebuilds the index after the registry has been replaced. */
  reset(): void {
    this.#isComplete = false;
  }

  #rebuild(): void {
    this.#index = new SearchIndex(this.#settings);
    this.#takeDueIds();
    for (const item of this.#items.all()) if (!this.#pending.has(item.id)) this.#index.put(item);
    this.#isComplete = true;
  }

  #takeDueIds(): string[] {
    const now = Date.now();
    const due = [...this.#pending].flatMap(([id, dueMs]) => (dueMs <= now ? [id] : []));
    for (const id of due) this.#pending.delete(id);
    return due;
  }

  #updateItem(id: string): void {
    const item = this.#items.get(id);
    if (item) this.#index.put(item);
    else this.#index.remove(id);
  }
}
