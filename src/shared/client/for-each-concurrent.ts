/**
 * Runs `work` for every item, at most `limit` at a time, started in order. After an error, no more work is started;
 * it rejects with the first error when all work in progress has ended, so that nothing continues in the background.
 */
export async function forEachConcurrent<T>(
  items: Iterable<T>,
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = items[Symbol.iterator]();
  let failure: { readonly error: unknown } | undefined;
  const worker = async () => {
    for (let next = iterator.next(); !next.done && !failure; next = iterator.next()) {
      try {
        await work(next.value);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  if (failure) throw failure.error;
}

/** Returns the results of `work` in the order of the items. Concurrency and errors are as in `forEachConcurrent`. */
export async function mapConcurrent<In, Out>(
  items: readonly In[],
  limit: number,
  work: (item: In) => Promise<Out>,
): Promise<Out[]> {
  const results: Out[] = [];
  await forEachConcurrent(items.entries(), limit, async ([index, item]) => {
    results[index] = await work(item);
  });
  return results;
}
