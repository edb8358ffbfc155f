import { SYSTEM_ADMIN, SYSTEM_WRITE, WRITE } from '../auth/roles.ts';
import { assertNonEmptyKey } from '../http/errors.ts';
import { type Route, route } from '../http/route.ts';
import { model } from '../pydantic/model.ts';
import { boolean, text } from '../pydantic/scalars.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { addReviewer, decideRelease, listReviewers, removeReviewer, requestRelease } from './release.ts';

const Request = model('ReleaseApprovalRequest', { dataset_id: text(), approver_id: text(), notes: text() });
const Action = model('ActionApprovalRequest', { dataset_id: text(), approve: boolean, notes: text() });

const ACTING = { roles: WRITE, actsForUser: true };

/** Routes to request and decide releases of datasets, and to manage the reviewers. */
export function createReleaseRoutes(state: SandboxState): Route[] {
  const query = { reviewer_id: text() };
  return [
    route(
      'POST',
      '/release/sys-reviewers/add',
      { roles: SYSTEM_WRITE, query },
      ({ query: { reviewer_id } }) => {
        assertNonEmptyKey(reviewer_id);
        addReviewer(state, reviewer_id);
        return null;
      },
    ),
    route(
      'DELETE',
      '/release/sys-reviewers/delete',
      { roles: SYSTEM_ADMIN, query },
      ({ query: { reviewer_id } }) => {
        removeReviewer(state, reviewer_id);
        return null;
      },
    ),
    route('GET', '/release/sys-reviewers/list', { roles: WRITE }, () => listReviewers(state)),
    route('POST', '/release/approval-request', { ...ACTING, body: Request }, ({ body, user }) => {
      requestRelease(state, body, user);
      const { dataset_id, approver_id } = body;
      return { dataset_id, approver_id, details: 'The release is requested.' };
    }),
    route('PUT', '/release/action-approval-request', { ...ACTING, body: Action }, ({ body, user }) => {
      decideRelease(state, body, user);
      const { dataset_id, approve: approved } = body;
      return { dataset_id, approved, details: 'Your decision is recorded.' };
    }),
  ];
}
