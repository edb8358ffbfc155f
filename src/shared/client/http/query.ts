import { InvalidError } from './errors.ts';

/** Values of a query. `undefined` is omitted; everything else is sent unchanged, including empty text. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/** Names of resources: with an empty one, the servers find nothing or respond with 500. */
const IDENTIFIER_NAME = /(?:^|_)id$|^username$/;

/**
 * `path?name=value`, names and values percent-encoded. Handles (`10378.1/123`) are always sent here, never in a path.
 * @throws InvalidError for an empty id or user name.
 */
export function withQuery(path: string, query: Query = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    if (value === '' && IDENTIFIER_NAME.test(name)) throw createEmptyNameError(name);
    parameters.append(name, String(value));
  }
  return parameters.size === 0 ? path : `${path}?${parameters}`;
}

function createEmptyNameError(name: string): InvalidError {
  const issue = { path: [name], message: 'must not be empty', code: 'empty' };
  return new InvalidError('the request was not sent', { issues: [issue] });
}
