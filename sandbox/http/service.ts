import { addCorsHeaders, type Cors, createPreflightReply } from './cors.ts';
import { HttpError, UnhandledServerError } from './errors.ts';
import type { IncomingRequest } from './incoming.ts';
import { createOpenApiDocument } from './openapi.ts';
import { html, json, plainText, Reply } from './reply.ts';
import { type Authenticate, callRoute, type Route } from './route.ts';

/** Handles the requests of one port. */
export interface RequestHandler {
  /** Whether a GET of a foreign web page gets the response of the real server, which the browser withholds from the page. */
  readonly allowsForeignReads?: boolean;
  handle(request: IncomingRequest): Promise<Reply>;
}

type ServiceOptions = {
  title: string;
  routes: Route[];
  authenticate: Authenticate;
  /** Undefined for the handle service, which has no CORS. */
  cors?: Cors;
};

/** An API that behaves like FastAPI 0.88: routing, redirects, error bodies, CORS, OpenAPI document. */
export class Service implements RequestHandler {
  readonly #options: ServiceOptions;
  readonly #paths = new Map<string, Route[]>();
  /** The pages that FastAPI adds to each API. */
  readonly #pages: ReadonlyMap<string, () => Promise<Reply>>;

  constructor(options: ServiceOptions) {
    this.#options = options;
    const docs = async () =>
      html(
        `<!DOCTYPE html><title>${options.title}</title><p>See <a href="/openapi.json">openapi.json</a>.</p>`,
      );
    this.#pages = new Map([
      ['/openapi.json', async () => json(createOpenApiDocument(options.title, options.routes))],
      ['/docs', docs],
      ['/docs/oauth2-redirect', docs],
      ['/redoc', docs],
    ]);
    for (const route of options.routes) {
      const routes = this.#paths.get(route.path);
      if (routes) routes.push(route);
      else this.#paths.set(route.path, [route]);
    }
  }

  get allowsForeignReads(): boolean {
    return this.#options.cors !== undefined;
  }

  /** @throws an error that the real server does not have: a bug of the sandbox */
  async handle(request: IncomingRequest): Promise<Reply> {
    const { cors } = this.#options;
    try {
      if (!cors) return await this.#route(request);
      return createPreflightReply(request, cors) ?? addCorsHeaders(await this.#route(request), request, cors);
    } catch (error) {
      if (!(error instanceof UnhandledServerError)) throw error;
      return plainText('Internal Server Error', 500); // outside CORS, as in Starlette
    }
  }

  async #route(request: IncomingRequest): Promise<Reply> {
    const path = decodePath(request.path);
    const page = this.#pages.get(path);
    if (page) return ['GET', 'HEAD'].includes(request.method) ? page() : rejectMethod('GET, HEAD');
    const routes = this.#paths.get(path);
    if (!routes) return this.#redirect(request, path);
    const route = routes.find(({ method }) => method === request.method);
    if (!route) {
      return rejectMethod(routes[0]?.method ?? ''); // Starlette returns only the first of several methods
    }
    try {
      const response = await callRoute(route, request, this.#options.authenticate);
      return response instanceof Reply ? response : json(response);
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      return json({ detail: error.detail }, error.status, error.headers);
    }
  }

  /** Redirects an unknown path with slashes at its end to the known one without. */
  #redirect(request: IncomingRequest, path: string): Reply {
    const shorter = path.replace(/(?<!\/)\/+$/, '');
    if (!this.#paths.has(shorter) && !this.#pages.has(shorter)) return json({ detail: 'Not Found' }, 404);
    const search = request.search === '' ? '' : `?${request.search}`;
    return new Reply(307, { location: `${request.origin}${shorter}${search}` }, '');
  }
}

function rejectMethod(allow: string): Reply {
  return json({ detail: 'Method Not Allowed' }, 405, { allow });
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
