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
  truncateWord,
} from './tokens.ts';

export type SearchHit = { id: string; score: number };
type Document = { subtype: Subtype; words: readonly string[]; length: number };
/** The letters of an n-gram, and the words that begin with it. */
type Gram = { letters: number; words: Set<string> };

/** The default constants of BM25. */
const BM25_K1 = 1.2;
const BM25_B = 0.75;
/** Limit of the similar words of a query word. */
const MAX_VARIANTS = 50;

/**
 * Finds items by words, by beginnings of words and with typing errors. The search engine counts each n-gram of a word in
 * each document; this index counts words only, which takes a fraction of the time, and adds them up in a search.
 */
export class SearchIndex {
  readonly #documents = new Map<string, Document>();
  /** How often each word occurs in each document. */
  readonly #words = new Map<string, Map<string, number>>();
  /** The edge n-grams of all words. */
  readonly #grams = new Map<string, Gram>();
  readonly #settings: BugSettings;
  #totalLength = 0;

  constructor(settings: BugSettings) {
    this.#settings = settings;
  }

  put(item: StoredItem): void {
    this.remove(item.id);
    const { id, item_subtype: subtype } = item;
    const words = Map.groupBy(
      tokenize(createSearchText(item, this.#settings)).map(truncateWord),
      (word) => word,
    );
    let length = 0;
    for (const [word, { length: count }] of words) {
      this.#countsOf(word).set(id, count);
      length += count * [...word].length;
    }
    this.#documents.set(id, { subtype, words: [...words.keys()], length });
    this.#totalLength += length;
  }

  remove(id: string): void {
    const document = this.#documents.get(id);
    if (!document) return;
    for (const word of document.words) {
      const counts = this.#words.get(word);
      counts?.delete(id);
      if (counts?.size === 0) this.#removeWord(word);
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
    const exact = this.#grams.has(word) ? [{ gram: word, weight: 1 }] : [];
    if (maxEdits === 0) return exact;
    const near: { gram: string; weight: number }[] = [];
    const letters = createLetterMask(word);
    for (const [gram, posting] of this.#grams) {
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
    const counts = this.#sumCounts(this.#grams.get(gram)?.words ?? new Set());
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

  /** How often the words occur in each document. */
  #sumCounts(words: ReadonlySet<string>): ReadonlyMap<string, number> {
    if (words.size === 1) for (const word of words) return this.#countsOf(word);
    const sums = new Map<string, number>();
    for (const word of words)
      for (const [id, count] of this.#countsOf(word)) sums.set(id, (sums.get(id) ?? 0) + count);
    return sums;
  }

  #countsOf(word: string): Map<string, number> {
    const counts = this.#words.get(word) ?? new Map<string, number>();
    if (this.#words.has(word)) return counts;
    this.#words.set(word, counts);
    for (const gram of createEdgeNgrams(word)) {
      const known = this.#grams.get(gram);
      if (known) known.words.add(word);
      else this.#grams.set(gram, { letters: createLetterMask(gram), words: new Set([word]) });
    }
    return counts;
  }

  #removeWord(word: string): void {
    this.#words.delete(word);
    for (const gram of createEdgeNgrams(word)) {
      const words = this.#grams.get(gram)?.words;
      words?.delete(word);
      if (words?.size === 0) this.#grams.delete(gram);
    }
  }
}
