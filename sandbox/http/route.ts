import { type Fields, type FieldValues, model } from '../pydantic/model.ts';
import { INVALID, type Problem, readField, type Type } from '../pydantic/type.ts';
import { parseJsonBody, readFormField } from './body.ts';
import { UnhandledServerError, ValidationError } from './errors.ts';
import { getQuery, type IncomingRequest } from './incoming.ts';

/** The caller, from the claims of the token. */
export type User = { username: string; email: string | null; roles: string[]; access_token: string };

/** Checks the token and the realm roles. @throws HttpError 401 */
export type Authenticate = (authorization: string | undefined, roles: readonly string[]) => Promise<User>;

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** The parts of a request that a route reads: their types, and their values. */
type CallTypes<Q extends Fields, B> = { query?: Q; body?: Type<B>; form?: string };
type Call<Q extends Fields, B> = { query: FieldValues<Q>; body: B };

/** An operation of an API. */
export type Route = CallTypes<Fields, unknown> & {
  method: Method;
  path: string;
  /** Realm roles; the caller needs all of them. A route without roles needs no token. */
  roles?: readonly string[];
  /** Whether the server acts for the user at another API, for which the token must have an email. */
  actsForUser?: boolean;
  /** Not in the OpenAPI document. */
  unlisted?: boolean;
  handle(call: Call<Fields, unknown> & { user: User }): unknown;
};

/** A route that requires a token. With `form`, the body is the file in this field of a form, see `uploadedFile`. */
export function route<Q extends Fields = Record<never, never>, B = undefined>(
  method: Method,
  path: string,
  types: CallTypes<Q, B> & Pick<Route, 'actsForUser' | 'unlisted'> & { roles: readonly string[] },
  handle: (call: Call<Q, B> & { user: User }) => unknown,
): Route {
  return { method, path, ...types, handle: (call) => handle(call as Call<Q, B> & { user: User }) }; // read by these types
}

/** A route that needs no token. */
export function openRoute<Q extends Fields = Record<never, never>, B = undefined>(
  method: Method,
  path: string,
  types: CallTypes<Q, B>,
  handle: (call: Call<Q, B>) => unknown,
): Route {
  return { method, path, ...types, handle: (call) => handle(call as Call<Q, B>) }; // as above
}

/**
 * Handles a request. The checks have FastAPI's order: syntax of the JSON (422), token and roles (401), the user context,
 * query and body together (422), then those of the route.
 * @throws HttpError; UnhandledServerError for a token without email if the route needs one
 */
export async function callRoute(
  { roles, actsForUser, query = {}, body, form, handle }: Route,
  request: IncomingRequest,
  authenticate: Authenticate,
): Promise<unknown> {
  const raw = form === undefined ? body && parseJsonBody(request) : await readFormField(request, form);
  const user = roles && (await authenticate(request.headers.authorization, roles));
  if (actsForUser && user?.email === null) throw new UnhandledServerError('a user context without email');
  const problems: Problem[] = [];
  const parameters = Object.fromEntries(getQuery(request));
  const values = model('query', query).read(parameters, ['query'], problems);
  const at = form === undefined ? ['body'] : ['body', form];
  const content = body && readField(body, raw, at, problems);
  if (values === INVALID || content === INVALID) throw new ValidationError(problems);
  // A route without roles does not declare the user.
  return handle({ query: values, body: content, user: user as User });
}
