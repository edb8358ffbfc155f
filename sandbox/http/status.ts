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
 * the fields of `otherwise`.
 */
export function withStatus<T extends object>(
  details: string,
  work: () => T,
  otherwise: { [K in keyof T]: null },
) {
  try {
    return { status: createSuccessStatus(details), ...work() };
  } catch (error) {
    if (!(error instanceof StatusFailure)) throw error;
    return { status: { success: false, details: error.message }, ...otherwise };
  }
}

/** Like {@link withStatus}, for work that adds no fields to the response. */
export function reportStatus(details: string, work: () => void) {
  const run = () => {
    work();
    return {};
  };
  return withStatus(details, run, {});
}
