import type { StoredItem } from '../registry/models/item.ts';
import type { Subtype } from '../registry/models/subtypes.ts';
import type { BugSettings } from '../settings.ts';
import { createSearchText } from './document.ts';
import {
  canMatch,
  createEdgeNgrams,
  createLetterMask,
  getMaxEdits,
  isWithinEdits,
  tokenize,
} from './tokens.ts';

export type SearchHit = { id: string; score: number };
type Document = { subtype: Subtype; grams: Iterable<string>; length: number };
/** The letters of an n-gram, and its count in each document. */
type Posting = { letters: number; counts: Map<string, number> };

/** The default constants of BM25. */
const BM25_K1 = 1.2;
const BM25_B = 0.75;
/** Limit of the similar words of a query word. */
const MAX_VARIANTS = 50;

/** Finds items by words, by beginnings of words and with typing errors. */
export class SearchIndex {
  readonly #documents = new Map<string, Document>();
  /** By edge n-gram. */
  readonly #postings = new Map<string, Posting>();
  readonly #settings: BugSettings;
  #totalLength = 0;

  constructor(settings: BugSettings) {
    this.#settings = settings;
  }

  put(item: StoredItem): void {
    this.remove(item.id);
    const grams = new Map<string, number>();
    let length = 0;
    for (const word of tokenize(createSearchText(item, this.#settings))) {
      for (const gram of createEdgeNgrams(word)) {
        grams.set(gram, (grams.get(gram) ?? 0) + 1);
        length++;
      }
    }
    for (const [gram, count] of grams) this.#posting(gram).counts.set(item.id, count);
    this.#documents.set(item.id, { subtype: item.item_subtype, grams: [...grams.keys()], length });
    this.#totalLength += length;
  }

  remove(id: string): void {
    const document = this.#documents.get(id);
    if (!document) return;
    for (const gram of document.grams) {
      const counts = this.#postings.get(gram)?.counts;
      counts?.delete(id);
      if (counts?.size === 0) this.#postings.delete(gram);
    }
    this.#totalLength -= document.length;
    this.#documents.delete(id);
  }

  /** Best hits first. A subtype filters the hits and adds to their scores. */
  search(query: string, subtype: Subtype | null, limit: number): SearchHit[] {
    const scores = new Map<string, number>();
    for (const word of new Set(tokenize(query))) {
      for (const { gram, weight } of this.#variants(word)) this.#score(gram, weight, scores);
    }
    const bonus =
      subtype === null
        ? 0
        : this.#computeIdf([...this.#documents.values()].filter((one) => one.subtype === subtype).length);
    const hits = [...scores].flatMap(([id, score]) => {
      const isMatching = subtype === null || this.#documents.get(id)?.subtype === subtype;
      return isMatching ? [{ id, score: score + bonus }] : [];
    });
    return hits.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)).slice(0, limit);
  }

  /** The n-grams that match a query word, with weights by similarity. */
  #variants(word: string): { gram: string; weight: number }[] {
    const maxEdits = getMaxEdits(word);
    const exact = this.#postings.has(word) ? [{ gram: word, weight: 1 }] : [];
    if (maxEdits === 0) return exact;
    const near: { gram: string; weight: number }[] = [];
    const letters = createLetterMask(word);
    for (const [gram, posting] of this.#postings) {
      if (
        !canMatch(letters, posting.letters, maxEdits) ||
        gram === word ||
        !isWithinEdits(word, gram, maxEdits)
      )
        continue;
      near.push({ gram, weight: 1 - maxEdits / Math.max(word.length, gram.length) });
      if (near.length >= MAX_VARIANTS) break;
    }
    return [...exact, ...near];
  }

  #score(gram: string, weight: number, scores: Map<string, number>): void {
    const counts = this.#postings.get(gram)?.counts ?? new Map<string, number>();
    const idf = this.#computeIdf(counts.size);
    const average = this.#totalLength / Math.max(1, this.#documents.size);
    for (const [id, count] of counts) {
      const relative = (this.#documents.get(id)?.length ?? 0) / average;
      const frequency = count / (count + BM25_K1 * (1 - BM25_B + BM25_B * relative));
      scores.set(id, (scores.get(id) ?? 0) + weight * idf * frequency);
    }
  }

  #computeIdf(found: number): number {
    return Math.log(1 + (this.#documents.size - found + 0.5) / (found + 0.5));
  }

  #posting(gram: string): Posting {
    const posting = this.#postings.get(gram);
    if (posting) return posting;
    const added = { letters: createLetterMask(gram), counts: new Map<string, number>() };
    this.#postings.set(gram, added);
    return added;
  }
}
