import { type Fields, model } from '../pydantic/model.ts';
import { INVALID, type Infer, type Problem, readField, type Type } from '../pydantic/type.ts';
import { parseJsonBody, readFormBody } from './body.ts';
import { ValidationError } from './errors.ts';
import { getQuery, type IncomingRequest } from './incoming.ts';

/** The caller, from the claims of the token. */
export type User = { username: string; email: string | null; roles: string[]; access_token: string };

/** Checks the token and the realm roles. @throws HttpError 401 */
export type Authenticate = (authorization: string | undefined, roles: readonly string[]) => Promise<User>;

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

type Query<Q extends Fields> = { [K in keyof Q]: Infer<Q[K]> };
export type Call<Q extends Fields, B> = {
  query: Query<Q>;
  body: B;
  headers: IncomingRequest['headers'];
  user: User;
};
export type OpenCall<Q extends Fields, B> = { query: Query<Q>; body: B; headers: IncomingRequest['headers'] };

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

/** The parts of a request that a route reads. */
type RouteFields<Q extends Fields, B> = { query?: Q; body?: Type<B> };

type RouteSpec<Q extends Fields, B> = RouteFields<Q, B> & {
  roles: readonly string[];
  unlisted?: boolean;
  handle(call: Call<Q, B>): unknown;
};

/**
 * A route that requires a token. The checks have FastAPI's order: syntax of the JSON (422), token and roles (401),
 * query and body together (422), then those of the route.
 */
export function route<Q extends Fields = Record<never, never>, B = undefined>(
  method: Method,
  path: string,
  spec: RouteSpec<Q, B>,
): Route {
  const { query, body } = getFields(spec);
  return {
    method,
    path,
    access: spec.roles,
    query,
    ...(body ? { body } : {}),
    ...(spec.unlisted ? { unlisted: true } : {}),
    async run(request, authenticate) {
      const raw = body ? parseJsonBody(request) : undefined;
      const user = await authenticate(request.headers.authorization, spec.roles);
      return spec.handle({ ...readCall(query, body, request, raw), headers: request.headers, user });
    },
  };
}

/** A route that needs no token. */
export function openRoute<Q extends Fields = Record<never, never>, B = undefined>(
  method: Method,
  path: string,
  spec: RouteFields<Q, B> & { handle(call: OpenCall<Q, B>): unknown },
): Route {
  const { query, body } = getFields(spec);
  return {
    method,
    path,
    access: 'open',
    query,
    ...(body ? { body } : {}),
    async run(request) {
      const call = readCall(query, body, request, body ? parseJsonBody(request) : undefined);
      return spec.handle({ ...call, headers: request.headers });
    },
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

function getFields<Q extends Fields, B>({
  query,
  body,
}: RouteFields<Q, B>): { query: Q; body: Type<B> | undefined } {
  return { query: query ?? ({} as Q), body }; // without a declared query, Q is the empty default
}

/** Reads query and body by their types. @throws ValidationError with the problems of both */
function readCall<Q extends Fields, B>(
  query: Q,
  bodyType: Type<B> | undefined,
  request: IncomingRequest,
  raw: unknown,
) {
  const problems: Problem[] = [];
  const values = Object.fromEntries(getQuery(request));
  const readQuery = model('query', query).read(values, ['query'], problems);
  const body = bodyType ? readField(bodyType, raw, ['body'], problems) : undefined;
  if (readQuery === INVALID || body === INVALID) throw new ValidationError(problems);
  return { query: readQuery, body: body as B }; // without a declared body, B is undefined
}
