import { json } from '../http/response.ts';
import type { Call, CallOptions } from '../http/route.ts';
import { get, routes } from '../http/routes.ts';
import { ServerVersion } from '../model/registry-responses.ts';
import { type AccessChecks, createAccessChecks } from '../service-routes.ts';
import { createRegistryAdmin, type RegistryAdmin } from './admin.ts';
import { createGeneralItems, type GeneralItems } from './general.ts';
import { createKindClients, type KindClients } from './kind-clients.ts';

const route = routes('registry', 'registry', {
  version: get('/registry/general/about/version', 'read', json(ServerVersion)),
});

/** The registry: items of ten kinds, each with the operations that the server supports for it. */
export interface Registry extends AccessChecks, KindClients {
  /** Release of Provena that the server runs. `GET /registry/general/about/version` */
  version(options?: CallOptions): Promise<ServerVersion>;
  /** Items of any kind. */
  readonly general: GeneralItems;
  /** Operations for administrators. */
  readonly admin: RegistryAdmin;
}

export function createRegistry(call: Call): Registry {
  const kinds = createKindClients(call);
  const everyKind = createGeneralItems(call);
  const own: Omit<Registry, keyof KindClients> = {
    ...createAccessChecks(call, 'registry', 'registry'),
    version: (options) => call(route.version, {}, options),
    general: everyKind,
    admin: createRegistryAdmin(call, kinds, everyKind),
  };
  // Copied with their getters, so that kinds are still created on first use; TypeScript does not see the added ones.
  return Object.defineProperties(own, Object.getOwnPropertyDescriptors(kinds)) as Registry;
}
