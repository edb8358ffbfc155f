/**
 * Gives a value the type that a test expects: an output of a step, a field of a server's response, a parsed file. Nothing is checked
 * here, because the assertions of the test check the value itself; a value of another shape fails them, or throws a `TypeError`.
 *
 * ```ts
 * const { id } = assumeType<{ id: string }>(response['created_item']);
 * ```
 *
 * Tests use this function instead of `as`, so that the reason for all these casts is written once. It is of no use outside of tests:
 * there, a schema checks what comes from outside.
 */
export function assumeType<T>(value: unknown): T {
  return value as T; // see above
}
