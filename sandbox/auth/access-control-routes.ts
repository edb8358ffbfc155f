import { Crash, serverError } from '../http/refusal.ts';
import { type Route, route, type User } from '../http/route.ts';
import { done, NotDone, withStatus } from '../not-done.ts';
import { list } from '../pydantic/collections.ts';
import { model } from '../pydantic/model.ts';
import { boolean, integer, oneOf, text } from '../pydantic/scalars.ts';
import { byDefault, type Infer, optional } from '../pydantic/type.ts';
import { ANYBODY } from '../roles.ts';
import type { World } from '../world.ts';
import { type AccessRequest, AccessRequests, REQUEST_STATUSES } from './access-requests.ts';
import { AUTHORISATION_MODEL, accessReport, COMPONENT_NAMES } from './authorisation-model.ts';

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

const KEY = { username: text(), request_id: integer() };
const StatusChange = model('AccessRequestStatusChange', {
  ...KEY,
  desired_state: oneOf('RequestStatus', REQUEST_STATUSES),
  additional_note: optional(text()),
});
const DeleteRequest = model('DeleteAccessRequest', KEY);
const AddNote = model('RequestAddNote', { note: text(), ...KEY });

/** How long one pending request holds back the next. */
const PATIENCE_SECONDS = 5 * 86_400;
const ADMIN_MAIL = 'administrators@example.org';

/** Asking for roles, and deciding on what was asked. */
export function accessControlRoutes(world: World): Route[] {
  const requests = new AccessRequests(world.db, world.clock);
  return [...userRoutes(world, requests), ...readingRoutes(requests), ...decisionRoutes(world, requests)];
}

function userRoutes(world: World, requests: AccessRequests): Route[] {
  return [
    route('POST', '/access-control/user/request-change', {
      roles: ANYBODY,
      query: { send_email: byDefault(boolean, () => true) },
      body: AccessReport,
      answer: ({ query, body, user }) =>
        withStatus(
          'Your request waits for a decision.',
          () => {
            requestChange(world, requests, body, user);
            if (query.send_email) mail(world, user, ADMIN_MAIL, 'Request for access');
            return {};
          },
          {},
        ),
    }),
    route('GET', '/access-control/user/request-history', {
      roles: ANYBODY,
      answer: ({ user }) => ({ items: requests.of(user.username) }),
    }),
    route('GET', '/access-control/user/pending-request-history', {
      roles: ANYBODY,
      answer: ({ user }) => ({ items: requests.of(user.username).filter(isPending) }),
    }),
    route('GET', '/access-control/user/generate-access-report', {
      roles: ANYBODY,
      answer: ({ user }) => ({ status: done('Here it is.'), report: accessReport(user.roles) }),
    }),
  ];
}

/** @throws NotDone when nothing would change or a request is pending; Crash for a role that its component does not have */
function requestChange(world: World, requests: AccessRequests, wanted: AccessReport, user: User): void {
  const components = wanted.components.flatMap((component) => {
    const known =
      AUTHORISATION_MODEL.find((one) => one.component_name === component.component_name)?.component_roles ??
      [];
    const changed = component.component_roles.filter((role) => {
      if (!known.some((one) => one.role_name === role.role_name))
        throw new Crash(`no role ${role.role_name}`);
      return role.access_granted !== user.roles.includes(role.role_name);
    });
    return changed.length === 0 ? [] : [{ ...component, component_roles: changed }];
  });
  if (components.length === 0) throw new NotDone('You ask for nothing that you do not have already.');
  const latest = Math.max(
    0,
    ...requests
      .of(user.username)
      .filter(isPending)
      .map((one) => one.updated_timestamp),
  );
  if (world.clock.seconds() - latest < PATIENCE_SECONDS)
    throw new NotDone('A request of yours is pending already.');
  requests.add(user.username, user.email ?? user.username, { components }, accessReport(user.roles));
}

function readingRoutes(requests: AccessRequests): Route[] {
  const roles = ['sys-admin-read'];
  const username = text();
  const ofUser = (name: string) => {
    if (name === '') throw serverError('The table refuses an empty string as key.');
    return requests.of(name);
  };
  return [
    route('GET', '/access-control/admin/all-pending-request-history', {
      roles,
      answer: () => ({ items: requests.all().filter(isPending) }),
    }),
    route('GET', '/access-control/admin/all-request-history', {
      roles,
      answer: () => ({ items: requests.all() }),
    }),
    route('GET', '/access-control/admin/user-pending-request-history', {
      roles,
      query: { username },
      answer: ({ query }) => ({ items: ofUser(query.username).filter(isPending) }),
    }),
    route('GET', '/access-control/admin/user-request-history', {
      roles,
      query: { username },
      answer: ({ query }) => ({ items: ofUser(query.username) }),
    }),
  ];
}

function decisionRoutes(world: World, requests: AccessRequests): Route[] {
  const missing = { success: false, details: 'There is no such request.' };
  return [
    route('POST', '/access-control/admin/add-note', {
      roles: ['sys-admin-write'],
      body: AddNote,
      answer({ body }) {
        const request = requests.get(body.username, body.request_id);
        if (!request) return missing;
        requests.addNote(request, body.note);
        return done('Noted.');
      },
    }),
    route('POST', '/access-control/admin/change-request-state', {
      roles: ['sys-admin-write'],
      query: { send_email_alert: byDefault(boolean, () => false) },
      body: StatusChange,
      answer({ query, body, user }) {
        const request = requests.get(body.username, body.request_id);
        if (!request) return { state_change: missing, email_alert: missing };
        const same = request.status === body.desired_state;
        if (same) return { state_change: done('It is so already.'), email_alert: done('No mail is due.') };
        requests.changeState(request, body.desired_state, body.additional_note);
        if (!query.send_email_alert)
          return { state_change: done('Changed.'), email_alert: done('No mail was asked for.') };
        return { state_change: done('Changed.'), email_alert: alertBy(world, user, request) };
      },
    }),
    route('POST', '/access-control/admin/delete-request', {
      roles: ['sys-admin-admin'],
      body: DeleteRequest,
      answer({ body }) {
        requests.delete(body.username, body.request_id);
        return done('Deleted.');
      },
    }),
  ];
}

function alertBy(world: World, user: User, request: AccessRequest) {
  if (!request.email.includes('@'))
    return { success: false, details: `"${request.email}" is no address to write to.` };
  mail(world, user, request.email, 'Your request for access');
  return done('A mail is on its way.');
}

function mail(world: World, user: User, email_to: string, subject: string): void {
  const payload = { email_to, subject, body: `${subject}, by ${user.username}.`, reason: subject };
  world.jobs.launch({ username: user.username, subType: 'SEND_EMAIL', payload });
}

function isPending(request: AccessRequest): boolean {
  return request.status === 'PENDING_APPROVAL';
}
