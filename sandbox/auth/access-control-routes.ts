import { UnhandledServerError } from '../http/errors.ts';
import { type Route, route, type User } from '../http/route.ts';
import { createSuccessStatus, reportStatus, StatusFailure } from '../http/status.ts';
import { list } from '../pydantic/collections.ts';
import { model } from '../pydantic/model.ts';
import { boolean, oneOf, text } from '../pydantic/scalars.ts';
import { byDefault, type Infer } from '../pydantic/type.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { createAccessDecisionRoutes } from './access-decision-routes.ts';
import { addRequest, isPending, listRequestsOfUser } from './access-requests.ts';
import { AUTHORIZATION_MODEL, COMPONENT_NAMES, createAccessReport } from './authorization-model.ts';
import { ANY_USER } from './roles.ts';

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

/** Routes to request roles and to decide on requests. */
export function createAccessControlRoutes(state: SandboxState): Route[] {
  return [...createUserRoutes(state), ...createAccessDecisionRoutes(state)];
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
          state.jobs.launchEmail(user.username, {
            email_to: ADMIN_MAIL,
            subject,
            body: `${subject}, by ${user.username}.`,
          });
        }),
    ),
    route('GET', '/access-control/user/request-history', { roles: ANY_USER }, ({ user }) => ({
      items: listRequestsOfUser(state, user.username),
    })),
    route('GET', '/access-control/user/pending-request-history', { roles: ANY_USER }, ({ user }) => ({
      items: listRequestsOfUser(state, user.username).filter(isPending),
    })),
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
