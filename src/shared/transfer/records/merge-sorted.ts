interface Source<T> {
  readonly iterator: Iterator<T>;
  /** Position among the sources. */
  readonly index: number;
  head: T;
}

/** Merges sorted sources into one sorted sequence. Equal records keep the order of their sources. */
export function* mergeSorted<T>(
  sources: readonly Iterable<T>[],
  compare: (a: T, b: T) => number,
): Generator<T> {
  const heap: Source<T>[] = [];
  const isBefore = (a: Source<T>, b: Source<T>) => (compare(a.head, b.head) || a.index - b.index) < 0;
  for (const [index, source] of sources.entries()) {
    const iterator = source[Symbol.iterator]();
    const first = iterator.next();
    if (!first.done) heap.push({ iterator, index, head: first.value });
  }
  for (let at = heap.length >> 1; at >= 0; at--) siftDown(heap, at, isBefore);
  for (let top = heap[0]; top; top = heap[0]) {
    yield top.head;
    const next = top.iterator.next();
    if (!next.done) top.head = next.value;
    else {
      const last = heap.pop();
      if (last && heap.length > 0) heap[0] = last;
    }
    siftDown(heap, 0, isBefore);
  }
}

/** Moves a source down the heap until it is before its children. */
function siftDown<T>(
  heap: Source<T>[],
  start: number,
  isBefore: (a: Source<T>, b: Source<T>) => boolean,
): void {
  for (let at = start; ; ) {
    let least = at;
    for (const child of [2 * at + 1, 2 * at + 2]) {
      const [candidate, best] = [heap[child], heap[least]];
      if (candidate && best && isBefore(candidate, best)) least = child;
    }
    const [upper, lower] = [heap[at], heap[least]];
    if (least === at || !upper || !lower) return;
    heap[at] = lower;
    heap[least] = upper;
    at = least;
  }
}
