import * as z from 'zod/mini';
import { json, jsonField } from '../http/response.ts';
import type { Call, CallOptions } from '../http/route.ts';
import { get, post, routes } from '../http/routes.ts';
import { AccessReport, AccessRequest } from '../model/access-request.ts';
import { Status, StatusResponse, User } from '../model/status.ts';
import {
  type ConfigRoute,
  createConfigRoute,
  createHealthCheck,
  type HealthCheck,
} from '../service-routes.ts';
import { createAdminRequestMethods } from './admin-requests.ts';
import { createAdminGroupMethods, createGroupMethods } from './groups.ts';
import { createAdminLinkMethods, createLinkMethods } from './links.ts';

const report = jsonField('report', AccessReport);
const requests = jsonField('items', () => z.array(AccessRequest()));
const route = routes('auth', 'auth', {
  checkPublicAccess: get('/check-access/public', 'open', json(Status), { statusField: 'self' }),
  checkAccess: get('/check-access/general', 'token', json(User)),
  accessReport: get('/access-control/user/generate-access-report', 'token', report),
  requestHistory: get('/access-control/user/request-history', 'token', requests),
  pendingRequests: get('/access-control/user/pending-request-history', 'token', requests),
  requestChange: post('/access-control/user/request-change', 'token', 'never', json(StatusResponse)),
});

/** Roles, groups, and the person that a user is linked to. */
export interface Auth
  extends HealthCheck,
    ReturnType<typeof createRoleMethods>,
    ReturnType<typeof createGroupMethods>,
    ReturnType<typeof createLinkMethods> {
  /** Operations for administrators. */
  readonly admin: AuthAdmin;
}

/**
 * Operations for administrators of the auth API. Each route requires one role: `sys-admin-read`, `-write` or
 * `-admin`.
 */
export interface AuthAdmin
  extends ConfigRoute,
    ReturnType<typeof createAdminRequestMethods>,
    ReturnType<typeof createAdminGroupMethods>,
    ReturnType<typeof createAdminLinkMethods> {}

export function createAuth(call: Call): Auth {
  return {
    ...createHealthCheck(call, 'auth', 'auth'),
    ...createRoleMethods(call),
    ...createGroupMethods(call),
    ...createLinkMethods(call),
    admin: createAuthAdmin(call),
  };
}

/** The caller's roles, and requests for more. */
function createRoleMethods(call: Call) {
  return {
    /** Checks that the service responds without a token. `GET /check-access/public` */
    checkPublicAccess: (options?: CallOptions): Promise<Status> => call(route.checkPublicAccess, {}, options),
    /** The user as the service identifies the caller. `GET /check-access/general` */
    checkAccess: (options?: CallOptions): Promise<User> => call(route.checkAccess, {}, options),
    /** All roles, with those of the caller marked. `GET /access-control/user/generate-access-report` */
    accessReport: (options?: CallOptions): Promise<AccessReport> => call(route.accessReport, {}, options),
    /** All of the caller's requests for roles, oldest first. `GET /access-control/user/request-history` */
    requestHistory: (options?: CallOptions): Promise<AccessRequest[]> =>
      call(route.requestHistory, {}, options),
    /** The caller's requests without a decision. `GET /access-control/user/pending-request-history` */
    pendingRequests: (options?: CallOptions): Promise<AccessRequest[]> =>
      call(route.pendingRequests, {}, options),
    /**
     * Requests the roles that differ between this report and those of the caller. `POST
     * /access-control/user/request-change`
     * @throws RequestRejectedError if nothing differs, or a request of the last five days is still open.
     */
    requestChange: (
      desired: AccessReport,
      options?: CallOptions & { sendEmail?: boolean | undefined },
    ): Promise<StatusResponse> =>
      call(route.requestChange, { query: { send_email: options?.sendEmail }, body: desired }, options),
  };
}

function createAuthAdmin(call: Call): AuthAdmin {
  return {
    ...createAdminRequestMethods(call),
    ...createAdminGroupMethods(call),
    ...createAdminLinkMethods(call),
    ...createConfigRoute(call, 'auth.admin', 'auth'),
  };
}
