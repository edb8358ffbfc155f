import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readText } from './recordings.ts';

export type Schema = { readonly [keyword: string]: unknown };

/** An operation of an OpenAPI document. */
export interface Operation {
  readonly service: string;
  readonly method: string;
  readonly path: string;
  /** Document that `$ref` in the operation's schemas points to. */
  readonly document: Schema;
  readonly parameters: readonly Parameter[];
  /** Schema of the JSON body; undefined if there is none. */
  readonly body: Schema | undefined;
  readonly acceptsFile: boolean;
  /** Schema of the response with status 200; undefined if there is none. */
  readonly response: Schema | undefined;
}

/** `<service> <METHOD> <path>` */
export function getRoute({ service, method, path }: Pick<Operation, 'service' | 'method' | 'path'>): string {
  return `${service} ${method} ${path}`;
}

interface Parameter {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
}

/** Paths that identify the service, because the documents do not name it. */
const SERVICE_BY_PATH: Readonly<Record<string, string>> = {
  '/registry/general/list': 'registry',
  '/register/mint-dataset': 'datastore',
  '/model_run/register': 'prov',
  '/jobs/user/fetch': 'jobs',
  '/link/user/lookup': 'auth',
  '/handle/mint': 'handle',
  '/search/entity-registry': 'search',
};

/** Routes missing in the OpenAPI documents, listed in `hidden-routes.json` of a folder. */
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

/** Reads operations from folders of OpenAPI documents, or from APIs that serve `/openapi.json`. */
export async function readOperations(places: readonly string[]): Promise<Operation[]> {
  const lists = await Promise.all(
    places.map((place) => (/^https?:/.test(place) ? fetchOperations(place) : readFolder(place))),
  );
  return lists.flat();
}

async function fetchOperations(url: string): Promise<Operation[]> {
  const address = `${url.replace(/\/+$/, '')}/openapi.json`;
  const response = await fetch(address);
  if (!response.ok)
    throw new Error(`${address} responds with ${response.status}. Pass the base URL of an API.`);
  return parseOperations(JSON.parse(await response.text()), address);
}

function readFolder(folder: string): Operation[] {
  const remedy = 'Pass a folder with the OpenAPI documents of the APIs, or the base URLs of the APIs.';
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new Error(`There is no folder ${folder}. ${remedy}`);
  const files = readdirSync(folder).filter((file) => /\.json(\.gz)?$/.test(file));
  if (files.length === 0) throw new Error(`The folder ${folder} has no JSON files. ${remedy}`);
  return files.flatMap((file) => {
    const json = JSON.parse(readText(join(folder, file)));
    return basename(file, '.gz') === HIDDEN_ROUTES_FILE
      ? parseHiddenRoutes(json)
      : parseOperations(json, file);
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
  const knownPath = Object.keys(paths).find((path) => path in SERVICE_BY_PATH);
  const service = SERVICE_BY_PATH[knownPath ?? ''];
  if (!service) throw new Error(`${place} describes no API of Provena.`);
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]): Operation => {
      const content = described.requestBody?.content ?? {};
      const response = described.responses?.['200']?.content?.['application/json']?.schema;
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
        response: response && Object.keys(response).length > 0 ? response : undefined,
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
