declare module 'spdx-satisfies' {
  /** @throws Error when the first is no SPDX licence expression. */
  export default function satisfies(expression: string, approved: readonly string[]): boolean;
}
