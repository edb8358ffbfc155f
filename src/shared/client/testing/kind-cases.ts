import type { Provena } from '../connect.ts';
import { KINDS, type KindName } from '../registry/kinds.ts';
import type { OperationName, Operations } from '../registry/operations.ts';
import { createRowFactory, type MethodCase } from './method-case.ts';
import { ID, INFO } from './samples.ts';

/** Any kind's client, as if it had every operation. */
type Client = Operations<unknown>;

const id = `id=${encodeURIComponent(ID)}`;
const CHANGE = { id: ID, reason: 'tidying up' };
const SETTINGS = { owner: 'ada', general: ['metadata-read'], groups: { reef: ['admin'] } };

/** Expected request of each operation, below the kind's prefix; `info` is the content of a sample of the kind. */
const OPERATIONS: Readonly<
  Record<
    OperationName,
    { run: (client: Client, info: unknown) => Promise<unknown>; sends: string; body?: unknown }
  >
> = {
  fetch: { run: (c) => c.fetch(ID), sends: `GET /fetch?${id}` },
  fetchOrSeed: { run: (c) => c.fetchOrSeed(ID), sends: `GET /fetch?${id}&seed_allowed=true` },
  list: { run: (c) => c.list({ page_size: 5 }), sends: 'POST /list', body: { page_size: 5 } },
  forAll: {
    run: (c) => c.forAll({ page_size: 5 }, { limit: 1 }).next(),
    sends: 'POST /list',
    body: { page_size: 5 },
  },
  listAll: {
    run: (c) => c.listAll({ page_size: 5 }, { limit: 1 }),
    sends: 'POST /list',
    body: { page_size: 5 },
  },
  seed: { run: (c) => c.seed(), sends: 'POST /seed' },
  create: { run: (c, info) => c.create(info), sends: 'POST /create', body: 'info' },
  update: {
    run: (c, info) => c.update(ID, info, 'a+b c'),
    sends: `PUT /update?${id}&reason=a%2Bb+c`,
    body: 'info',
  },
  revert: {
    run: (c) => c.revert({ ...CHANGE, history_id: 0 }),
    sends: 'PUT /revert',
    body: { ...CHANGE, history_id: 0 },
  },
  version: { run: (c) => c.version(CHANGE), sends: 'POST /version', body: CHANGE },
  validate: { run: (c, info) => c.validate(info), sends: 'POST /validate', body: 'info' },
  delete: { run: (c) => c.delete(ID), sends: `DELETE /delete?${id}` },
  schema: { run: (c) => c.schema(), sends: 'GET /schema' },
  uiSchema: { run: (c) => c.uiSchema(), sends: 'GET /ui_schema' },
  evaluateAccess: { run: (c) => c.evaluateAccess(ID), sends: `GET /auth/evaluate?${id}` },
  accessConfiguration: { run: (c) => c.accessConfiguration(ID), sends: `GET /auth/configuration?${id}` },
  setAccessConfiguration: {
    run: (c) => c.setAccessConfiguration(ID, SETTINGS),
    sends: `PUT /auth/configuration?${id}`,
    body: SETTINGS,
  },
  accessRoles: { run: (c) => c.accessRoles(), sends: 'GET /auth/roles' },
  lock: { run: (c) => c.lock(CHANGE), sends: 'PUT /locks/lock', body: CHANGE },
  unlock: { run: (c) => c.unlock(CHANGE), sends: 'PUT /locks/unlock', body: CHANGE },
  lockStatus: { run: (c) => c.lockStatus(ID), sends: `GET /locks/locked?${id}` },
  lockHistory: { run: (c) => c.lockHistory(ID), sends: `GET /locks/history?${id}` },
};

// The keys of the constant.
const OPERATION_NAMES = Object.keys(OPERATIONS) as OperationName[];

/** Every operation of every kind. */
export function createKindCases(): MethodCase[] {
  // The keys of KINDS are its names.
  return (Object.keys(KINDS) as KindName[]).flatMap((kind) => {
    const { path, missing }: { path: string; missing: readonly string[] } = KINDS[kind];
    const operations = OPERATION_NAMES.filter((name) => !missing.includes(name));
    const row = createRowFactory(`registry.${kind}`, 'registry', (provena) => getKindClient(provena, kind));
    return operations.map((operation) => {
      const { run, sends, body } = OPERATIONS[operation];
      const [method, rest = ''] = sends.split(' ');
      return row(
        operation,
        (client) => run(client, INFO[kind]),
        `${method} /registry/${path}${rest}`,
        body === 'info' ? INFO[kind] : body,
      );
    });
  });
}

function getKindClient(provena: Provena, kind: KindName): Client {
  // Only operations of the kind's own row are called on it.
  return provena.registry[kind] as unknown as Client;
}
