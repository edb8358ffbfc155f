import * as z from 'zod/mini';
import { json, jsonField } from '../http/response.ts';
import type { Call, CallOptions } from '../http/route.ts';
import { get, post, routes } from '../http/routes.ts';
import {
  AccessRequest,
  type AccessRequestChange,
  type AccessRequestKey,
  type AccessRequestNote,
  RequestStateChanged,
} from '../model/access-request.ts';
import { Status } from '../model/status.ts';

const list = jsonField('items', () => z.array(AccessRequest()));
const status = json(Status);
const at = (name: string) => `/access-control/admin/${name}`;
const route = routes('auth.admin', 'auth', {
  allPendingRequests: get(at('all-pending-request-history'), 'read', list),
  allRequests: get(at('all-request-history'), 'read', list),
  userPendingRequests: get(at('user-pending-request-history'), 'read', list),
  userRequests: get(at('user-request-history'), 'read', list),
  addNote: post(at('add-note'), 'write', 'never', status, { statusField: 'self' }),
  changeRequestState: post(at('change-request-state'), 'write', 'never', json(RequestStateChanged), {
    statusField: 'state_change',
  }),
  deleteRequest: post(at('delete-request'), 'admin', 'never', status, { statusField: 'self' }),
});

/** Role requests of all users. A decision grants nothing: roles are assigned in Keycloak. */
export function createAdminRequestMethods(call: Call) {
  return {
    /**
     * The requests of all users without a decision, in no particular order.
     * `GET /access-control/admin/all-pending-request-history`
     */
    allPendingRequests: (options?: CallOptions): Promise<AccessRequest[]> =>
      call(route.allPendingRequests, {}, options),
    /** All requests of all users, in no particular order. `GET /access-control/admin/all-request-history` */
    allRequests: (options?: CallOptions): Promise<AccessRequest[]> => call(route.allRequests, {}, options),
    /** The requests of one user without a decision. `GET /access-control/admin/user-pending-request-history` */
    userPendingRequests: (username: string, options?: CallOptions): Promise<AccessRequest[]> =>
      call(route.userPendingRequests, { query: { username } }, options),
    /** All requests of one user; empty for an unknown user. `GET /access-control/admin/user-request-history` */
    userRequests: (username: string, options?: CallOptions): Promise<AccessRequest[]> =>
      call(route.userRequests, { query: { username } }, options),
    /** Adds a note to a request. `POST /access-control/admin/add-note` */
    addNote: (request: AccessRequestNote, options?: CallOptions): Promise<Status> =>
      call(route.addNote, { body: request }, options),
    /**
     * Moves a request to another state. The response reports whether the email about it was sent.
     * `POST /access-control/admin/change-request-state`
     */
    changeRequestState: (
      change: AccessRequestChange,
      options?: CallOptions & { sendEmailAlert?: boolean | undefined },
    ): Promise<RequestStateChanged> =>
      call(
        route.changeRequestState,
        { query: { send_email_alert: options?.sendEmailAlert }, body: change },
        options,
      ),
    /** Deletes a request. Succeeds even if the request does not exist. `POST /access-control/admin/delete-request` */
    deleteRequest: (request: AccessRequestKey, options?: CallOptions): Promise<Status> =>
      call(route.deleteRequest, { body: request }, options),
  };
}
