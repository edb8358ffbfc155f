/** How text becomes words, and how near a word is to another: what the search engine's analyzer does. */

const MAX_NGRAM_LENGTH = 20;
const WORD = /[\p{L}\p{N}\p{M}_]+(?:[.'’:][\p{L}\p{N}\p{M}_]+)*|\p{Extended_Pictographic}/gu;

/** Words in lower case; a dot between digits or letters does not part them. */
export function tokenize(text: string): string[] {
  return text.toLowerCase().match(WORD) ?? [];
}

/** The beginnings of a word, up to twenty characters: what it is found by. */
export function createEdgeNgrams(word: string): string[] {
  const letters = [...word].slice(0, MAX_NGRAM_LENGTH);
  return letters.map((_, index) => letters.slice(0, index + 1).join(''));
}

/** How many slips of the pen a word may have: none up to two letters, one up to five, then two. */
export function getMaxEdits(word: string): number {
  const { length } = [...word];
  return length <= 2 ? 0 : length <= 5 ? 1 : 2;
}

/** Which letters a word has, as a set of 32 bits; letters that are far apart may share one. */
export function createLetterMask(word: string): number {
  let letters = 0;
  for (let index = 0; index < word.length; index++) letters |= 1 << (word.charCodeAt(index) & 31);
  return letters;
}

/** False when so many slips cannot make up for the letters that one word has and the other lacks: each gives one. */
export function canMatch(a: number, b: number, slips: number): boolean {
  return hasAtMostBits(a & ~b, slips) && hasAtMostBits(b & ~a, slips);
}

function hasAtMostBits(bits: number, most: number): boolean {
  let left = bits;
  for (let taken = 0; taken < most; taken++) left &= left - 1; // takes the lowest
  return left === 0;
}

/** Whether two words differ by at most so many insertions, deletions, changes or swaps of neighbours. */
export function isWithinEdits(a: string, b: string, slips: number): boolean {
  if (Math.abs(a.length - b.length) > slips) return false;
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
    if (best > slips) return false;
    beforeLast = last;
    last = current;
  }
  return (last[b.length] ?? slips + 1) <= slips;
}
