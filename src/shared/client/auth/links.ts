import * as z from 'zod/mini';
import { json, noResult } from '../http/response.ts';
import type { Call, CallOptions } from '../http/route.ts';
import { get, post, remove, routes } from '../http/routes.ts';
import { type AdminLinkRequest, LinkedPerson, LinkedUsers } from '../model/link.ts';
import { StatusResponse } from '../model/status.ts';

const done = noResult(() => z.looseObject({}));
const CHECK_PERSON = { adviceOn500: 'check the id of the person' };
const route = routes('auth', 'auth', {
  lookupLink: get('/link/user/lookup', 'token', json(LinkedPerson)),
  assignLink: post('/link/user/assign', 'token', 'never', done, CHECK_PERSON),
  validateLink: post('/link/user/validate', 'token', 'safe', json(StatusResponse), CHECK_PERSON),
});

/** The link between the caller and a person of the registry. */
export function createLinkMethods(call: Call) {
  return {
    /** The person that a user is linked to; by default the caller. `GET /link/user/lookup` */
    lookupLink: (options: CallOptions & { username?: string | undefined } = {}): Promise<LinkedPerson> =>
      call(route.lookupLink, { query: { username: options.username } }, options),
    /**
     * Links the caller to a person that the caller owns. `POST /link/user/assign`
     * @throws RequestRejectedError if the caller is already linked, ForbiddenError for a person of another user.
     */
    assignLink: (personId: string, options?: CallOptions): Promise<void> =>
      call(route.assignLink, { body: { person_id: personId } }, options),
    /** Checks whether `assignLink` would succeed; writes nothing. `POST /link/user/validate` */
    validateLink: (personId: string, options?: CallOptions): Promise<StatusResponse> =>
      call(route.validateLink, { body: { person_id: personId } }, options),
  };
}

const adminRoute = routes('auth.admin', 'auth', {
  lookupLink: get('/link/admin/lookup', 'read', json(LinkedPerson)),
  reverseLookupLink: get('/link/admin/reverse_lookup', 'read', json(LinkedUsers)),
  assignLink: post('/link/admin/assign', 'write', 'never', done, CHECK_PERSON),
  clearLink: remove('/link/admin/clear', 'write', 'safe', done),
});

export function createAdminLinkMethods(call: Call) {
  return {
    /** The person that a user is linked to. `GET /link/admin/lookup` */
    lookupLink: (username: string, options?: CallOptions): Promise<LinkedPerson> =>
      call(adminRoute.lookupLink, { query: { username } }, options),
    /** The users that are linked to a person: often one, sometimes several. `GET /link/admin/reverse_lookup` */
    reverseLookupLink: (personId: string, options?: CallOptions): Promise<LinkedUsers> =>
      call(adminRoute.reverseLookupLink, { query: { person_id: personId } }, options),
    /**
     * Links a user to a person. `POST /link/admin/assign`
     * @throws RequestRejectedError if the user is linked already and `force` is not set.
     */
    assignLink: (request: AdminLinkRequest, options?: CallOptions): Promise<void> =>
      call(adminRoute.assignLink, { body: request }, options),
    /** Removes the link of a user. Succeeds even if there is none. `DELETE /link/admin/clear` */
    clearLink: (username: string, options?: CallOptions): Promise<void> =>
      call(adminRoute.clearLink, { query: { username } }, options),
  };
}
