import type { Provena } from '../connect.ts';
import { KINDS, type KindName } from '../registry/kinds.ts';
import type { Operations } from '../registry/operations.ts';
import { createRowFactory, type MethodCase } from './method-case.ts';
import { ID, INFO } from './samples.ts';

/** Any kind's client, as if it had every operation. */
type Client = Operations<unknown>;

const id = `id=${encodeURIComponent(ID)}`;
const PAGE = { page_size: 5 };
const CHANGE = { id: ID, reason: 'tidying up' };
const REVERT = { ...CHANGE, history_id: 0 };
const SETTINGS = { owner: 'ada', general: ['metadata-read'], groups: { reef: ['admin'] } };

/** A call, its request below the kind's prefix, and the body of it. */
type Row = readonly [run: (client: Client, info: unknown) => Promise<unknown>, sends: string, body?: unknown];

/** Each operation; `info` is the content of a sample of the kind. */
const OPERATIONS: readonly Row[] = [
  [(c) => c.fetch(ID), `GET /fetch?${id}`],
  [(c) => c.fetchOrSeed(ID), `GET /fetch?${id}&seed_allowed=true`],
  [(c) => c.list(PAGE), 'POST /list', PAGE],
  [(c) => c.forAll(PAGE, { limit: 1 }).next(), 'POST /list', PAGE],
  [(c) => c.listAll(PAGE, { limit: 1 }), 'POST /list', PAGE],
  [(c) => c.seed(), 'POST /seed'],
  [(c, info) => c.create(info), 'POST /create', 'info'],
  [(c, info) => c.update(ID, info, 'a+b c'), `PUT /update?${id}&reason=a%2Bb+c`, 'info'],
  [(c) => c.revert(REVERT), 'PUT /revert', REVERT],
  [(c) => c.version(CHANGE), 'POST /version', CHANGE],
  [(c, info) => c.validate(info), 'POST /validate', 'info'],
  [(c) => c.delete(ID), `DELETE /delete?${id}`],
  [(c) => c.schema(), 'GET /schema'],
  [(c) => c.uiSchema(), 'GET /ui_schema'],
  [(c) => c.evaluateAccess(ID), `GET /auth/evaluate?${id}`],
  [(c) => c.accessConfiguration(ID), `GET /auth/configuration?${id}`],
  [(c) => c.setAccessConfiguration(ID, SETTINGS), `PUT /auth/configuration?${id}`, SETTINGS],
  [(c) => c.accessRoles(), 'GET /auth/roles'],
  [(c) => c.lock(CHANGE), 'PUT /locks/lock', CHANGE],
  [(c) => c.unlock(CHANGE), 'PUT /locks/unlock', CHANGE],
  [(c) => c.lockStatus(ID), `GET /locks/locked?${id}`],
  [(c) => c.lockHistory(ID), `GET /locks/history?${id}`],
];

/** Every operation of every kind. */
export function createKindCases(): MethodCase[] {
  // The keys of KINDS are its names.
  return (Object.keys(KINDS) as KindName[]).flatMap((kind) => {
    const { path, missing }: { path: string; missing: readonly string[] } = KINDS[kind];
    const row = createRowFactory(`registry.${kind}`, 'registry', (provena) => getKindClient(provena, kind));
    return OPERATIONS.map(([run, sends, body]) =>
      row(
        (client) => run(client, INFO[kind]),
        sends.replace(' ', ` /registry/${path}`),
        body === 'info' ? INFO[kind] : body,
      ),
    ).filter(({ name }) => !missing.includes(name.split('.')[2] ?? ''));
  });
}

function getKindClient(provena: Provena, kind: KindName): Client {
  // Only operations of the kind's own row are called on it.
  return provena.registry[kind] as unknown as Client;
}
