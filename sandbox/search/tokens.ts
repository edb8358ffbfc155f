/** Tokens and edit distances, as in the analyzer of the search engine. */

const MAX_NGRAM_LENGTH = 20;
const WORD = /[\p{L}\p{N}\p{M}_]+(?:[.'’:][\p{L}\p{N}\p{M}_]+)*|\p{Extended_Pictographic}/gu;

/** Words in lower case. A dot between digits or letters does not separate words. */
export function tokenize(text: string): string[] {
  return text.toLowerCase().match(WORD) ?? [];
}

/** The part of a word that is indexed. */
export function truncateWord(word: string): string {
  return word.length <= MAX_NGRAM_LENGTH ? word : [...word].slice(0, MAX_NGRAM_LENGTH).join('');
}

/** The beginnings of a word. */
export function createEdgeNgrams(word: string): string[] {
  const letters = [...word];
  return letters.map((_, index) => letters.slice(0, index + 1).join(''));
}

/** The allowed edit distance of a word: 0 up to two letters, 1 up to five, then 2 (fuzziness AUTO). */
export function getMaxEdits(word: string): number {
  const { length } = [...word];
  return length <= 2 ? 0 : length <= 5 ? 1 : 2;
}

/** The letters of a word as a set of 32 bits. Different letters can share a bit. */
export function createLetterMask(word: string): number {
  let letters = 0;
  for (let index = 0; index < word.length; index++) letters |= 1 << (word.charCodeAt(index) & 31);
  return letters;
}

/** A fast check by letter masks. @returns false if the words differ in too many letters for the edit distance */
export function canMatch(a: number, b: number, maxEdits: number): boolean {
  return hasAtMostBits(a & ~b, maxEdits) && hasAtMostBits(b & ~a, maxEdits);
}

function hasAtMostBits(bits: number, most: number): boolean {
  let remaining = bits;
  for (let cleared = 0; cleared < most; cleared++) remaining &= remaining - 1; // clears the lowest bit
  return remaining === 0;
}

/** Whether two words differ by at most so many insertions, deletions, substitutions or transpositions. */
export function isWithinEdits(a: string, b: string, maxEdits: number): boolean {
  if (Math.abs(a.length - b.length) > maxEdits) return false;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let best = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
      best = Math.min(best, cost);
    }
    if (best > maxEdits) return false;
    beforeLast = last;
    last = current;
  }
  return (last[b.length] ?? maxEdits + 1) <= maxEdits;
}
