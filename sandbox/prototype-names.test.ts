import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { type Operation, readOperations } from './testing/operations.ts';
import { createRunRecord, mintDataset, registerRun } from './testing/records.ts';
import { ApiClient, requestToken, startTestSandbox, type TestResponse } from './testing/sandbox-support.ts';

/** Names that every JavaScript object has. */
const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
const UNKNOWN_NAME = 'zzUnknown';

type Place = readonly (string | number)[];
type Variant = { query: Record<string, string>; body?: unknown };

/** All places of a body at which a name can stand: values, and further keys of its objects. */
function listPlaces(body: unknown, place: Place = []): { place: Place; isKey: boolean }[] {
  if (typeof body !== 'object' || body === null) return [{ place, isKey: false }];
  const members = Object.entries(body).flatMap(([key, member]) => listPlaces(member, [...place, key]));
  return Array.isArray(body) ? members : [{ place, isKey: true }, ...members];
}

function putName(body: unknown, place: Place, isKey: boolean, name: string): unknown {
  const [first, ...rest] = place;
  if (typeof body !== 'object' || body === null) return name;
  const entries = Object.entries(body);
  if (first === undefined) return Object.fromEntries([...entries, [name, 'x']]);
  const changed = entries.map(([key, member]): [string, unknown] => [
    key,
    key === first ? putName(member, rest, isKey, name) : member,
  ]);
  return Array.isArray(body) ? changed.map(([, member]) => member) : Object.fromEntries(changed);
}

/** The requests of an operation that have a name in one of their places. */
function listVariants({ parameters, body }: Operation): ((name: string) => Variant)[] {
  const query = Object.fromEntries(parameters.map((parameter) => [parameter, '1']));
  const rest = body === undefined ? {} : { body };
  return [
    ...parameters.map((parameter) => (name: string) => ({ query: { ...query, [parameter]: name }, ...rest })),
    ...(body === undefined ? [] : listPlaces(body)).map(({ place, isKey }) => (name: string) => ({
      query,
      body: putName(body, place, isKey, name),
    })),
  ];
}

/** Status and body without the name and without what differs in each response: ids, numbers, codes and tokens. */
function describe(response: TestResponse, name: string): string {
  const body = JSON.stringify(response.body)
    .replaceAll(name, 'NAME')
    .replaceAll(/"msg":"[^"]*"/g, '')
    .replaceAll(/\b[A-Z]{4}-[A-Z]{4}\b|[0-9a-f]{8}-[0-9a-f-]{27}|[\w+/=.-]{30,}|\d+/g, '*');
  return `${response.status} ${body}`;
}

async function assertUnknown(caller: ApiClient, operation: Operation): Promise<void> {
  const { service, method, path } = operation;
  for (const createVariant of listVariants(operation)) {
    const send = async (name: string) =>
      describe(await caller.send(method, service, path, createVariant(name)), name);
    // The first request of a name can create something, so the second ones are compared.
    await send(UNKNOWN_NAME);
    const expected = await send(UNKNOWN_NAME);
    for (const name of ['__proto__', 'constructor']) {
      const request = `${method} ${service} ${path} ${JSON.stringify(createVariant(name))}`;
      const first = await send(name);
      assert.equal(first === expected ? first : await send(name), expected, request);
    }
  }
}

