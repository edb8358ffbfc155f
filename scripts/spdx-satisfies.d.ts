// The package has no types. A declaration of a module cannot be in a file with imports.
declare module 'spdx-satisfies' {
  /** @throws Error if the first argument is not an SPDX licence expression. */
  export default function satisfies(expression: string, approved: readonly string[]): boolean;
}
