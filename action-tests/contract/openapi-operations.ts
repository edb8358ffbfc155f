import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

export type Schema = { readonly [keyword: string]: unknown };

/** One operation that a server describes. */
export interface Operation {
  readonly service: string;
  readonly method: string;
  readonly path: string;
  /** Where references in the operation's schemas point. */
  readonly document: Schema;
  readonly parameters: readonly Parameter[];
  /** Schema of the JSON body; undefined if it takes none or says nothing of it. */
  readonly body: Schema | undefined;
  readonly acceptsFile: boolean;
  /** Schema of a successful answer; undefined if nothing is said of it. */
  readonly response: Schema | undefined;
}

interface Parameter {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
}

/** A path that only one of the APIs has: the documents themselves do not name their service. */
const SERVICE_BY_PATH: Readonly<Record<string, string>> = {
  '/registry/general/list': 'registry',
  '/register/mint-dataset': 'datastore',
  '/model_run/register': 'prov',
  '/jobs/user/fetch': 'jobs',
  '/link/user/lookup': 'auth',
  '/handle/mint': 'handle',
  '/search/entity-registry': 'search',
};

/** Routes that a server has and its document leaves out, as noted in `hidden-routes.json` of a folder. */
interface HiddenRoute {
  readonly path: string;
  readonly methods: readonly string[];
  readonly query_params: readonly { readonly name: string; readonly required: boolean }[];
  readonly body_schema: Schema | null;
}
const HIDDEN_ROUTES_FILE = 'hidden-routes.json';
const HIDDEN_SERVICES: Readonly<Record<string, string>> = {
  'registry-api': 'registry',
  'data-store-api': 'datastore',
  'prov-api': 'prov',
  'job-api': 'jobs',
  'auth-api': 'auth',
  'id-service-api': 'handle',
  'search-api': 'search',
};

/** The operations in a folder of OpenAPI documents, or of APIs that serve their own at `/openapi.json`. */
export async function readOperations(places: readonly string[]): Promise<Operation[]> {
  const lists = await Promise.all(
    places.map((place) => (/^https?:/.test(place) ? fetchOperations(place) : readFolder(place))),
  );
  return lists.flat();
}

async function fetchOperations(url: string): Promise<Operation[]> {
  const address = `${url.replace(/\/+$/, '')}/openapi.json`;
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answers ${answer.status}. Give the base URL of an API.`);
  // What it holds is looked at below.
  return parseOperations((await answer.json()) as OpenApi, address);
}

function readFolder(folder: string): Operation[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Error(
      `There is no folder ${folder}. Name one with the OpenAPI documents of the APIs, or the APIs' URLs.`,
    );
  }
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.flatMap((file) => {
    const json = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    return basename(file) === HIDDEN_ROUTES_FILE ? parseHiddenRoutes(json) : parseOperations(json, file);
  });
}

interface OpenApiOperation {
  readonly parameters?: readonly {
    readonly name: string;
    readonly required?: boolean;
    readonly schema?: Schema;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses?: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }>
  >;
}

type OpenApi = Schema & {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
};

function parseOperations(document: OpenApi, place: string): Operation[] {
  const { paths = {} } = document;
  const telltale = Object.keys(paths).find((path) => path in SERVICE_BY_PATH);
  const service = SERVICE_BY_PATH[telltale ?? ''];
  if (!service) throw new Error(`${place} describes none of Provena's APIs.`);
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]): Operation => {
      const content = described.requestBody?.content ?? {};
      const answer = described.responses?.['200']?.content?.['application/json']?.schema;
      return {
        service,
        method: method.toUpperCase(),
        path,
        document,
        parameters: (described.parameters ?? []).map(({ name, required = false, schema = {} }) => ({
          name,
          required,
          schema,
        })),
        body: content['application/json']?.schema,
        acceptsFile: 'multipart/form-data' in content,
        response: answer && Object.keys(answer).length > 0 ? answer : undefined,
      };
    }),
  );
}

function parseHiddenRoutes(json: Readonly<Record<string, readonly HiddenRoute[]>>): Operation[] {
  return Object.entries(json).flatMap(([api, routes]) =>
    routes.flatMap(({ path, methods, query_params, body_schema }) =>
      methods.map(
        (method): Operation => ({
          service: HIDDEN_SERVICES[api] ?? api,
          method,
          path,
          document: body_schema ?? {},
          parameters: query_params.map(({ name, required }) => ({ name, required, schema: {} })),
          body: body_schema ? { $ref: '#' } : undefined,
          acceptsFile: false,
          response: undefined,
        }),
      ),
    ),
  );
}
