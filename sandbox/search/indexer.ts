import type { Items } from '../registry/items.ts';
import type { Pace } from '../settings.ts';
import { SearchIndex } from './search-index.ts';

/** How long after a write an item is found. */
const LAG_MS: Record<Pace, number> = { instant: 0, fast: 100, real: 2_000 };

/** Keeps the search index a little behind the registry, as the real one is. */
export class Indexer {
  readonly index: SearchIndex;
  readonly #items: Items;
  readonly #lagMs: number;
  readonly #waiting: { id: string; dueMs: number }[] = [];
  #complete = false;

  constructor(items: Items, pace: Pace, fixed: boolean) {
    this.index = new SearchIndex(fixed);
    this.#items = items;
    this.#lagMs = LAG_MS[pace];
    items.onChange = (id) => this.#waiting.push({ id, dueMs: Date.now() + this.#lagMs });
  }

  /** Brings the index to where it would be by now. Done when somebody searches, so that writing costs nothing. */
  catchUp(): void {
    if (!this.#complete) {
      this.#rebuild();
      return;
    }
    for (const id of this.#takeDue()) this.#refresh(id);
  }

  /** The registry was replaced as a whole. */
  forget(): void {
    this.#complete = false;
  }

  #rebuild(): void {
    for (const id of [...this.index.ids()]) this.index.remove(id);
    this.#takeDue();
    const fresh = new Set(this.#waiting.map(({ id }) => id));
    for (const item of this.#items.all()) if (!fresh.has(item.id)) this.index.put(item);
    this.#complete = true;
  }

  /** Ids whose time has come, each once. */
  #takeDue(): Set<string> {
    const now = Date.now();
    const later = this.#waiting.findIndex(({ dueMs }) => dueMs > now);
    const due = this.#waiting.splice(0, later === -1 ? this.#waiting.length : later);
    return new Set(due.map(({ id }) => id));
  }

  #refresh(id: string): void {
    const item = this.#items.get(id);
    if (item) this.index.put(item);
    else this.index.remove(id);
  }
}
