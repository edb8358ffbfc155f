import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sample } from 'openapi-sampler';
import { startSandboxProcess, stopSandboxProcess } from './testing/sandbox-process.ts';
import { ApiClient, type SandboxInfo } from './testing/sandbox-support.ts';

const APIS = ['registry', 'datastore', 'prov', 'jobs', 'auth', 'search', 'handle'] as const;
type Api = (typeof APIS)[number];
type Operation = { api: Api; method: string; path: string; parameters: string[]; body: unknown };
type Declared = {
  parameters?: { name: string }[];
  requestBody?: { content: Record<string, { schema: object }> };
};

/** Every operation that the APIs declare, with a body of the right shape. */
async function operationsOf(sandbox: SandboxInfo): Promise<Operation[]> {
  const operations: Operation[] = [];
  for (const api of APIS) {
    const document: { paths: Record<string, Record<string, Declared>> } = JSON.parse(
      await (await fetch(`${sandbox.endpoints[api]}/openapi.json`)).text(),
    );
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, { parameters = [], requestBody }] of Object.entries(methods)) {
        const schema = requestBody?.content['application/json']?.schema;
        const body = schema && sample(schema, {}, document);
        const names = parameters.map(({ name }) => name);
        operations.push({ api, method: method.toUpperCase(), path, parameters: names, body });
      }
    }
  }
  return operations;
}

const odd = fc.oneof(
  fc.constantFrom(null, '', '__proto__', '\ud800', '10378.1/1700001', 'modeller', -1, 1e300, [], {}, [[]]),
  fc.jsonValue({ maxDepth: 2 }),
);

/** A body with odd things in some of its places. */
function bent(body: unknown, change: () => unknown): unknown {
  if (typeof body !== 'object' || body === null) return change() ?? body;
  if (Array.isArray(body)) return body.map((member) => bent(member, change));
  return Object.fromEntries(Object.entries(body).map(([key, member]) => [key, bent(member, change)]));
}

test('no request that can be sent makes the sandbox itself fall over', async () => {
  const { child, sandbox } = await startSandboxProcess('--pace', 'instant');
  let complaints = '';
  child.stderr?.on('data', (chunk) => {
    complaints += chunk;
  });
  const callers = { modeller: new ApiClient(sandbox, 'modeller'), admin: new ApiClient(sandbox, 'admin') };
  const operations = await operationsOf(sandbox);
  const property = fc.asyncProperty(
    fc.constantFrom(...operations),
    fc.constantFrom('modeller' as const, 'admin' as const),
    fc.array(fc.option(odd, { nil: undefined, freq: 2 }), { minLength: 1, maxLength: 12 }),
    async ({ api, method, path, parameters, body }, user, changes) => {
      let turn = 0;
      const change = () => changes[turn++ % changes.length];
      const query = Object.fromEntries(parameters.map((name) => [name, String(change() ?? '1')]));
      const options = body === undefined ? { query } : { query, body: bent(body, change) };
      await callers[user].send(method, api, path, options);
      assert.equal(complaints, ''); // tells the request and the stack
    },
  );
  await fc.assert(property, { numRuns: 1500, endOnFailure: true });
  await stopSandboxProcess(child, 'SIGTERM');
});
