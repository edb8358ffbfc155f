/**
 * Rejects when nothing is left that could settle a promise. Node.js would end the process with exit code 0, and the step
 * would succeed, even after a failure.
 */
export async function rejectWhenIdle<T>(work: Promise<T>): Promise<T> {
  const idle = Promise.withResolvers<never>();
  const reject = (): void => idle.reject(new Error('the action has not finished, and no work is pending'));
  process.once('beforeExit', reject);
  try {
    return await Promise.race([work, idle.promise]);
  } finally {
    process.off('beforeExit', reject);
  }
}
