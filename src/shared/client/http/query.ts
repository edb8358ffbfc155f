/** Values of a query. `undefined` is left out; everything else is sent as it is, empty text included. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** `path?name=value`, names and values percent-encoded. Handles (`10378.1/123`) always travel here, never in a path. */
export function withQuery(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) parameters.append(name, String(value));
  }
  return parameters.size === 0 ? path : `${path}?${parameters}`;
}
