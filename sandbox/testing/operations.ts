import { sample } from 'openapi-sampler';
import type { SandboxInfo } from './sandbox-support.ts';

const APIS = ['registry', 'datastore', 'prov', 'jobs', 'auth', 'search', 'handle'] as const;
type ServiceName = (typeof APIS)[number] | 'control';

/** An operation of an OpenAPI document, with a body that its schema allows. */
export type Operation = {
  service: ServiceName;
  method: string;
  path: string;
  parameters: string[];
  /** Undefined for operations without a JSON body. */
  body: unknown;
};

type OperationObject = {
  parameters?: { name: string }[];
  requestBody?: { content: Record<string, { schema: object }> };
};

/** All operations that the services declare in their OpenAPI documents; by default those of the seven APIs. */
export async function readOperations(
  sandbox: SandboxInfo,
  services: readonly ServiceName[] = APIS,
): Promise<Operation[]> {
  const operations: Operation[] = [];
  for (const service of services) {
    const url = service === 'control' ? sandbox.control : sandbox.endpoints[service];
    const document: { paths: Record<string, Record<string, OperationObject>> } = JSON.parse(
      await (await fetch(`${url}/openapi.json`)).text(),
    );
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, { parameters = [], requestBody }] of Object.entries(methods)) {
        const schema = requestBody?.content['application/json']?.schema;
        const body = schema && sample(schema, {}, document);
        const names = parameters.map(({ name }) => name);
        operations.push({ service, method: method.toUpperCase(), path, parameters: names, body });
      }
    }
  }
  return operations;
}
