import { json, nothing } from '../http/response.ts';
import type { Call, CallOptions } from '../http/route.ts';
import { get, post, routes } from '../http/routes.ts';
import { LinkedPerson } from '../model/link.ts';
import { StatusResponse } from '../model/status.ts';

const CHECK_PERSON = { adviceOn500: 'check the id of the person' };
const route = routes('auth', 'auth', {
  lookupLink: get('/link/user/lookup', 'token', json(LinkedPerson)),
  assignLink: post('/link/user/assign', 'token', 'never', nothing, CHECK_PERSON),
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
