/** A rejected request that the server reports with status 200 and `status.success` false. */
export class StatusFailure extends Error {
  override readonly name = 'StatusFailure';
}

type Status = { success: boolean; details: string };

/** The `status` of a successful request. */
export function createSuccessStatus(details: string): Status {
  return { success: true, details };
}

/**
 * Returns a `status` and the fields that `work` returns; when `work` throws `StatusFailure`, with `success` false and
 * null in each field.
 */
export function withStatus<F extends string>(
  details: string,
  fields: readonly F[],
  work: () => Record<F, unknown>,
) {
  try {
    return { status: createSuccessStatus(details), ...work() };
  } catch (error) {
    if (!(error instanceof StatusFailure)) throw error;
    const status: Status = { success: false, details: error.message };
    return { status, ...Object.fromEntries(fields.map((field) => [field, null])) };
  }
}

/** Like {@link withStatus}, for work that adds no fields to the response. */
export function reportStatus(details: string, work: () => void) {
  return withStatus(details, [], () => {
    work();
    return {};
  });
}
