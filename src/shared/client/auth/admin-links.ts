import { json, nothing } from '../http/response.ts';
import type { Call, CallOptions } from '../http/route.ts';
import { get, post, remove, routes } from '../http/routes.ts';
import { type AdminLinkRequest, LinkedPerson, LinkedUsers } from '../model/link.ts';

const route = routes('auth.admin', 'auth', {
  lookupLink: get('/link/admin/lookup', 'read', json(LinkedPerson)),
  reverseLookupLink: get('/link/admin/reverse_lookup', 'read', json(LinkedUsers)),
  assignLink: post('/link/admin/assign', 'write', 'never', nothing, {
    adviceOn500: 'check the id of the person',
  }),
  clearLink: remove('/link/admin/clear', 'write', 'safe', nothing),
});

export function createAdminLinkMethods(call: Call) {
  return {
    /** `GET /link/admin/lookup` */
    lookupLink: (username: string, options?: CallOptions): Promise<LinkedPerson> =>
      call(route.lookupLink, { query: { username } }, options),
    /** The users that are linked to a person: often one, sometimes several. `GET /link/admin/reverse_lookup` */
    reverseLookupLink: (personId: string, options?: CallOptions): Promise<LinkedUsers> =>
      call(route.reverseLookupLink, { query: { person_id: personId } }, options),
    /** Links a user to a person. `POST /link/admin/assign` */
    assignLink: (request: AdminLinkRequest, options?: CallOptions): Promise<void> =>
      call(route.assignLink, { body: request }, options),
    /** Removes the link of a user. Succeeds even if there is none. `DELETE /link/admin/clear` */
    clearLink: (username: string, options?: CallOptions): Promise<void> =>
      call(route.clearLink, { query: { username } }, options),
  };
}
