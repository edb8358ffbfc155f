declare module 'spdx-satisfies' {
  /** @throws Error if the first argument is not an SPDX licence expression. */
  export default function satisfies(expression: string, approved: readonly string[]): boolean;
}
