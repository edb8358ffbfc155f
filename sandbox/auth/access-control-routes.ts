import { UnhandledServerError } from '../http/errors.ts';
import { type Route, route, type User } from '../http/route.ts';
import { createSuccessStatus, reportStatus, StatusFailure } from '../http/status.ts';
import { list } from '../pydantic/collections.ts';
import { model } from '../pydantic/model.ts';
import { boolean, integer, oneOf, text } from '../pydantic/scalars.ts';
import { byDefault, type Infer, optional, type Type } from '../pydantic/type.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import {
  type AccessRequest,
  addRequest,
  changeRequest,
  deleteRequest,
  findRequest,
  isPending,
  listRequests,
  listRequestsOfUser,
  REQUEST_STATUSES,
} from './access-requests.ts';
import { AUTHORIZATION_MODEL, COMPONENT_NAMES, createAccessReport } from './authorization-model.ts';
import { ANY_USER, AUTH_ADMIN, AUTH_READ, AUTH_WRITE } from './roles.ts';

const ReportRole = model('ReportComponentRole', {
  role_name: text(),
  role_display_name: text(),
  role_level: oneOf('AccessLevel', ['READ', 'WRITE', 'ADMIN']),
  description: text(),
  intended_users: list(oneOf('IntendedUserType', ['GENERAL', 'ADMINISTRATOR'])),
  access_granted: boolean,
});
const ReportComponent = model('ReportAuthorisationComponent', {
  component_name: oneOf('ComponentName', COMPONENT_NAMES),
  component_roles: list(ReportRole),
});
const AccessReport = model('AccessReport', { components: list(ReportComponent) });
type AccessReport = Infer<typeof AccessReport>;

/** Time during which a pending request blocks further ones. */
const PENDING_LIMIT_SECONDS = 5 * 86_400;
const ADMIN_MAIL = 'administrators@example.org';

const KEY = { username: text(), request_id: integer() };
const StatusChange = model('AccessRequestStatusChange', {
  ...KEY,
  desired_state: oneOf('RequestStatus', REQUEST_STATUSES),
  additional_note: optional(text()),
});
const DeleteRequest = model('DeleteAccessRequest', KEY);
const AddNote = model('RequestAddNote', { note: text(), ...KEY });

/** Routes to request roles and to decide on requests. */
export function createAccessControlRoutes(state: SandboxState): Route[] {
  return [...createUserRoutes(state), ...createHistoryRoutes(state), ...createAdminRoutes(state)];
}

function createUserRoutes(state: SandboxState): Route[] {
  return [
    route(
      'POST',
      '/access-control/user/request-change',
      { roles: ANY_USER, query: { send_email: byDefault(boolean, () => true) }, body: AccessReport },
      ({ query, body, user }) =>
        reportStatus('Your request waits for a decision.', () => {
          requestChange(state, body, user);
          if (!query.send_email) return;
          const subject = 'Request for access';
          state.jobs.launchEmail('service-account-auth-api', {
            email_to: ADMIN_MAIL,
            subject,
            body: `${subject}, by ${user.username}.`,
          });
        }),
    ),
    route('GET', '/access-control/user/generate-access-report', { roles: ANY_USER }, ({ user }) => ({
      status: createSuccessStatus('The access report was generated.'),
      report: createAccessReport(user.roles),
    })),
  ];
}

/**
 * @throws StatusFailure when nothing would change or a request is pending; UnhandledServerError for a role that its
 * component does not have
 */
function requestChange(state: SandboxState, requested: AccessReport, user: User): void {
  const components = requested.components.flatMap((component) => {
    const known = AUTHORIZATION_MODEL.find((one) => one.component_name === component.component_name);
    const changed = component.component_roles.filter((role) => {
      if (!known?.component_roles.some((one) => one.role_name === role.role_name))
        throw new UnhandledServerError(`no role ${role.role_name}`);
      return role.access_granted !== user.roles.includes(role.role_name);
    });
    return changed.length === 0 ? [] : [{ ...component, component_roles: changed }];
  });
  if (components.length === 0) throw new StatusFailure('The request contains no role that you do not have.');
  const blockingSince = state.clock.seconds() - PENDING_LIMIT_SECONDS;
  const pending = listRequestsOfUser(state, user.username).filter(isPending);
  if (pending.some((one) => one.updated_timestamp > blockingSince))
    throw new StatusFailure('You already have a pending request.');
  const { username, email } = user;
  const current = createAccessReport(user.roles);
  addRequest(state, { username, email: email ?? username, diff: { components }, current });
}

/** The routes that list requests: a user's own, and for administrators all, or those of a user that they name. */
function createHistoryRoutes(state: SandboxState): Route[] {
  const noQuery: { username?: Type<string> } = {};
  const histories = [
    ['user/', ANY_USER, noQuery],
    ['admin/all-', AUTH_READ, noQuery],
    ['admin/user-', AUTH_READ, { username: text() }],
  ] as const;
  return histories.flatMap(([prefix, roles, types]) =>
    ['', 'pending-'].map((selection) =>
      route(
        'GET',
        `/access-control/${prefix}${selection}request-history`,
        { roles, query: types },
        (call) => {
          const requests =
            prefix === 'admin/all-'
              ? listRequests(state)
              : listRequestsOfUser(state, call.query.username ?? call.user.username);
          return { items: selection === '' ? requests : requests.filter(isPending) };
        },
      ),
    ),
  );
}

function createAdminRoutes(state: SandboxState): Route[] {
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
          changeRequest(state, request, { status: body.desired_state, note: body.additional_note || null });
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

/** The addresses that the server accepts. */
const ADDRESS = /^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Z|a-z]{2,}$/;

function sendAlert(state: SandboxState, user: User, { username, email }: AccessRequest) {
  if (!ADDRESS.test(email)) return { success: false, details: `"${email}" is not an email address.` };
  const subject = 'Your request for access';
  const body = `${subject}, by ${user.username}.`;
  state.jobs.launchEmail(username, { email_to: email, subject, body });
  return createSuccessStatus('The email will be sent.');
}