suite('names of Object.prototype', () => {
  for (const role of ['modeller', 'admin'] as const) {
    test(`the APIs respond to ${role} as for any unknown name`, async () => {
      const sandbox = await startTestSandbox();
      const caller = new ApiClient(sandbox, role);
      for (const operation of await readOperations(sandbox)) await assertUnknown(caller, operation);
    });
  }

  test('the control API responds as for any unknown name', async () => {
    const sandbox = await startTestSandbox();
    const caller = new ApiClient(sandbox);
    for (const operation of await readOperations(sandbox, ['control']))
      if (operation.path !== '/requests') await assertUnknown(caller, operation);
    for (const name of NAMES) {
      const { body } = await caller.get('control', '/requests', { service: name });
      assert.deepEqual(body, { requests: [] }, name);
    }
  });

  test('Keycloak has no client, user, scope, token or code of these names', async () => {
    const sandbox = await startTestSandbox();
    const user = { username: 'modeller', password: 'modeller-password' };
    const forms: [Record<string, string>, string?][] = [
      [{ grant_type: 'password', client_id: 'client-tools', ...user }],
      [{ grant_type: 'refresh_token', client_id: 'client-tools', refresh_token: 'x' }],
      [{ grant_type: 'client_credentials', client_id: 'prov-api', client_secret: 'prov-api-secret' }],
      [{ grant_type: 'urn:ietf:params:oauth:grant-type:device_code', client_id: 'x', device_code: 'x' }],
      [{ client_id: 'client-tools', scope: 'openid' }, '/auth/device'],
      [{ client_id: 'client-tools', token: 'x' }, '/revoke'],
      [{ client_id: 'client-tools', refresh_token: 'x' }, '/logout'],
      [{ client_id: 'prov-api', client_secret: 'prov-api-secret', token: 'x' }, '/token/introspect'],
    ];
    for (const [form, path] of forms) {
      for (const field of [...Object.keys(form), 'scope', ...NAMES]) {
        const send = async (name: string) =>
          describe(await requestToken(sandbox, { ...form, [field]: name }, path), name);
        const expected = await send(UNKNOWN_NAME);
        for (const name of NAMES) assert.equal(await send(name), expected, `${path} ${field} ${name}`);
      }
    }
  });

  test('Keycloak has no route and no grant of these names', async () => {
    const sandbox = await startTestSandbox();
    for (const name of NAMES) {
      assert.equal((await fetch(`${sandbox.endpoints.keycloak}${name}`)).status, 404, name);
      assert.equal((await fetch(`${sandbox.endpoints.keycloak}/${name}`)).status, 404, name);
      const response = await requestToken(sandbox, { grant_type: name, client_id: 'client-tools' });
      assert.equal(response.status, 400, name);
    }
  });

  test('S3 has no bucket and no operation of these names', async () => {
    const { s3 } = await startTestSandbox();
    for (const path of NAMES.flatMap((name) => [`/${name}/${name}`, `/?${name}`, `/${name}?${name}=${name}`]))
      assert.equal((await fetch(`${s3}${path}`)).status, 403, path);
  });

  test('keys of users with these names are kept and required like others', async () => {
    const sandbox = await startTestSandbox();
    const modeller = new ApiClient(sandbox, 'modeller');
    const values = JSON.parse(JSON.stringify(Object.fromEntries(NAMES.map((name) => [name, `a ${name}`]))));
    const create = async (kind: string, item: object) => {
      const created = await modeller.post('registry', `/registry/entity/${kind}/create`, item);
      assert.equal(created.status, 200, JSON.stringify(created.body));
      return created.text('created_item.id');
    };
    const inputTemplate = await create('dataset_template', {
      display_name: 'Template',
      user_metadata: values,
      deferred_resources: NAMES.map((key) => ({ usage_type: 'GENERAL_DATA', description: key, key })),
    });
    const fetched = await modeller.get('registry', '/registry/entity/dataset_template/fetch', {
      id: inputTemplate,
    });
    assert.deepEqual(fetched.at('item.user_metadata'), values);
    const workflow = await create('model_run_workflow', {
      display_name: 'Workflow',
      software_id: sandbox.seed?.model,
      input_templates: [{ template_id: inputTemplate, optional: false }],
      output_templates: [],
      annotations: { required: NAMES, optional: [] },
    });
    const dataset = await mintDataset(modeller, sandbox);
    const createRecord = (annotations: unknown, resources: unknown) =>
      createRunRecord(sandbox, dataset, {
        workflow_template_id: workflow,
        inputs: [
          {
            dataset_template_id: inputTemplate,
            dataset_id: dataset,
            dataset_type: 'DATA_STORE',
            resources,
          },
        ],
        outputs: [],
        annotations,
      });
    for (const record of [createRecord({}, values), createRecord(values, {})])
      assert.equal((await modeller.post('prov', '/model_run/register', record)).status, 400);
    const run = await registerRun(modeller, createRecord(values, values));
    const stored = await modeller.get('registry', '/registry/activity/model_run/fetch', { id: run });
    assert.deepEqual(stored.at('item.record.annotations'), values);
    assert.deepEqual(stored.at('item.record.inputs.0.resources'), values);
    const results = await modeller.get('search', '/search/entity-registry', { query: 'a constructor' });
    assert.ok(JSON.stringify(results.body).includes(run), JSON.stringify(results.body));
  });
});
