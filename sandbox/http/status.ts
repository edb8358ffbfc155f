/** The request was understood and refused, and the answer says so with status 200 and `status.success` false. */
export class StatusFailure extends Error {
  override readonly name = 'StatusFailure';
}

type Status = { success: boolean; details: string };

/** `Status` of a request that went well. */
export function createSuccessStatus(details: string): Status {
  return { success: true, details };
}

/**
 * Answers with a `status` beside the fields that `work` gives; when it throws `StatusFailure`, with `success` false and the fields of
 * `otherwise`.
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
