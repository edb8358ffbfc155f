/** Returns the result. Rejects with the reason of a signal that is aborted first. */
export async function untilAborted<T>(result: Promise<T>, ...signals: readonly AbortSignal[]): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const end = () => reject(signals.find((signal) => signal.aborted)?.reason);
  if (signals.some((signal) => signal.aborted)) end();
  for (const signal of signals) signal.addEventListener('abort', end, { once: true });
  try {
    return await Promise.race([result, aborted]);
  } finally {
    for (const signal of signals) signal.removeEventListener('abort', end);
  }
}
