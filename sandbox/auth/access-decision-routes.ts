import { assertNonEmptyKey } from '../http/errors.ts';
import { type Route, route, type User } from '../http/route.ts';
import { createSuccessStatus } from '../http/status.ts';
import { model } from '../pydantic/model.ts';
import { boolean, integer, oneOf, text } from '../pydantic/scalars.ts';
import { byDefault, optional } from '../pydantic/type.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import {
  type AccessRequest,
  changeRequest,
  deleteRequest,
  findRequest,
  isPending,
  listRequests,
  listRequestsOfUser,
  REQUEST_STATUSES,
} from './access-requests.ts';
import { AUTH_ADMIN, AUTH_READ, AUTH_WRITE } from './roles.ts';

const KEY = { username: text(), request_id: integer() };
const StatusChange = model('AccessRequestStatusChange', {
  ...KEY,
  desired_state: oneOf('RequestStatus', REQUEST_STATUSES),
  additional_note: optional(text()),
});
const DeleteRequest = model('DeleteAccessRequest', KEY);
const AddNote = model('RequestAddNote', { note: text(), ...KEY });

export function createAccessDecisionRoutes(state: SandboxState): Route[] {
  return [...createReadingRoutes(state), ...createDecisionRoutes(state)];
}

function createReadingRoutes(state: SandboxState): Route[] {
  const username = text();
  const listOfUser = (name: string) => {
    assertNonEmptyKey(name);
    return listRequestsOfUser(state, name);
  };
  return [
    route('GET', '/access-control/admin/all-pending-request-history', { roles: AUTH_READ }, () => ({
      items: listRequests(state).filter(isPending),
    })),
    route('GET', '/access-control/admin/all-request-history', { roles: AUTH_READ }, () => ({
      items: listRequests(state),
    })),
    route(
      'GET',
      '/access-control/admin/user-pending-request-history',
      { roles: AUTH_READ, query: { username } },
      ({ query }) => ({ items: listOfUser(query.username).filter(isPending) }),
    ),
    route(
      'GET',
      '/access-control/admin/user-request-history',
      { roles: AUTH_READ, query: { username } },
      ({ query }) => ({ items: listOfUser(query.username) }),
    ),
  ];
}

function createDecisionRoutes(state: SandboxState): Route[] {
  const missing = { success: false, details: 'There is no such request.' };
  return [
    route('POST', '/access-control/admin/add-note', { roles: AUTH_WRITE, body: AddNote }, ({ body }) => {
      const request = findRequest(state, body.username, body.request_id);
      if (!request) return missing;
      changeRequest(state, request, { note: body.note });
      return createSuccessStatus('Added.');
    }),
    route(
      'POST',
      '/access-control/admin/change-request-state',
      { roles: AUTH_WRITE, query: { send_email_alert: byDefault(boolean, () => false) }, body: StatusChange },
      ({ query, body, user }) => {
        const request = findRequest(state, body.username, body.request_id);
        if (!request) return { state_change: missing, email_alert: missing };
        const isChange = request.status !== body.desired_state;
        if (isChange)
          changeRequest(state, request, { status: body.desired_state, note: body.additional_note });
        return {
          state_change: createSuccessStatus(isChange ? 'Changed.' : 'The request already has this state.'),
          email_alert:
            isChange && query.send_email_alert
              ? sendAlert(state, user, request)
              : createSuccessStatus('No email is necessary.'),
        };
      },
    ),
    route(
      'POST',
      '/access-control/admin/delete-request',
      { roles: AUTH_ADMIN, body: DeleteRequest },
      ({ body }) => {
        deleteRequest(state, body.username, body.request_id);
        return createSuccessStatus('Deleted.');
      },
    ),
  ];
}

function sendAlert(state: SandboxState, user: User, request: AccessRequest) {
  if (!request.email.includes('@'))
    return { success: false, details: `"${request.email}" is not an email address.` };
  const subject = 'Your request for access';
  const body = `${subject}, by ${user.username}.`;
  state.jobs.launchEmail(user.username, { email_to: request.email, subject, body });
  return createSuccessStatus('The email will be sent.');
}
