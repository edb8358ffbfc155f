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
    const counts = new Map<string, number>();
    let length = 0; // in n-grams: a word has as many as letters
    for (const word of tokenize(createSearchText(item, this.#settings)).map(truncateWord)) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
      length += [...word].length;
    }
    for (const [word, count] of counts) this.#getOrAddWord(word).set(id, count);
    this.#documents.set(id, { subtype, words: [...counts.keys()], length });
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
    for (const [gram, known] of this.#grams) {
      if (
        !canMatch(letters, known.letters, maxEdits) ||
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
    const counts = this.#countOccurrences(gram);
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

  /** How often an n-gram occurs in each document: the sum of the words that begin with it. */
  #countOccurrences(gram: string): Map<string, number> {
    const sums = new Map<string, number>();
    for (const word of this.#grams.get(gram)?.words ?? [])
      for (const [id, count] of this.#words.get(word) ?? []) sums.set(id, (sums.get(id) ?? 0) + count);
    return sums;
  }

  /** How often a word occurs in each document; empty for a word that is new. */
  #getOrAddWord(word: string): Map<string, number> {
    const known = this.#words.get(word);
    if (known) return known;
    const counts = new Map<string, number>();
    this.#words.set(word, counts);
    for (const gram of createEdgeNgrams(word)) {
      const words = this.#grams.get(gram)?.words;
      if (words) words.add(word);
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
