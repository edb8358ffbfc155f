import type { AccessReport } from '../model/access-request.ts';
import { createRowFactory, type MethodCase } from './method-case.ts';
import { getRecordedResponse } from './recorded-responses.ts';
import { ID, INFO } from './samples.ts';

const row = createRowFactory('auth', 'auth', (p) => p.auth);
const admin = createRowFactory('auth.admin', 'auth', (p) => p.auth.admin);
const link = createRowFactory('link', 'auth', (p) => p.link);

const id = encodeURIComponent(ID);
const PERSON = { person_id: ID };
const REQUEST = { username: 'ada', request_id: 1_714_521_600 };
const NOTE = { ...REQUEST, note: 'seen' };
const CHANGE = { ...REQUEST, desired_state: 'APPROVED_PENDING_ACTION', additional_note: null } as const;
const USER = { username: 'ada', email: 'ada@example.org', first_name: 'Ada', last_name: 'Lovelace' };
const GROUP = {
  id: 'reef',
  display_name: 'Reef',
  description: 'Reef people',
  default_data_store_access: null,
};
const SETTINGS = { import_mode: 'ADD_ONLY', trial_mode: true } as const;
const IMPORT = { ...SETTINGS, items: [{ ...GROUP, users: [USER] }] };
const LINK = { username: 'ada', person_id: ID, force: true };
/** The recorded report; its schema is checked at its use. */
const { report: REPORT } = getRecordedResponse<{ report: AccessReport }>(
  'auth',
  'GET',
  '/access-control/user/generate-access-report',
);

/** The person in the recorded response to a creation. */
const { id: CREATED } = getRecordedResponse<{ created_item: { id: string } }>(
  'registry',
  'POST',
  '/registry/agent/person/create',
).created_item;

export const AUTH_CASES: readonly MethodCase[] = [
  row((a) => a.health(), 'GET /'),
  row((a) => a.checkPublicAccess(), 'GET /check-access/public'),
  row((a) => a.checkAccess(), 'GET /check-access/general'),
  row((a) => a.accessReport(), 'GET /access-control/user/generate-access-report'),
  row((a) => a.requestHistory(), 'GET /access-control/user/request-history'),
  row((a) => a.pendingRequests(), 'GET /access-control/user/pending-request-history'),
  row(
    (a) => a.requestChange(REPORT, { sendEmail: false }),
    'POST /access-control/user/request-change?send_email=false',
    REPORT,
  ),
  row((a) => a.listGroups(), 'GET /groups/user/list_groups'),
  row((a) => a.describeGroup('reef'), 'GET /groups/user/describe_group?id=reef'),
  row((a) => a.listMembership(), 'GET /groups/user/list_user_membership'),
  row((a) => a.listGroupMembers('reef'), 'GET /groups/user/list_members?id=reef'),
  row((a) => a.checkMembership('reef'), 'GET /groups/user/check_membership?group_id=reef'),
  row((a) => a.lookupLink({ username: 'ada' }), 'GET /link/user/lookup?username=ada'),
  row((a) => a.assignLink(ID), 'POST /link/user/assign', PERSON),
  row((a) => a.validateLink(ID), 'POST /link/user/validate', PERSON),
  link((l) => l.getLinkedPerson(), 'GET /link/user/lookup'),
  link(
    (l) => l.createAndLinkPerson(INFO.person),
    ['GET /link/user/lookup', 'registry POST /registry/agent/person/create', 'POST /link/user/assign'],
    { person_id: CREATED },
  ),
];

export const AUTH_ADMIN_CASES: readonly MethodCase[] = [
  admin((a) => a.allPendingRequests(), 'GET /access-control/admin/all-pending-request-history'),
  admin((a) => a.allRequests(), 'GET /access-control/admin/all-request-history'),
  admin(
    (a) => a.userPendingRequests('ada'),
    'GET /access-control/admin/user-pending-request-history?username=ada',
  ),
  admin((a) => a.userRequests('ada'), 'GET /access-control/admin/user-request-history?username=ada'),
  admin((a) => a.addNote(NOTE), 'POST /access-control/admin/add-note', NOTE),
  admin(
    (a) => a.changeRequestState(CHANGE, { sendEmailAlert: true }),
    'POST /access-control/admin/change-request-state?send_email_alert=true',
    CHANGE,
  ),
  admin((a) => a.deleteRequest(REQUEST), 'POST /access-control/admin/delete-request', REQUEST),
  admin((a) => a.listGroups(), 'GET /groups/admin/list_groups'),
  admin((a) => a.describeGroup('reef'), 'GET /groups/admin/describe_group?id=reef'),
  admin((a) => a.listGroupMembers('reef'), 'GET /groups/admin/list_members?id=reef'),
  admin((a) => a.listUserMembership('ada'), 'GET /groups/admin/list_user_membership?username=ada'),
  admin(
    (a) => a.checkMembership('reef', 'ada'),
    'GET /groups/admin/check_membership?group_id=reef&username=ada',
  ),
  admin((a) => a.addMember('reef', USER), 'POST /groups/admin/add_member?group_id=reef', USER),
  admin(
    (a) => a.removeMember('reef', 'ada'),
    'DELETE /groups/admin/remove_member?username=ada&group_id=reef',
  ),
  admin((a) => a.removeMembers('reef', ['ada']), 'POST /groups/admin/remove_members', {
    group_id: 'reef',
    member_usernames: ['ada'],
  }),
  admin((a) => a.addGroup(GROUP), 'POST /groups/admin/add_group', GROUP),
  admin((a) => a.updateGroup(GROUP), 'PUT /groups/admin/update_group', GROUP),
  admin((a) => a.removeGroup('reef'), 'DELETE /groups/admin/remove_group?id=reef'),
  admin((a) => a.exportGroups(), 'GET /groups/admin/export'),
  admin((a) => a.importGroups(IMPORT), 'POST /groups/admin/import', IMPORT),
  admin(
    (a) => a.restoreGroupsFromTable('old', SETTINGS),
    'POST /groups/admin/restore_from_table?table_name=old',
    SETTINGS,
  ),
  admin((a) => a.lookupLink('ada'), 'GET /link/admin/lookup?username=ada'),
  admin((a) => a.reverseLookupLink(ID), `GET /link/admin/reverse_lookup?person_id=${id}`),
  admin((a) => a.assignLink(LINK), 'POST /link/admin/assign', LINK),
  admin((a) => a.clearLink('ada'), 'DELETE /link/admin/clear?username=ada'),
];
