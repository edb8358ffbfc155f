import { type Fields, type FieldValues, model } from '../pydantic/model.ts';
import { INVALID, type Problem, readField, type Type } from '../pydantic/type.ts';
import { parseJsonBody, readFormBody } from './body.ts';
import { ValidationError } from './errors.ts';
import { getQuery, type IncomingRequest } from './incoming.ts';

/** The caller, from the claims of the token. */
export type User = { username: string; email: string | null; roles: string[]; access_token: string };

/** Checks the token and the realm roles. @throws HttpError 401 */
export type Authenticate = (authorization: string | undefined, roles: readonly string[]) => Promise<User>;

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** An operation of an API. `run` applies its types. */
export type Route = {
  method: Method;
  path: string;
  /** Realm roles; the caller needs all of them. `open` needs no token. */
  access: 'open' | readonly string[];
  query: Fields;
  body?: Type<unknown>;
  /** Name of the field with the file, for routes that accept a form. */
  form?: string;
  /** Not in the OpenAPI document. */
  unlisted?: boolean;
  run(request: IncomingRequest, authenticate: Authenticate): Promise<unknown>;
};

/** The parts of a request that a route reads: their types, and their values. */
type CallTypes<Q extends Fields, B> = { query?: Q; body?: Type<B> };
type Call<Q extends Fields, B> = { query: FieldValues<Q>; body: B };

/**
 * A route that requires a token. The checks have FastAPI's order: syntax of the JSON (422), token and roles (401),
 * query and body together (422), then those of the route.
 */
export function route<Q extends Fields = Record<never, never>, B = undefined>(
  method: Method,
  path: string,
  spec: CallTypes<Q, B> & {
    roles: readonly string[];
    unlisted?: boolean;
    handle(call: Call<Q, B> & { user: User }): unknown;
  },
): Route {
  const { roles, handle, query = {}, ...rest } = spec;
  return {
    method,
    path,
    access: roles,
    query,
    ...rest,
    async run(request, authenticate) {
      const raw = spec.body && parseJsonBody(request);
      const user = await authenticate(request.headers.authorization, roles);
      return handle({ ...readCall(spec, request, raw), user });
    },
  };
}

/** A route that needs no token. */
export function openRoute<Q extends Fields = Record<never, never>, B = undefined>(
  method: Method,
  path: string,
  spec: CallTypes<Q, B> & { handle(call: Call<Q, B>): unknown },
): Route {
  const { handle, query = {}, ...rest } = spec;
  return {
    method,
    path,
    access: 'open',
    query,
    ...rest,
    run: async (request) => handle(readCall(spec, request, spec.body && parseJsonBody(request))),
  };
}

/** A route that accepts one uploaded file in a form. */
export function uploadRoute(
  path: string,
  spec: { roles: readonly string[]; field: string; handle(call: { file: Uint8Array; user: User }): unknown },
): Route {
  return {
    method: 'POST',
    path,
    access: spec.roles,
    query: {},
    form: spec.field,
    async run(request, authenticate) {
      const form = await readFormBody(request);
      const user = await authenticate(request.headers.authorization, spec.roles);
      const file = form.get(spec.field);
      const loc = ['body', spec.field];
      if (file === null)
        throw new ValidationError([{ loc, msg: 'field required', type: 'value_error.missing' }]);
      if (typeof file === 'string') {
        const msg = "Expected UploadFile, received: <class 'str'>";
        throw new ValidationError([{ loc, msg, type: 'value_error' }]);
      }
      return spec.handle({ file: new Uint8Array(await file.arrayBuffer()), user });
    },
  };
}

/** Reads query and body by their types. @throws ValidationError with the problems of both */
function readCall<Q extends Fields, B>(
  types: CallTypes<Q, B>,
  request: IncomingRequest,
  rawBody: unknown,
): Call<Q, B> {
  const problems: Problem[] = [];
  const parameters = Object.fromEntries(getQuery(request));
  const query = model('query', types.query ?? {}).read(parameters, ['query'], problems);
  const body = types.body && readField(types.body, rawBody, ['body'], problems);
  if (query === INVALID || body === INVALID) throw new ValidationError(problems);
  return { query, body } as Call<Q, B>; // without a declared query, Q is empty; without a declared body, B is undefined
}
