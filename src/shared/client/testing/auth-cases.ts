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
  row('health', (a) => a.health(), 'GET /'),
  row('checkPublicAccess', (a) => a.checkPublicAccess(), 'GET /check-access/public'),
  row('checkAccess', (a) => a.checkAccess(), 'GET /check-access/general'),
  row('accessReport', (a) => a.accessReport(), 'GET /access-control/user/generate-access-report'),
  row('requestHistory', (a) => a.requestHistory(), 'GET /access-control/user/request-history'),
  row('pendingRequests', (a) => a.pendingRequests(), 'GET /access-control/user/pending-request-history'),
  row(
    'requestChange',
    (a) => a.requestChange(REPORT, { sendEmail: false }),
    'POST /access-control/user/request-change?send_email=false',
    REPORT,
  ),
  row('listGroups', (a) => a.listGroups(), 'GET /groups/user/list_groups'),
  row('describeGroup', (a) => a.describeGroup('reef'), 'GET /groups/user/describe_group?id=reef'),
  row('listMembership', (a) => a.listMembership(), 'GET /groups/user/list_user_membership'),
  row('listGroupMembers', (a) => a.listGroupMembers('reef'), 'GET /groups/user/list_members?id=reef'),
  row('checkMembership', (a) => a.checkMembership('reef'), 'GET /groups/user/check_membership?group_id=reef'),
  row('lookupLink', (a) => a.lookupLink({ username: 'ada' }), 'GET /link/user/lookup?username=ada'),
  row('assignLink', (a) => a.assignLink(ID), 'POST /link/user/assign', PERSON),
  row('validateLink', (a) => a.validateLink(ID), 'POST /link/user/validate', PERSON),
  link('getLinkedPerson', (l) => l.getLinkedPerson(), 'GET /link/user/lookup'),
  link(
    'createAndLinkPerson',
    (l) => l.createAndLinkPerson(INFO.person),
    ['GET /link/user/lookup', 'registry POST /registry/agent/person/create', 'POST /link/user/assign'],
    { person_id: CREATED },
  ),
];

export const AUTH_ADMIN_CASES: readonly MethodCase[] = [
  admin(
    'allPendingRequests',
    (a) => a.allPendingRequests(),
    'GET /access-control/admin/all-pending-request-history',
  ),
  admin('allRequests', (a) => a.allRequests(), 'GET /access-control/admin/all-request-history'),
  admin(
    'userPendingRequests',
    (a) => a.userPendingRequests('ada'),
    'GET /access-control/admin/user-pending-request-history?username=ada',
  ),
  admin(
    'userRequests',
    (a) => a.userRequests('ada'),
    'GET /access-control/admin/user-request-history?username=ada',
  ),
  admin('addNote', (a) => a.addNote(NOTE), 'POST /access-control/admin/add-note', NOTE),
  admin(
    'changeRequestState',
    (a) => a.changeRequestState(CHANGE, { sendEmailAlert: true }),
    'POST /access-control/admin/change-request-state?send_email_alert=true',
    CHANGE,
  ),
  admin(
    'deleteRequest',
    (a) => a.deleteRequest(REQUEST),
    'POST /access-control/admin/delete-request',
    REQUEST,
  ),
  admin('listGroups', (a) => a.listGroups(), 'GET /groups/admin/list_groups'),
  admin('describeGroup', (a) => a.describeGroup('reef'), 'GET /groups/admin/describe_group?id=reef'),
  admin('listGroupMembers', (a) => a.listGroupMembers('reef'), 'GET /groups/admin/list_members?id=reef'),
  admin(
    'listUserMembership',
    (a) => a.listUserMembership('ada'),
    'GET /groups/admin/list_user_membership?username=ada',
  ),
  admin(
    'checkMembership',
    (a) => a.checkMembership('ada', 'reef'),
    'GET /groups/admin/check_membership?group_id=reef&username=ada',
  ),
  admin('addMember', (a) => a.addMember('reef', USER), 'POST /groups/admin/add_member?group_id=reef', USER),
  admin(
    'removeMember',
    (a) => a.removeMember('reef', 'ada'),
    'DELETE /groups/admin/remove_member?username=ada&group_id=reef',
  ),
  admin('removeMembers', (a) => a.removeMembers('reef', ['ada']), 'POST /groups/admin/remove_members', {
    group_id: 'reef',
    member_usernames: ['ada'],
  }),
  admin('addGroup', (a) => a.addGroup(GROUP), 'POST /groups/admin/add_group', GROUP),
  admin('updateGroup', (a) => a.updateGroup(GROUP), 'PUT /groups/admin/update_group', GROUP),
  admin('removeGroup', (a) => a.removeGroup('reef'), 'DELETE /groups/admin/remove_group?id=reef'),
  admin('exportGroups', (a) => a.exportGroups(), 'GET /groups/admin/export'),
  admin('importGroups', (a) => a.importGroups(IMPORT), 'POST /groups/admin/import', IMPORT),
  admin(
    'restoreGroupsFromTable',
    (a) => a.restoreGroupsFromTable('old', SETTINGS),
    'POST /groups/admin/restore_from_table?table_name=old',
    SETTINGS,
  ),
  admin('lookupLink', (a) => a.lookupLink('ada'), 'GET /link/admin/lookup?username=ada'),
  admin(
    'reverseLookupLink',
    (a) => a.reverseLookupLink(ID),
    `GET /link/admin/reverse_lookup?person_id=${id}`,
  ),
  admin('assignLink', (a) => a.assignLink(LINK), 'POST /link/admin/assign', LINK),
  admin('clearLink', (a) => a.clearLink('ada'), 'DELETE /link/admin/clear?username=ada'),
];
