import { HANDLE_ADMIN, HANDLE_READ, HANDLE_WRITE } from '../auth/roles.ts';
import { createCommonRoutes } from '../http/common-routes.ts';
import { serverError, UnhandledServerError } from '../http/errors.ts';
import { type Route, route } from '../http/route.ts';
import { model } from '../pydantic/model.ts';
import { integer, oneOf, text } from '../pydantic/scalars.ts';
import type { Documents } from '../state/documents.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { type Handle, mintHandle, type Property } from './handles.ts';

const VALUE = { value_type: oneOf('ValueType', ['DESC', 'URL']), value: text() };
const Mint = model('MintRequest', VALUE);
const AddValue = model('AddValueRequest', { ...VALUE, id: text() });
const AddValueIndex = model('AddValueIndexRequest', { ...VALUE, id: text(), index: integer() });
const Modify = model('ModifyRequest', { id: text(), index: integer(), value: text() });
const RemoveIndex = model('RemoveRequest', { id: text(), index: integer() });

/** The handle service. Every rejection of the handle server behind it is a 500. */
export function createHandleRoutes(state: SandboxState): Route[] {
  const levels = { read: HANDLE_READ, write: HANDLE_WRITE, admin: HANDLE_ADMIN };
  return [...createCommonRoutes(state, levels), ...createReadingRoutes(state), ...createWritingRoutes(state)];
}

function createReadingRoutes({ handles, settings }: SandboxState): Route[] {
  return [
    route('GET', '/handle/get', { roles: HANDLE_READ, query: { id: text() } }, ({ query }) =>
      getHandle(handles, query.id),
    ),
    route('GET', '/handle/list', { roles: HANDLE_READ }, () => {
      if (settings.knownBugs) throw new UnhandledServerError('the server does not await the list of handles');
      return { ids: handles.entries().map(([id]) => id) };
    }),
  ];
}

function createWritingRoutes(state: SandboxState): Route[] {
  const roles = HANDLE_WRITE;
  const change = (id: string, edit: (properties: Property[]) => Property[]): Handle => {
    const properties = edit(getHandle(state.handles, id).properties);
    state.handles.put(id, properties);
    return { id, properties };
  };
  return [
    route('POST', '/handle/mint', { roles, body: Mint }, ({ body }) =>
      mintHandle(state, body.value_type, () => body.value),
    ),
    route(
      'POST',
      '/handle/add_value',
      { roles, body: AddValue },
      ({ body: { id, value_type: type, value } }) =>
        change(id, (all) => [
          ...all,
          { type, value, index: Math.max(0, ...all.map(({ index }) => index)) + 1 },
        ]),
    ),
    route(
      'POST',
      '/handle/add_value_by_index',
      { roles, body: AddValueIndex },
      ({ body: { id, value_type: type, value, index } }) =>
        change(id, (all) => {
          if (all.some((one) => one.index === index)) throw serverError(`Index ${index} is in use.`);
          return [...all, { type, value, index }];
        }),
    ),
    route('PUT', '/handle/modify_by_index', { roles, body: Modify }, ({ body: { id, index, value } }) =>
      change(id, (all) => {
        if (!all.some((one) => one.index === index))
          throw serverError(`${id} has no value with the index ${index}.`);
        return all.map((one) => (one.index === index ? { ...one, value } : one));
      }),
    ),
    route(
      'POST',
      '/handle/remove_by_index',
      { roles, body: RemoveIndex },
      // an unknown index is not an error
      ({ body: { id, index } }) => change(id, (all) => all.filter((one) => one.index !== index)),
    ),
  ];
}

/** @throws HttpError (500) for an unknown handle */
function getHandle(handles: Documents<Property[]>, id: string): Handle {
  const properties = id === '' ? undefined : handles.get(id);
  if (!properties) throw serverError(`The handle server does not know ${id}.`);
  return { id, properties };
}
