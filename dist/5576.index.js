export const id = 5576;
export const ids = [5576];
export const modules = {

/***/ 9795:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   On: () => (/* binding */ TimedOutError),
/* harmony export */   YK: () => (/* binding */ ProvenaError),
/* harmony export */   aB: () => (/* binding */ InvalidError),
/* harmony export */   fk: () => (/* binding */ RefusedError),
/* harmony export */   hG: () => (/* binding */ UnavailableError),
/* harmony export */   lR: () => (/* binding */ AuthError),
/* harmony export */   m_: () => (/* binding */ NotFoundError),
/* harmony export */   oM: () => (/* binding */ AbortedError),
/* harmony export */   qQ: () => (/* binding */ ForbiddenError),
/* harmony export */   v4: () => (/* binding */ NotUnderstoodError)
/* harmony export */ });
/* unused harmony exports describeIssue, describePath */
class ProvenaError extends Error {
    asked;
    status;
    detail;
    issues;
    body;
    mayHaveActed;
    transient;
    retryAfterMs;
    constructor(message, facts = {}) {
        super(sentence(message, facts), facts.cause === undefined ? {} : { cause: facts.cause });
        this.asked = facts.asked;
        this.status = facts.status;
        this.detail = facts.detail;
        this.issues = facts.issues ?? [];
        this.body = facts.body;
        this.mayHaveActed = facts.mayHaveActed ?? false;
        this.transient = facts.transient ?? false;
        this.retryAfterMs = facts.retryAfterMs;
    }
}
class AuthError extends ProvenaError {
    name = 'AuthError';
    family = 'auth';
    oauthError;
    constructor(message, facts = {}) {
        super(message, facts);
        this.oauthError = facts.oauthError;
    }
}
class ForbiddenError extends ProvenaError {
    name = 'ForbiddenError';
    family = 'forbidden';
    missingRoles;
    constructor(message, facts = {}) {
        super(message, facts);
        this.missingRoles = facts.missingRoles ?? [];
    }
}
class RefusedError extends ProvenaError {
    name = 'RefusedError';
    family = 'refused';
    partial;
    constructor(message, facts = {}) {
        super(message, facts);
        this.partial = facts.partial;
    }
}
class InvalidError extends ProvenaError {
    name = 'InvalidError';
    family = 'invalid';
}
class NotFoundError extends ProvenaError {
    name = 'NotFoundError';
    family = 'notFound';
}
class UnavailableError extends ProvenaError {
    name = 'UnavailableError';
    family = 'unavailable';
}
class TimedOutError extends ProvenaError {
    name = 'TimedOutError';
    family = 'timedOut';
}
class AbortedError extends ProvenaError {
    name = 'AbortedError';
    family = 'aborted';
}
class NotUnderstoodError extends ProvenaError {
    name = 'NotUnderstoodError';
    family = 'notUnderstood';
}
function sentence(message, { asked, issues }) {
    const head = asked ? `${asked.operation}: ${message}` : message;
    if (!issues?.length)
        return head;
    return [`${head}:`, ...issues.map((issue) => `  ${describeIssue(issue)}`)].join('\n');
}
function describeIssue({ path, message }) {
    return path.length > 0 ? `${describePath(path)}: ${message}` : message;
}
function describePath(path) {
    return path
        .map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`))
        .join('');
}


/***/ }),

/***/ 5540:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ stayingRedirect),
/* harmony export */   b: () => (/* binding */ LeavingHost)
/* harmony export */ });
class LeavingHost extends Error {
    constructor(from, to) {
        super(`${from.host} redirects to another host (${to}), which is not followed`);
    }
}
const REPEATING = [307, 308];
const CHANGING = [301, 302, 303];
function stayingRedirect(method, from, answer) {
    const follows = REPEATING.includes(answer.status) || (method === 'GET' && CHANGING.includes(answer.status));
    const location = answer.headers['location'];
    if (!follows || location === undefined)
        return undefined;
    const to = URL.parse(location, from.href);
    if (!to)
        return undefined;
    const upgraded = from.protocol === 'http:' && to.protocol === 'https:' && to.hostname === from.hostname;
    if (to.origin !== from.origin && !upgraded)
        throw new LeavingHost(from, to.host);
    return to;
}


/***/ }),

/***/ 668:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LZ: () => (/* binding */ createRetries),
/* harmony export */   p6: () => (/* binding */ RETRY)
/* harmony export */ });
/* unused harmony export nextDelay */
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9795);


const RETRY = { attempts: 4, baseMs: 500, maxMs: 20_000, budget: 20 };
function createRetries(policy, report) {
    let budget = policy.budget;
    return {
        async run({ operation, safety, attempt, recover, signal }) {
            for (let tries = 1;; tries++) {
                try {
                    const result = await attempt();
                    if (tries === 1)
                        budget = Math.min(policy.budget, budget + 0.1);
                    return result;
                }
                catch (error) {
                    if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ProvenaError */ .YK) || signal.aborted)
                        throw error;
                    const affordable = budget >= 1;
                    const delayMs = affordable
                        ? nextDelay(error, tries, safety, policy, recover !== undefined)
                        : undefined;
                    if (delayMs !== undefined) {
                        budget -= 1;
                        report({ operation, attempt: tries + 1, of: policy.attempts, because: error, delayMs });
                        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(delayMs, undefined, { signal }).catch(() => undefined);
                    }
                    const found = error.mayHaveActed && !signal.aborted ? await recover?.(error) : undefined;
                    if (found !== undefined)
                        return found;
                    if (delayMs === undefined)
                        throw error;
                }
            }
        },
    };
}
function nextDelay(error, tries, safety, policy, recoverable, random = Math.random) {
    if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ProvenaError */ .YK) || !error.transient || tries >= policy.attempts)
        return undefined;
    const repeatable = safety === 'safe' || !error.mayHaveActed || (safety === 'key' && recoverable);
    if (!repeatable)
        return undefined;
    const bound = Math.min(policy.maxMs, policy.baseMs * 2 ** (tries - 1));
    const jittered = bound * (0.5 + random() / 2);
    const asked = error.retryAfterMs ?? 0;
    return asked > policy.maxMs ? undefined : Math.max(asked, jittered);
}


/***/ }),

/***/ 5872:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ createTransport)
/* harmony export */ });
/* harmony import */ var _redirect_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5540);

const CONNECT_TIMEOUT_MS = 10_000;
const MOST_REDIRECTS = 5;
function createTransport(proxy = {}) {
    let opening;
    const wire = () => {
        opening ??= openWire(proxy);
        return opening;
    };
    return {
        async send(request, signal) {
            const { once } = await wire();
            let url = new URL(request.url);
            for (let hops = 0;; hops++) {
                const answer = await once({ ...request, url: url.href }, signal);
                const next = hops < MOST_REDIRECTS ? (0,_redirect_js__WEBPACK_IMPORTED_MODULE_0__/* .stayingRedirect */ ._)(request.method, url, answer) : undefined;
                if (!next)
                    return answer;
                url = next;
            }
        },
        async close() {
            await (await opening)?.dispatcher.destroy();
        },
    };
}
async function openWire(proxy) {
    const undici = await __webpack_require__.e(/* import() */ 6752).then(__webpack_require__.t.bind(__webpack_require__, 6752, 19));
    const options = { headersTimeout: 0, bodyTimeout: 0, connect: { timeout: CONNECT_TIMEOUT_MS } };
    const proxied = proxy.httpProxy || proxy.httpsProxy;
    const dispatcher = proxied
        ? new undici.EnvHttpProxyAgent({ ...options, ...withoutEnvironment(proxy) })
        : new undici.Agent(options);
    return {
        dispatcher,
        async once({ method, url, headers, body }, signal) {
            const answer = await undici.request(url, { dispatcher, method, headers, body: body ?? null, signal });
            return {
                status: answer.statusCode,
                headers: joined(answer.headers),
                bytes: await answer.body.bytes(),
            };
        },
    };
}
function withoutEnvironment({ httpProxy = '', httpsProxy = '', noProxy = '' }) {
    return { httpProxy, httpsProxy, noProxy };
}
function joined(headers) {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]));
}


/***/ }),

/***/ 5576:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  oM: () => (/* reexport */ errors/* AbortedError */.oM),
  eX: () => (/* reexport */ CollectionFormat),
  qQ: () => (/* reexport */ errors/* ForbiddenError */.qQ),
  aB: () => (/* reexport */ errors/* InvalidError */.aB),
  GW: () => (/* reexport */ KINDS),
  Me: () => (/* reexport */ model_run_record/* ModelRunRecord */.M),
  m_: () => (/* reexport */ errors/* NotFoundError */.m_),
  v4: () => (/* reexport */ errors/* NotUnderstoodError */.v4),
  YK: () => (/* reexport */ errors/* ProvenaError */.YK),
  p6: () => (/* reexport */ retry/* RETRY */.p6),
  fk: () => (/* reexport */ errors/* RefusedError */.fk),
  On: () => (/* reexport */ errors/* TimedOutError */.On),
  hG: () => (/* reexport */ errors/* UnavailableError */.hG),
  aS: () => (/* reexport */ accessToken),
  a0: () => (/* reexport */ clientCredentials),
  Ng: () => (/* reexport */ connect),
  n_: () => (/* reexport */ githubOidc),
  Lz: () => (/* reexport */ kindNameOf),
  F0: () => (/* reexport */ offlineToken),
  bg: () => (/* reexport */ proxyFrom)
});

// UNUSED EXPORTS: AuthError, CreateActivityInfo, DatasetInfo, DatasetTemplateInfo, IMPORT_MODES, ITEM_CATEGORIES, ITEM_ROLES, ITEM_SUBTYPES, JOB_STATUSES, JOB_SUBTYPES, JOB_TYPES, ModelInfo, ModelRunInfo, ModelRunWorkflowInfo, OrganisationInfo, PersonInfo, RECORD_TYPES, RELEASE_ACTIONS, RELEASE_STATES, RUN_STATES, SERVICES, StudyInfo, USAGE_TYPES, VersionActivityInfo, check, describeIssue, describePath, deviceLogin, editableMetadata, resolveEndpoints

// EXTERNAL MODULE: ./node_modules/zod/v4/core/parse.js + 1 modules
var parse = __webpack_require__(3945);
;// CONCATENATED MODULE: ./.build/src/shared/client/once.js
function once(build) {
    let built;
    return () => {
        built ??= { schema: build() };
        return built.schema;
    };
}

;// CONCATENATED MODULE: ./.build/src/shared/client/http/issues.js
function issues_issuesOf(error, value) {
    return error.issues.flatMap((issue) => {
        const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
        if (issue.code !== 'unrecognized_keys') {
            return [{ path, message: wording(issue, valueAt(value, path)), code: issue.code }];
        }
        return issue.keys.map((key) => ({ path: [...path, key], message: 'no such field', code: issue.code }));
    });
}
function valueAt(value, path) {
    return path.reduce((at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined), value);
}
function wording(issue, found) {
    if (issue.message !== '' && issue.message !== 'Invalid input')
        return issue.message;
    switch (issue.code) {
        case 'invalid_type':
            return `expected ${issue.expected}, found ${typeName(found)}`;
        case 'invalid_value':
            return `expected ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
        case 'too_small':
            return `expected at least ${issue.minimum}${unit(issue.origin)}`;
        case 'too_big':
            return `expected at most ${issue.maximum}${unit(issue.origin)}`;
        case 'invalid_format':
            return `expected ${issue.format}`;
        default:
            return `does not fit (${issue.code})`;
    }
}
function unit(origin) {
    if (origin === 'string')
        return ' characters';
    return origin === 'array' ? ' entries' : '';
}
function typeName(value) {
    if (value === undefined)
        return 'nothing';
    if (value === null)
        return 'null';
    return Array.isArray(value) ? 'a list' : typeof value;
}

;// CONCATENATED MODULE: ./.build/src/shared/client/http/reply.js



class Unreadable extends Error {
    issues;
    constructor(message, issues = [], options) {
        super(message, options);
        this.issues = issues;
    }
}
function json(schema) {
    const built = once(schema);
    return {
        read(answer) {
            const body = jsonOf(answer);
            const result = parse/* safeParse */.xL(built(), body);
            if (result.success)
                return result.data;
            throw new Unreadable('the answer does not have the expected form', issues_issuesOf(result.error, body));
        },
    };
}
const reply_text = { read: textOf };
const download = {
    read: ({ bytes, headers }) => ({
        bytes,
        type: headers['content-type'],
        filename: /filename="?([^";]+)"?/i.exec(headers['content-disposition'] ?? '')?.[1],
    }),
};
function isJson({ headers }) {
    return /^application\/(?:[\w.+-]+\+)?json\b/i.test(headers['content-type'] ?? '');
}
function textOf({ bytes }) {
    return new TextDecoder().decode(bytes);
}
const parsed = new WeakMap();
function reply_parse(answer) {
    let result = parsed.get(answer);
    if (!result) {
        result = parseText(textOf(answer));
        parsed.set(answer, result);
    }
    return result;
}
function parseText(body) {
    try {
        return { value: JSON.parse(body) };
    }
    catch (cause) {
        return { text: body, cause };
    }
}
function jsonOf(answer) {
    const result = reply_parse(answer);
    if ('value' in result)
        return result.value;
    const found = result.text.trim() === '' ? 'nothing' : (answer.headers['content-type'] ?? 'text without a type');
    throw new Unreadable(`expected JSON, found ${found}`, [], { cause: result.cause });
}
function bodyOf(answer) {
    const result = isJson(answer) ? reply_parse(answer) : { text: textOf(answer) };
    return 'value' in result ? result.value : result.text || undefined;
}

;// CONCATENATED MODULE: ./.build/src/shared/client/http/routes.js
function get(path, access, reply, traits = {}) {
    return { method: 'GET', path, access, safety: 'safe', reply, ...traits };
}
const sends = (method) => (path, access, safety, reply, traits = {}) => ({
    method,
    path,
    access,
    safety,
    reply,
    ...traits,
});
const post = sends('POST');
const put = sends('PUT');
const remove = sends('DELETE');
function routes(module, service, rows) {
    const named = Object.entries(rows).map(([key, row]) => [
        key,
        { ...row, operation: `${module}.${key}`, service },
    ]);
    return Object.fromEntries(named);
}

// EXTERNAL MODULE: ./node_modules/zod/v4/mini/schemas.js
var schemas = __webpack_require__(4343);
;// CONCATENATED MODULE: ./.build/src/shared/client/model/open-enum.js

function openEnum(_known) {
    return schemas/* string */.YjP();
}

;// CONCATENATED MODULE: ./.build/src/shared/client/model/status.js


const Status = once(() => schemas/* looseObject */._H3({ success: schemas/* boolean */.zMY(), details: schemas/* string */.YjP() }));
const StatusReply = once(() => schemas/* looseObject */._H3({ status: Status() }));
const Health = once(() => schemas/* looseObject */._H3({ message: schemas/* string */.YjP() }));

;// CONCATENATED MODULE: ./.build/src/shared/client/model/access-request.js




const AccessReport = once(() => schemas/* looseObject */._H3({
    components: schemas/* array */.YOg(schemas/* looseObject */._H3({
        component_name: schemas/* string */.YjP(),
        component_roles: schemas/* array */.YOg(schemas/* looseObject */._H3({
            role_name: schemas/* string */.YjP(),
            role_display_name: schemas/* string */.YjP(),
            role_level: openEnum(['READ', 'WRITE', 'ADMIN']),
            description: schemas/* string */.YjP(),
            intended_users: schemas/* array */.YOg(openEnum(['GENERAL', 'ADMINISTRATOR'])),
            access_granted: schemas/* boolean */.zMY(),
        })),
    })),
}));
const AccessReportReply = once(() => schemas/* looseObject */._H3({ status: Status(), report: AccessReport() }));
const REQUEST_STATES = [
    'PENDING_APPROVAL',
    'APPROVED_PENDING_ACTION',
    'DENIED_PENDING_DELETION',
    'ACTIONED_PENDING_DELETION',
];
const AccessRequest = once(() => schemas/* looseObject */._H3({
    username: schemas/* string */.YjP(),
    request_id: schemas/* number */.aig(),
    expiry: schemas/* number */.aig(),
    email: schemas/* string */.YjP(),
    created_timestamp: schemas/* number */.aig(),
    updated_timestamp: schemas/* number */.aig(),
    status: openEnum(REQUEST_STATES),
    ui_friendly_status: schemas/* string */.YjP(),
    request_diff_contents: schemas/* string */.YjP(),
    complete_contents: schemas/* string */.YjP(),
    notes: schemas/* string */.YjP(),
}));
const AccessRequestList = once(() => schemas/* looseObject */._H3({ items: schemas/* array */.YOg(AccessRequest()) }));
const RequestStateChanged = once(() => schemas/* looseObject */._H3({ state_change: Status(), email_alert: Status() }));

;// CONCATENATED MODULE: ./.build/src/shared/client/model/user.js


const User = once(() => schemas/* pipe */.FsL(schemas/* looseObject */._H3({ username: schemas/* string */.YjP(), email: schemas/* nullish */.cl6(schemas/* string */.YjP()), roles: schemas/* array */.YOg(schemas/* string */.YjP()) }), schemas/* transform */.pdi(({ username, email, roles }) => ({ username, email, roles }))));

;// CONCATENATED MODULE: ./.build/src/shared/client/service-routes.js




function checks(call, module, service, roles = '') {
    const user = json(User);
    const at = (level) => `/check-access/check-${level}-access`;
    const check = routes(module, service, {
        general: get(at('general'), 'token', user),
        read: get(at('read'), `${roles}read`, user),
        write: get(at('write'), `${roles}write`, user),
        admin: get(at('admin'), `${roles}admin`, user),
    });
    return {
        ...health(call, module, service),
        checkAccess: (level, options) => call({ ...check[level], operation: `${module}.checkAccess` }, {}, options),
    };
}
function health(call, module, service) {
    const route = routes(module, service, {
        health: get('/', 'open', json(Health)),
    });
    return {
        health: (options) => call(route.health, {}, options),
    };
}
function config(call, module, service, access = 'admin') {
    const route = routes(module, service, { config: get('/admin/config', access, reply_text) });
    return {
        config: (options) => call(route.config, { query: { required_only: options?.requiredOnly } }, options),
    };
}

;// CONCATENATED MODULE: ./.build/src/shared/client/model/group.js



const GroupUser = once(() => schemas/* looseObject */._H3({
    username: schemas/* string */.YjP(),
    email: schemas/* nullish */.cl6(schemas/* string */.YjP()),
    first_name: schemas/* nullish */.cl6(schemas/* string */.YjP()),
    last_name: schemas/* nullish */.cl6(schemas/* string */.YjP()),
}));
const groupFields = () => ({
    id: schemas/* string */.YjP(),
    display_name: schemas/* string */.YjP(),
    description: schemas/* string */.YjP(),
    default_data_store_access: schemas/* nullish */.cl6(schemas/* array */.YOg(schemas/* string */.YjP())),
});
const GroupMetadata = once(() => schemas/* looseObject */._H3(groupFields()));
const Group = once(() => schemas/* looseObject */._H3({ ...groupFields(), users: schemas/* array */.YOg(GroupUser()) }));
const GroupListReply = once(() => schemas/* looseObject */._H3({ status: Status(), groups: schemas/* array */.YOg(GroupMetadata()) }));
const GroupReply = once(() => schemas/* looseObject */._H3({ status: Status(), group: GroupMetadata() }));
const GroupMembersReply = once(() => schemas/* looseObject */._H3({ status: Status(), group: Group() }));
const MembershipReply = once(() => schemas/* looseObject */._H3({ status: Status(), is_member: schemas/* boolean */.zMY() }));
const anything = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J());
const GroupsExported = once(() => schemas/* looseObject */._H3({ status: Status(), items: schemas/* nullish */.cl6(schemas/* array */.YOg(anything)) }));
const GroupsImported = once(() => schemas/* looseObject */._H3({
    status: Status(),
    trial_mode: schemas/* boolean */.zMY(),
    statistics: schemas/* nullish */.cl6(schemas/* looseObject */._H3({
        old_size: schemas/* number */.aig(),
        new_size: schemas/* number */.aig(),
        deleted_entries: schemas/* number */.aig(),
        overwritten_entries: schemas/* number */.aig(),
        new_entries: schemas/* number */.aig(),
    })),
    failure_list: schemas/* nullish */.cl6(schemas/* array */.YOg(schemas/* tuple */.PVZ([schemas/* string */.YjP(), anything]))),
}));

;// CONCATENATED MODULE: ./.build/src/shared/client/auth/admin-groups.js




const admin_groups_status = json(StatusReply);
const members = json(GroupMembersReply);
const at = (name) => `/groups/admin/${name}`;
const route = routes('auth.admin', 'auth', {
    listGroups: get(at('list_groups'), 'read', json(GroupListReply)),
    describeGroup: get(at('describe_group'), 'read', json(GroupReply), { absent: 'status' }),
    listGroupMembers: get(at('list_members'), 'read', members, { absent: 'status' }),
    listUserMembership: get(at('list_user_membership'), 'read', json(GroupListReply)),
    checkMembership: get(at('check_membership'), 'read', json(MembershipReply), { absent: 'status' }),
    addMember: post(at('add_member'), 'write', 'never', admin_groups_status),
    removeMember: remove(at('remove_member'), 'write', 'never', admin_groups_status),
    removeMembers: post(at('remove_members'), 'write', 'never', admin_groups_status),
    addGroup: post(at('add_group'), 'write', 'never', admin_groups_status),
    updateGroup: put(at('update_group'), 'write', 'safe', admin_groups_status),
    removeGroup: remove(at('remove_group'), 'admin', 'never', admin_groups_status, { absent: 400 }),
    exportGroups: get(at('export'), 'admin', json(GroupsExported)),
    importGroups: post(at('import'), 'admin', 'never', json(GroupsImported)),
    restoreGroupsFromTable: post(at('restore_from_table'), 'admin', 'never', json(GroupsImported)),
});
function adminGroups(call) {
    return {
        listGroups: async (options) => (await call(route.listGroups, {}, options)).groups,
        describeGroup: async (groupId, options) => (await call(route.describeGroup, { query: { id: groupId } }, options)).group,
        listGroupMembers: async (groupId, options) => (await call(route.listGroupMembers, { query: { id: groupId } }, options)).group,
        listUserMembership: async (username, options) => (await call(route.listUserMembership, { query: { username } }, options)).groups,
        checkMembership: async (username, groupId, options) => (await call(route.checkMembership, { query: { group_id: groupId, username } }, options)).is_member,
        addMember: (groupId, user, options) => call(route.addMember, { query: { group_id: groupId }, body: user }, options),
        removeMember: (groupId, username, options) => call(route.removeMember, { query: { username, group_id: groupId } }, options),
        removeMembers: (groupId, usernames, options) => call(route.removeMembers, { body: { group_id: groupId, member_usernames: usernames } }, options),
        addGroup: (group, options) => call(route.addGroup, { body: group }, options),
        updateGroup: (group, options) => call(route.updateGroup, { body: group }, options),
        removeGroup: (groupId, options) => call(route.removeGroup, { query: { id: groupId } }, options),
        exportGroups: (options) => call(route.exportGroups, {}, options),
        importGroups: (request, options) => call(route.importGroups, { body: request }, options),
        restoreGroupsFromTable: (tableName, request, options) => call(route.restoreGroupsFromTable, { query: { table_name: tableName }, body: request }, options),
    };
}

;// CONCATENATED MODULE: ./.build/src/shared/client/model/link.js


const LinkedPerson = once(() => schemas/* looseObject */._H3({ person_id: schemas/* nullish */.cl6(schemas/* string */.YjP()), success: schemas/* boolean */.zMY() }));
const LinkedUsers = once(() => schemas/* looseObject */._H3({ usernames: schemas/* array */.YOg(schemas/* string */.YjP()) }));

;// CONCATENATED MODULE: ./.build/src/shared/client/auth/admin-links.js




const nothing = json(() => schemas/* looseObject */._H3({}));
const admin_links_route = routes('auth.admin', 'auth', {
    lookupLink: get('/link/admin/lookup', 'read', json(LinkedPerson)),
    reverseLookupLink: get('/link/admin/reverse_lookup', 'read', json(LinkedUsers)),
    assignLink: post('/link/admin/assign', 'write', 'never', nothing),
    clearLink: remove('/link/admin/clear', 'write', 'safe', nothing),
});
function adminLinks(call) {
    return {
        lookupLink: (username, options) => call(admin_links_route.lookupLink, { query: { username } }, options),
        reverseLookupLink: (personId, options) => call(admin_links_route.reverseLookupLink, { query: { person_id: personId } }, options),
        assignLink: async (request, options) => {
            await call(admin_links_route.assignLink, { body: request }, options);
        },
        clearLink: async (username, options) => {
            await call(admin_links_route.clearLink, { query: { username } }, options);
        },
    };
}

;// CONCATENATED MODULE: ./.build/src/shared/client/auth/admin-requests.js




const list = json(AccessRequestList);
const admin_requests_status = json(Status);
const admin_requests_at = (name) => `/access-control/admin/${name}`;
const admin_requests_route = routes('auth.admin', 'auth', {
    allPendingRequests: get(admin_requests_at('all-pending-request-history'), 'read', list),
    allRequests: get(admin_requests_at('all-request-history'), 'read', list),
    userPendingRequests: get(admin_requests_at('user-pending-request-history'), 'read', list),
    userRequests: get(admin_requests_at('user-request-history'), 'read', list),
    addNote: post(admin_requests_at('add-note'), 'write', 'never', admin_requests_status, { verdict: 'self' }),
    changeRequestState: post(admin_requests_at('change-request-state'), 'write', 'never', json(RequestStateChanged), {
        verdict: 'state_change',
    }),
    deleteRequest: post(admin_requests_at('delete-request'), 'admin', 'never', admin_requests_status, { verdict: 'self' }),
});
function adminRequests(call) {
    return {
        allPendingRequests: async (options) => (await call(admin_requests_route.allPendingRequests, {}, options)).items,
        allRequests: async (options) => (await call(admin_requests_route.allRequests, {}, options)).items,
        userPendingRequests: async (username, options) => (await call(admin_requests_route.userPendingRequests, { query: { username } }, options)).items,
        userRequests: async (username, options) => (await call(admin_requests_route.userRequests, { query: { username } }, options)).items,
        addNote: (note, options) => call(admin_requests_route.addNote, { body: note }, options),
        changeRequestState: (change, options) => call(admin_requests_route.changeRequestState, { query: { send_email_alert: options?.sendEmailAlert }, body: change }, options),
        deleteRequest: (request, options) => call(admin_requests_route.deleteRequest, { body: request }, options),
    };
}

;// CONCATENATED MODULE: ./.build/src/shared/client/auth/admin.js




function admin(call) {
    return {
        ...adminRequests(call),
        ...adminGroups(call),
        ...adminLinks(call),
        ...config(call, 'auth.admin', 'auth'),
    };
}

;// CONCATENATED MODULE: ./.build/src/shared/client/auth/groups.js



const groups_route = routes('auth', 'auth', {
    listGroups: get('/groups/user/list_groups', 'token', json(GroupListReply)),
    describeGroup: get('/groups/user/describe_group', 'token', json(GroupReply), { absent: 'status' }),
    listMembership: get('/groups/user/list_user_membership', 'token', json(GroupListReply)),
    listGroupMembers: get('/groups/user/list_members', 'token', json(GroupMembersReply)),
    checkMembership: get('/groups/user/check_membership', 'token', json(MembershipReply), { absent: 'status' }),
});
function groups(call) {
    return {
        listGroups: async (options) => (await call(groups_route.listGroups, {}, options)).groups,
        describeGroup: async (groupId, options) => (await call(groups_route.describeGroup, { query: { id: groupId } }, options)).group,
        listMembership: async (options) => (await call(groups_route.listMembership, {}, options)).groups,
        listGroupMembers: async (groupId, options) => (await call(groups_route.listGroupMembers, { query: { id: groupId } }, options)).group,
        checkMembership: async (groupId, options) => (await call(groups_route.checkMembership, { query: { group_id: groupId } }, options)).is_member,
    };
}

;// CONCATENATED MODULE: ./.build/src/shared/client/auth/link-routes.js





const link_routes_route = routes('auth', 'auth', {
    lookupLink: get('/link/user/lookup', 'token', json(LinkedPerson)),
    assignLink: post('/link/user/assign', 'token', 'never', json(() => schemas/* looseObject */._H3({}))),
    validateLink: post('/link/user/validate', 'token', 'safe', json(StatusReply)),
});
function linkRoutes(call) {
    return {
        lookupLink: (options = {}) => call(link_routes_route.lookupLink, { query: { username: options.username } }, options),
        assignLink: async (personId, options) => {
            await call(link_routes_route.assignLink, { body: { person_id: personId } }, options);
        },
        validateLink: (personId, options) => call(link_routes_route.validateLink, { body: { person_id: personId } }, options),
    };
}

;// CONCATENATED MODULE: ./.build/src/shared/client/auth/auth.js









const auth_route = routes('auth', 'auth', {
    checkPublicAccess: get('/check-access/public', 'open', json(Status), { verdict: 'self' }),
    checkAccess: get('/check-access/general', 'token', json(User)),
    accessReport: get('/access-control/user/generate-access-report', 'token', json(AccessReportReply)),
    requestHistory: get('/access-control/user/request-history', 'token', json(AccessRequestList)),
    pendingRequests: get('/access-control/user/pending-request-history', 'token', json(AccessRequestList)),
    requestChange: post('/access-control/user/request-change', 'token', 'never', json(StatusReply)),
});
function auth(call) {
    return {
        ...health(call, 'auth', 'auth'),
        checkPublicAccess: (options) => call(auth_route.checkPublicAccess, {}, options),
        checkAccess: (options) => call(auth_route.checkAccess, {}, options),
        accessReport: async (options) => (await call(auth_route.accessReport, {}, options)).report,
        requestHistory: async (options) => (await call(auth_route.requestHistory, {}, options)).items,
        pendingRequests: async (options) => (await call(auth_route.pendingRequests, {}, options)).items,
        requestChange: (desired, options) => call(auth_route.requestChange, { query: { send_email: options?.sendEmail }, body: desired }, options),
        ...groups(call),
        ...linkRoutes(call),
        admin: admin(call),
    };
}

// EXTERNAL MODULE: ./.build/src/shared/client/http/errors.js
var errors = __webpack_require__(9795);
;// CONCATENATED MODULE: ./.build/src/shared/client/credentials/identity.js

async function identify(tokens, ask, signal = new AbortController().signal) {
    const limits = { caller: signal, call: signal, attempt: signal, timeoutMs: 0, attemptTimeoutMs: 0 };
    const token = await tokens.current(limits);
    if (!token)
        throw new errors/* AuthError */.lR('this client was given no credentials');
    const { preferred_username: username, email, realm_access } = token.claims ?? {};
    if (username !== undefined)
        return { username, email, roles: realm_access?.roles ?? [] };
    const user = await ask({ signal });
    return { username: user.username, email: user.email ?? undefined, roles: user.roles };
}

// EXTERNAL MODULE: ./.build/src/shared/client/http/redirect.js
var redirect = __webpack_require__(5540);
;// CONCATENATED MODULE: ./.build/src/shared/client/http/network.js


const wrongHost = 'Check the domain and endpoints';
const UNSENT = {
    ENOTFOUND: { says: `no such host. ${wrongHost}`, transient: false, unsent: true },
    EAI_AGAIN: { says: 'the name server does not answer', transient: true, unsent: true },
    ECONNREFUSED: { says: `nothing listens there. ${wrongHost}`, transient: true, unsent: true },
    EHOSTUNREACH: { says: 'no way to the host', transient: true, unsent: true },
    ENETUNREACH: { says: 'no way to the network', transient: true, unsent: true },
    UND_ERR_CONNECT_TIMEOUT: { says: 'the host does not take the connection', transient: true, unsent: true },
};
const CERTIFICATE = {
    says: 'its certificate is not trusted. Name your own authority in NODE_EXTRA_CA_CERTS',
    transient: false,
    unsent: true,
};
const CERTIFICATE_CODE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ERR_TLS_/;
const BROKEN = { says: 'the connection broke', transient: true, unsent: false };
function errorOfFailure(cause, asked, route, limits, secrets) {
    const mayHaveActed = route.safety !== 'safe';
    const facts = { asked, cause: secrets.hideInError(cause) };
    if (limits.caller?.aborted)
        return new errors/* AbortedError */.oM('aborted by the caller', { ...facts, mayHaveActed });
    if (limits.call.aborted) {
        return new errors/* TimedOutError */.On(`no answer within ${limits.timeoutMs} ms`, { ...facts, mayHaveActed });
    }
    if (limits.attempt.aborted) {
        const message = `no answer within ${limits.attemptTimeoutMs} ms`;
        return new errors/* TimedOutError */.On(message, { ...facts, mayHaveActed, transient: true });
    }
    if (cause instanceof redirect/* LeavingHost */.b)
        return new errors/* NotUnderstoodError */.v4(cause.message, facts);
    const { says, transient, unsent } = troubleOf(cause);
    const host = new URL(asked.url).host;
    return new errors/* UnavailableError */.hG(`cannot reach ${host}: ${says} (${describe(cause)})`, {
        ...facts,
        transient,
        mayHaveActed: !unsent && mayHaveActed,
    });
}
function troubleOf(cause) {
    const codes = codesOf(cause);
    for (const code of codes) {
        const known = UNSENT[code];
        if (known)
            return known;
        if (CERTIFICATE_CODE.test(code))
            return CERTIFICATE;
    }
    return BROKEN;
}
function describe(cause) {
    return codesOf(cause)[0] ?? (cause instanceof Error ? cause.name : typeof cause);
}
function codesOf(error) {
    if (!(error instanceof Error))
        return [];
    const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
    const bundled = error instanceof AggregateError ? error.errors.flatMap(codesOf) : [];
    return [...own, ...bundled, ...codesOf(error.cause)];
}

;// CONCATENATED MODULE: ./.build/src/shared/client/credentials/realm.js




const TokenReply = schemas/* looseObject */._H3({
    access_token: schemas/* string */.YjP(),
    expires_in: schemas/* optional */.lqM(schemas/* number */.aig()),
    refresh_token: schemas/* optional */.lqM(schemas/* string */.YjP()),
});
const OAuthFault = schemas/* looseObject */._H3({ error: schemas/* string */.YjP(), error_description: schemas/* optional */.lqM(schemas/* string */.YjP()) });
const TOKEN_PATH = '/protocol/openid-connect/token';
function connectRealm(url, wiring) {
    const post = (path, request, signal) => {
        announce(request, wiring.secrets);
        const asked = {
            operation: 'keycloak.token',
            service: 'keycloak',
            method: 'POST',
            route: path,
            url: url + path,
        };
        return wiring.retries.run({
            operation: asked.operation,
            safety: 'safe',
            signal,
            attempt: () => postOnce(wiring, asked, request, signal),
        });
    };
    return {
        post,
        async token(request, signal) {
            const answer = parse/* safeParse */.xL(TokenReply, await post(TOKEN_PATH, request, signal));
            if (answer.success)
                return answer.data;
            throw new errors/* NotUnderstoodError */.v4(`the realm at ${url} answered without a token`);
        },
    };
}
async function postOnce({ transport, secrets, userAgent, timeoutMs }, asked, request, signal) {
    const attempt = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const limits = { caller: signal, call: signal, attempt, timeoutMs, attemptTimeoutMs: timeoutMs };
    const answer = await transport
        .send({ method: 'POST', url: asked.url, ...formOf(request, userAgent) }, attempt)
        .catch((error) => {
        throw errorOfFailure(error, asked, { safety: 'safe' }, limits, secrets);
    });
    const body = bodyOf(answer);
    secrets.addFrom(body);
    const { status } = answer;
    if (status === 200)
        return body;
    if (status >= 500 || status === 429) {
        throw new errors/* UnavailableError */.hG(`the realm failed (${status})`, { asked, status, transient: true });
    }
    throw refusal(request, asked, status, secrets.hide(body));
}
const SECRET_FORM_FIELDS = ['refresh_token', 'subject_token', 'device_code'];
function announce({ form, basic }, secrets) {
    for (const field of SECRET_FORM_FIELDS)
        secrets.add(form[field] ?? '');
    if (basic)
        secrets.add(basic.secret);
}
function formOf({ form, basic }, userAgent) {
    const headers = { 'user-agent': userAgent, 'content-type': 'application/x-www-form-urlencoded' };
    const body = new URLSearchParams(form).toString();
    if (!basic)
        return { headers, body };
    const pair = `${encodeURIComponent(basic.id)}:${encodeURIComponent(basic.secret)}`;
    const authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
    return { headers: { ...headers, authorization }, body };
}
function refusal(request, asked, status, body) {
    const facts = { asked, status, body };
    if (status === 404) {
        const remedy = 'Check domain, realm and endpoints.keycloak';
        return new errors/* AuthError */.lR(`there is no realm behind ${asked.url}. ${remedy}`, facts);
    }
    const fault = parse/* safeParse */.xL(OAuthFault, body);
    const oauthError = fault.success ? fault.data.error : undefined;
    const detail = fault.success ? fault.data.error_description : undefined;
    const said = [oauthError ?? `HTTP ${status}`, detail].filter(Boolean).join(': ');
    const remedy = request.remedies[oauthError ?? ''] ?? request.remedies['default'] ?? '';
    return new errors/* AuthError */.lR(`the realm does not accept ${request.presents} (${said}). ${remedy}`, {
        ...facts,
        detail,
        oauthError,
    });
}

;// CONCATENATED MODULE: ./.build/src/shared/client/http/jwt.js

const Claims = schemas/* looseObject */._H3({
    exp: schemas/* optional */.lqM(schemas/* number */.aig()),
    iat: schemas/* optional */.lqM(schemas/* number */.aig()),
    iss: schemas/* optional */.lqM(schemas/* string */.YjP()),
    preferred_username: schemas/* optional */.lqM(schemas/* string */.YjP()),
    email: schemas/* optional */.lqM(schemas/* string */.YjP()),
    realm_access: schemas/* optional */.lqM(schemas/* looseObject */._H3({ roles: schemas/* optional */.lqM(schemas/* array */.YOg(schemas/* string */.YjP())) })),
});
function claimsOf(token) {
    const payload = token.split('.')[1];
    if (!payload)
        return undefined;
    try {
        const result = parse/* safeParse */.xL(Claims, JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
        return result.success ? result.data : undefined;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./.build/src/shared/client/credentials/token.js


function tokenOf(value, issuer) {
    if (!/^[\w.~+/=-]+$/.test(value)) {
        throw new errors/* AuthError */.lR('the token holds characters that a token never has. Was it pasted with a line break?');
    }
    return { value, claims: claimsOf(value), issuer };
}

;// CONCATENATED MODULE: ./.build/src/shared/client/credentials/token-source.js


const MARGIN_MS = 30_000;
function createTokens(credentials, realm, issuer, secrets) {
    if (!credentials)
        return { current: async () => undefined, renewed: async () => undefined };
    if (credentials.kind === 'fixed') {
        secrets.add(credentials.token);
        const token = tokenOf(credentials.token, issuer);
        return { current: async () => token, renewed: async () => undefined };
    }
    return renewingTokens(credentials, realm, secrets);
}
function renewingTokens(grant, realm, secrets) {
    let held;
    const obtain = shared(async (signal) => {
        const answer = await grant.obtain(realm, signal);
        secrets.add(answer.access_token);
        const token = tokenOf(answer.access_token);
        held = { token, goodUntil: performance.now() + usefulLife(token, answer) };
        return token;
    });
    return {
        async current(limits) {
            return held && performance.now() < held.goodUntil ? held.token : obtain(limits);
        },
        async renewed(stale, limits) {
            return held && held.token.value !== stale.value ? held.token : obtain(limits);
        },
    };
}
function usefulLife({ claims }, { expires_in }) {
    const seconds = claims?.exp !== undefined && claims.iat !== undefined ? claims.exp - claims.iat : (expires_in ?? 60);
    const life = seconds * 1000;
    return life - Math.min(MARGIN_MS, life / 4);
}
function shared(work) {
    let running;
    const start = () => {
        const end = new AbortController();
        return { result: work(end.signal), waiting: 0, end };
    };
    return async (limits) => {
        running ??= start();
        const run = running;
        run.waiting += 1;
        try {
            return await orEnd(limits, run.result);
        }
        finally {
            run.waiting -= 1;
            if (run.waiting === 0) {
                run.end.abort();
                if (running === run)
                    running = undefined;
            }
        }
    };
}
async function orEnd(limits, result) {
    const { promise: ended, reject } = Promise.withResolvers();
    const stop = () => reject(endedBy(limits));
    if (limits.attempt.aborted)
        stop();
    limits.attempt.addEventListener('abort', stop, { once: true });
    try {
        return await Promise.race([result, ended]);
    }
    finally {
        limits.attempt.removeEventListener('abort', stop);
    }
}
function endedBy({ caller, attempt }) {
    const facts = { cause: attempt.reason };
    return caller?.aborted
        ? new errors/* AbortedError */.oM('aborted by the caller while waiting for a token', facts)
        : new errors/* TimedOutError */.On('no token in time from the realm', facts);
}

// EXTERNAL MODULE: ./.build/src/shared/client/model/enums.js
var enums = __webpack_require__(1261);
;// CONCATENATED MODULE: ./.build/src/shared/client/model/tolerant.js

function tolerant(schema) {
    return loosen(schema);
}
function loosen(schema) {
    const { def } = schema._zod;
    switch (def.type) {
        case 'object':
            return schemas/* looseObject */._H3(mapValues(def.shape, loosen));
        case 'array':
            return schemas/* array */.YOg(loosen(def.element));
        case 'record':
            return schemas/* record */.g1P(schemas/* string */.YjP(), loosen(def.valueType));
        case 'optional':
            return schemas/* optional */.lqM(loosen(def.innerType));
        case 'nullable':
            return schemas/* nullable */.mee(loosen(def.innerType));
        case 'number':
            return schemas/* number */.aig();
        case 'boolean':
            return schemas/* boolean */.zMY();
        case 'literal':
            return schemas/* union */.KCZ(def.values.map((value) => (typeof value === 'boolean' ? schemas/* boolean */.zMY() : schemas/* string */.YjP())));
        case 'string':
        case 'enum':
            return schemas/* string */.YjP();
        default:
            throw new Error(`tolerant() does not know schemas of type ${def.type}`);
    }
}
function mapValues(record, change) {
    return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

;// CONCATENATED MODULE: ./.build/src/shared/client/model/item.js






const WorkflowLinks = once(() => schemas/* looseObject */._H3({
    create_activity_workflow_id: schemas/* nullish */.cl6(schemas/* string */.YjP()),
    version_activity_workflow_id: schemas/* nullish */.cl6(schemas/* string */.YjP()),
}));
const VersioningInfo = once(() => schemas/* looseObject */._H3({
    previous_version: schemas/* nullish */.cl6(schemas/* string */.YjP()),
    version: schemas/* number */.aig(),
    reason: schemas/* nullish */.cl6(schemas/* string */.YjP()),
    next_version: schemas/* nullish */.cl6(schemas/* string */.YjP()),
}));
const header = () => ({
    id: schemas/* string */.YjP(),
    owner_username: schemas/* string */.YjP(),
    created_timestamp: schemas/* number */.aig(),
    updated_timestamp: schemas/* number */.aig(),
    item_category: openEnum(enums/* ITEM_CATEGORIES */.jk),
    item_subtype: openEnum(enums/* ITEM_SUBTYPES */.Uj),
    record_type: openEnum(enums/* RECORD_TYPES */.c4),
    workflow_links: schemas/* nullish */.cl6(WorkflowLinks()),
    versioning_info: schemas/* nullish */.cl6(VersioningInfo()),
});
const SeedItem = once(() => schemas/* looseObject */._H3(header()));
function storedItem(info) {
    const said = tolerant(info);
    const entry = schemas/* looseObject */._H3({
        id: schemas/* number */.aig(),
        timestamp: schemas/* number */.aig(),
        reason: schemas/* string */.YjP(),
        username: schemas/* string */.YjP(),
        item: said,
    });
    const stored = schemas/* looseObject */._H3({ ...fieldsOf(said), ...header(), history: schemas/* array */.YOg(entry) });
    return stored;
}
function fieldsOf(schema) {
    if (schema instanceof schemas/* ZodMiniObject */.uXj)
        return schema.shape;
    throw new Error('a kind of items must be described by an object');
}
function storedItemOrSeed(item) {
    const seed = schemas/* looseObject */._H3({ ...header(), record_type: schemas/* literal */.euz('SEED_ITEM') });
    return schemas/* union */.KCZ([item, seed]);
}
const AnyItem = once(() => schemas/* looseObject */._H3({ ...header(), display_name: schemas/* nullish */.cl6(schemas/* string */.YjP()) }));
function fetched(item) {
    return schemas/* looseObject */._H3({
        status: Status(),
        item,
        roles: schemas/* nullish */.cl6(schemas/* array */.YOg(openEnum(enums/* ITEM_ROLES */.Uf))),
        locked: schemas/* nullish */.cl6(schemas/* boolean */.zMY()),
        item_is_seed: schemas/* nullish */.cl6(schemas/* boolean */.zMY()),
    });
}

// EXTERNAL MODULE: ./node_modules/zod/v4/core/api.js
var api = __webpack_require__(3759);
// EXTERNAL MODULE: ./.build/src/shared/client/model/document.js
var model_document = __webpack_require__(9682);
;// CONCATENATED MODULE: ./.build/src/shared/client/model/ewkt.js
const PREFIX = /^SRID=0*[1-9]\d*;\s*/;
const KEYWORD = /^(POINT|LINESTRING|POLYGON|MULTIPOINT|MULTILINESTRING|MULTIPOLYGON|GEOMETRYCOLLECTION|LINEARRING)\s*(?:ZM?|M)?\s*(EMPTY|\()/i;
const LEAST = {
    LINESTRING: { positions: 2, ring: false },
    MULTILINESTRING: { positions: 2, ring: false },
    POLYGON: { positions: 4, ring: true },
    MULTIPOLYGON: { positions: 4, ring: true },
    LINEARRING: { positions: 4, ring: true },
};
function ewktFault(text) {
    const prefix = PREFIX.exec(text);
    if (!prefix)
        return 'must begin with SRID=<number>; in capitals, for example SRID=4326;POINT(147 -19)';
    const wkt = text.slice(prefix[0].length);
    const keyword = KEYWORD.exec(wkt);
    if (!keyword)
        return 'after the SRID a geometry in WKT is expected, for example POLYGON((...))';
    if (keyword[2]?.toUpperCase() === 'EMPTY')
        return undefined;
    const end = closingParenthesis(wkt);
    if (end === undefined)
        return 'a parenthesis is not closed';
    const type = keyword[1]?.toUpperCase() ?? '';
    return sequenceFault(type, wkt.slice(keyword[0].length - 1, end + 1));
}
function closingParenthesis(wkt) {
    let depth = 0;
    for (let at = wkt.indexOf('('); at < wkt.length; at++) {
        if (wkt[at] === '(')
            depth++;
        if (wkt[at] === ')' && --depth === 0)
            return at;
    }
    return undefined;
}
function sequenceFault(type, body) {
    const least = LEAST[type];
    if (!least)
        return undefined;
    for (const [, positions = ''] of body.matchAll(/\(([^()]*)\)/g)) {
        const list = positions.split(',').map((position) => position.trim().split(/\s+/).map(Number).join(' '));
        if (list.length < least.positions)
            return `${type} needs at least ${least.positions} positions`;
        if (least.ring && list[0] !== list.at(-1))
            return 'a ring must end at the position where it begins';
    }
    return undefined;
}

// EXTERNAL MODULE: ./.build/src/shared/client/model/text.js
var model_text = __webpack_require__(3268);
;// CONCATENATED MODULE: ./.build/src/shared/client/model/collection-format.js




function approval(description) {
    return schemas/* strictObject */.rej({
        relevant: (0,model_text/* flag */.Jt)('Whether this approval is needed for the dataset.', false),
        obtained: (0,model_text/* flag */.Jt)('Whether it was obtained.', false),
    })
        .check(schemas/* refine */.YPB(({ relevant, obtained }) => (relevant ?? false) === (obtained ?? false), {
        error: 'an approval is obtained if, and only if, it is relevant: set both to true or both to false',
    }), schemas/* meta */.mIj({ description }));
}
function optionalDate(what, example) {
    return schemas/* strictObject */.rej({
        relevant: (0,model_text/* flag */.Jt)(`Whether the dataset has a date on which it was ${what}.`, false),
        value: schemas/* nullish */.cl6((0,model_text/* date */.p6)(`Day on which the dataset was ${what}.`, example)),
    })
        .check(schemas/* refine */.YPB(({ relevant, value }) => (relevant ?? false) === (value != null), {
        path: ['value'],
        error: 'a date is given if, and only if, relevant is true',
    }), schemas/* meta */.mIj({ description: `When the dataset was ${what}, if that can be said.` }));
}
const accessInfo = () => schemas/* strictObject */.rej({
    reposited: (0,model_text/* flag */.Jt)("Whether the data lie in Provena's own store.", true),
    uri: schemas/* nullish */.cl6((0,model_text/* uri */.Hr)('Where the data lie, if not in the store.', 'https://files.example.org/sst/')),
    description: schemas/* nullish */.cl6((0,model_text/* filled */.Bq)('How to get at data that lie elsewhere.', 'Open directory, no login.')),
})
    .check(schemas/* superRefine */.zni(({ reposited = true, ...elsewhere }, { issues }) => {
    for (const field of ['uri', 'description']) {
        if (reposited === (elsewhere[field] == null))
            continue;
        const message = reposited ? 'belongs to data that lie elsewhere: leave it out' : 'is needed';
        issues.push({
            code: 'custom',
            path: [field],
            input: elsewhere[field],
            message: `${message}, because reposited is ${reposited}`,
        });
    }
}), schemas/* meta */.mIj({ description: 'Where the data can be had.' }));
const ewkt = (description) => (0,model_text/* filled */.Bq)(description, 'SRID=4326;POLYGON((142 -24, 154 -24, 154 -10, 142 -10, 142 -24))').check(api/* _maxLength */.Eb(50_000, 'at most 50,000 characters'), schemas/* superRefine */.zni((value, { issues }) => {
    const message = ewktFault(value);
    if (message)
        issues.push({ code: 'custom', input: value, message });
}));
const POSITIVE_NUMBER = /^\s*\+?(?:inf(?:inity)?|(?=.*[1-9].*)(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+)?)\s*$/i;
const DURATION = /^[+-]?P(?=\w)(?:(?:\d+(?:[,.]\d+)?Y)?(?:\d+(?:[,.]\d+)?M)?(?:\d+(?:[,.]\d+)?W)?(?:\d+(?:[,.]\d+)?D)?(?:T(?:\d+(?:[,.]\d+)?H)?(?:\d+(?:[,.]\d+)?M)?(?:\d+(?:[,.]\d+)?S)?)?|\d{4}-?\d{2}-?\d{2}T\d{2}:?\d{2}:?\d{2})$/;
const spatialInfo = () => schemas/* strictObject */.rej({
    coverage: schemas/* nullish */.cl6(ewkt('Area that the data cover, in EWKT.')),
    resolution: schemas/* nullish */.cl6((0,model_text/* filled */.Bq)('Spatial resolution in decimal degrees, as text.', '0.05').check(api/* _regex */.Fk(POSITIVE_NUMBER, 'expected a number above 0, as text'))),
    extent: schemas/* nullish */.cl6(ewkt('Bounding box of the data, in EWKT.')),
})
    .check(schemas/* meta */.mIj({ description: 'Where on Earth the data are about.' }));
const temporalInfo = () => schemas/* strictObject */.rej({
    duration: schemas/* nullish */.cl6(schemas/* strictObject */.rej({
        begin_date: (0,model_text/* date */.p6)('First day that the data cover.', '2019-01-01'),
        end_date: (0,model_text/* date */.p6)('Last day that the data cover.', '2021-12-31'),
    })
        .check(schemas/* refine */.YPB(({ begin_date, end_date }) => begin_date <= end_date, {
        path: ['end_date'],
        error: 'must not lie before begin_date',
    }), schemas/* meta */.mIj({ description: 'Days that the data cover.' }))),
    resolution: schemas/* nullish */.cl6((0,model_text/* filled */.Bq)('Temporal resolution as an ISO 8601 duration.', 'P1D').check(api/* _regex */.Fk(DURATION, 'expected an ISO 8601 duration, such as P1D or PT15M'))),
})
    .check(schemas/* meta */.mIj({ description: 'What time the data are about.' }));
const datasetInfo = () => schemas/* strictObject */.rej({
    name: (0,model_text/* filled */.Bq)('Name of the dataset. It also becomes its display name.', 'Sea surface temperature 2019-2021'),
    description: (0,model_text/* filled */.Bq)('What the dataset holds.', 'Daily gridded temperature.'),
    access_info: accessInfo(),
    publisher_id: (0,model_text/* handle */.p$)('Handle of the organisation that publishes the dataset.', 'ORGANISATION'),
    created_date: optionalDate('created', '2021-11-30'),
    published_date: optionalDate('published', '2022-02-14'),
    license: (0,model_text/* httpUrl */.q3)('URL of the licence under which the data may be used.', 'https://creativecommons.org/licenses/by/4.0/'),
    purpose: schemas/* nullish */.cl6((0,model_text/* filled */.Bq)('Why the dataset was made.', 'Validation of a reef model.')),
    rights_holder: schemas/* nullish */.cl6((0,model_text/* filled */.Bq)('Who holds the rights.', 'Example Organisation')),
    usage_limitations: schemas/* nullish */.cl6((0,model_text/* filled */.Bq)('What the data may not be used for.', 'Research use only.')),
    preferred_citation: schemas/* nullish */.cl6((0,model_text/* filled */.Bq)('How to cite the dataset.', 'Example Organisation (2022).')),
    spatial_info: schemas/* nullish */.cl6(spatialInfo()),
    temporal_info: schemas/* nullish */.cl6(temporalInfo()),
    formats: schemas/* nullish */.cl6(schemas/* array */.YOg((0,model_text/* filled */.Bq)('A file format in the dataset.', 'nc'))),
    keywords: schemas/* nullish */.cl6(schemas/* array */.YOg((0,model_text/* filled */.Bq)('A word to find the dataset by.', 'reef'))),
    user_metadata: schemas/* nullish */.cl6(schemas/* record */.g1P((0,model_text/* filled */.Bq)('Name of a fact.', 'project'), (0,model_text/* filled */.Bq)('The fact.', 'reef'))
        .check(schemas/* meta */.mIj({ description: 'Free facts: text by name.' }))),
})
    .check(schemas/* refine */.YPB(({ created_date, published_date }) => created_date.value == null ||
    published_date.value == null ||
    created_date.value <= published_date.value, { path: ['published_date', 'value'], error: 'must not lie before the date of creation' }), schemas/* meta */.mIj({ description: 'What the dataset is.' }));
const CollectionFormat = (0,model_document/* document */.A)(() => ({
    associations: schemas/* strictObject */.rej({
        organisation_id: (0,model_text/* handle */.p$)('Handle of the organisation for which the dataset is registered.', 'ORGANISATION'),
        data_custodian_id: schemas/* nullish */.cl6((0,model_text/* handle */.p$)('Handle of the person who is responsible for the data.', 'PERSON')),
        point_of_contact: schemas/* nullish */.cl6((0,model_text/* text */.Qq)('Whom to ask about the data.', 'data@example.org').check(api/* _minLength */.m9(1, 'must not be empty'))),
    })
        .check(schemas/* meta */.mIj({ description: 'Who stands behind the dataset.' })),
    approvals: schemas/* strictObject */.rej({
        ethics_registration: approval('Consent of the subjects to the registration of the data.'),
        ethics_access: approval('Consent of the subjects to the use of the data.'),
        indigenous_knowledge: approval('Consent to the use of Indigenous knowledge.'),
        export_controls: approval('Export controls and other legal limits.'),
    })
        .check(schemas/* meta */.mIj({ description: 'Approvals that the dataset needs, and whether they were obtained.' })),
    dataset_info: datasetInfo(),
}), schemas/* meta */.mIj({ title: 'Dataset metadata', description: 'Metadata of a dataset in a Provena data store.' }));

;// CONCATENATED MODULE: ./.build/src/shared/client/model/kinds/named.js


const named = () => ({
    display_name: (0,model_text/* filled */.Bq)('Name under which the item is listed.', 'Example Organisation'),
    user_metadata: schemas/* nullish */.cl6((0,model_text/* textMap */.sP)('Free facts: text by name.')),
});

;// CONCATENATED MODULE: ./.build/src/shared/client/model/kinds/dataset.js






const ReleaseEntry = (0,model_document/* document */.A)(() => ({
    action: schemas/* enum */.k5n(enums/* RELEASE_ACTIONS */.cO),
    timestamp: schemas/* int */.Whr(),
    approver: (0,model_text/* handle */.p$)('Handle of the reviewing person.', 'PERSON'),
    requester: schemas/* nullish */.cl6((0,model_text/* handle */.p$)('Handle of the person who asked.', 'PERSON')),
    notes: schemas/* string */.YjP(),
}));
const S3Location = (0,model_document/* document */.A)(() => ({
    bucket_name: (0,model_text/* text */.Qq)('Bucket.', 'provena-storage'),
    path: (0,model_text/* text */.Qq)('Key prefix, with its final slash.', 'datasets/10378-1-1234567/'),
    s3_uri: (0,model_text/* text */.Qq)('The same as a URI.', 's3://provena-storage/datasets/10378-1-1234567/'),
}));
const DatasetInfo = (0,model_document/* document */.A)(() => ({
    ...named(),
    collection_format: CollectionFormat,
    s3: S3Location,
    release_history: schemas/* optional */.lqM(schemas/* array */.YOg(ReleaseEntry)),
    release_status: schemas/* enum */.k5n(enums/* RELEASE_STATES */.dQ),
    release_approver: schemas/* nullish */.cl6(schemas/* string */.YjP()),
    release_timestamp: schemas/* nullish */.cl6(schemas/* int */.Whr()),
    access_info_uri: schemas/* nullish */.cl6(schemas/* string */.YjP()),
}), schemas/* refine */.YPB((info) => (info.access_info_uri ?? null) === (info.collection_format.dataset_info.access_info.uri ?? null), {
    path: ['access_info_uri'],
    error: 'must equal collection_format.dataset_info.access_info.uri',
}), schemas/* refine */.YPB((info) => (info.release_approver == null) === (info.release_timestamp == null), {
    path: ['release_approver'],
    error: 'release_approver and release_timestamp are given both or neither',
}));

;// CONCATENATED MODULE: ./.build/src/shared/client/model/listing.js




const Key = schemas/* nullish */.cl6(schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J()));
const count = schemas/* nullish */.cl6(schemas/* number */.aig());
function itemPage(item) {
    return schemas/* looseObject */._H3({
        status: Status(),
        items: schemas/* nullish */.cl6(schemas/* array */.YOg(item)),
        seed_items: schemas/* nullish */.cl6(schemas/* array */.YOg(SeedItem())),
        unparsable_items: schemas/* nullish */.cl6(schemas/* array */.YOg(schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J()))),
        total_item_count: count,
        complete_item_count: count,
        seed_item_count: count,
        unparsable_item_count: count,
        not_authorised_count: count,
        pagination_key: Key,
    });
}
const GeneralFetched = once(() => schemas/* looseObject */._H3({ status: Status(), item: AnyItem() }));
const GeneralPage = once(() => schemas/* looseObject */._H3({
    status: Status(),
    items: schemas/* nullish */.cl6(schemas/* array */.YOg(AnyItem())),
    total_item_count: count,
    pagination_key: Key,
}));

;// CONCATENATED MODULE: ./.build/src/shared/client/model/datastore.js







const datasetItem = once(() => storedItem(DatasetInfo));
const datasetFetched = once(() => fetched(datasetItem()));
const datastore_location = once(() => tolerant(S3Location));
const Minted = once(() => schemas/* looseObject */._H3({
    status: Status(),
    handle: schemas/* string */.YjP(),
    s3_location: datastore_location(),
    register_create_activity_session_id: schemas/* nullish */.cl6(schemas/* string */.YjP()),
}));
const MetadataUpdated = once(() => schemas/* looseObject */._H3({ status: Status(), handle: schemas/* string */.YjP(), s3_location: datastore_location() }));
const StoreCredentials = once(() => schemas/* looseObject */._H3({
    status: Status(),
    credentials: schemas/* looseObject */._H3({
        aws_access_key_id: schemas/* string */.YjP(),
        aws_secret_access_key: schemas/* string */.YjP(),
        aws_session_token: schemas/* string */.YjP(),
        expiry: schemas/* string */.YjP(),
    }),
    console_session_url: schemas/* nullish */.cl6(schemas/* string */.YjP()),
}));
const PresignedUrl = once(() => schemas/* looseObject */._H3({
    dataset_id: schemas/* string */.YjP(),
    file_path: schemas/* string */.YjP(),
    presigned_url: schemas/* string */.YjP(),
}));
const ApprovalRequested = once(() => schemas/* looseObject */._H3({
    dataset_id: schemas/* string */.YjP(),
    approver_id: schemas/* string */.YjP(),
    details: schemas/* string */.YjP(),
}));
const ApprovalDecided = once(() => schemas/* looseObject */._H3({
    dataset_id: schemas/* string */.YjP(),
    approved: schemas/* boolean */.zMY(),
    details: schemas/* string */.YjP(),
}));
const DatasetSchema = once(() => schemas/* looseObject */._H3({ json_schema: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J()) }));
const releasePage = () => schemas/* looseObject */._H3({
    status: Status(),
    dataset_items: schemas/* nullish */.cl6(schemas/* array */.YOg(datasetItem())),
    total_dataset_count: schemas/* nullish */.cl6(schemas/* number */.aig()),
    pagination_key: Key,
});

;// CONCATENATED MODULE: ./.build/src/shared/client/model/registry-replies.js






const role = openEnum(enums/* ITEM_ROLES */.Uf);
const Updated = once(() => schemas/* looseObject */._H3({
    status: Status(),
    register_create_activity_session_id: schemas/* nullish */.cl6(schemas/* string */.YjP()),
}));
function registry_replies_created(item) {
    return schemas/* looseObject */._H3({
        status: Status(),
        created_item: item,
        register_create_activity_session_id: schemas/* nullish */.cl6(schemas/* string */.YjP()),
    });
}
const Seeded = once(() => schemas/* looseObject */._H3({ status: Status(), seeded_item: SeedItem() }));
const Versioned = once(() => schemas/* looseObject */._H3({ new_version_id: schemas/* string */.YjP(), version_job_session_id: schemas/* string */.YjP() }));
const JsonSchemaReply = once(() => schemas/* looseObject */._H3({
    status: Status(),
    json_schema: schemas/* nullish */.cl6(schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J())),
}));
const UiSchemaReply = once(() => schemas/* looseObject */._H3({ status: Status(), ui_schema: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J()) }));
const HeldRoles = once(() => schemas/* looseObject */._H3({ roles: schemas/* array */.YOg(role) }));
const AccessSettings = once(() => schemas/* looseObject */._H3({
    owner: schemas/* string */.YjP(),
    general: schemas/* array */.YOg(role),
    groups: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* array */.YOg(role)),
}));
const RoleDescriptions = once(() => schemas/* looseObject */._H3({
    roles: schemas/* array */.YOg(schemas/* looseObject */._H3({
        role_display_name: schemas/* string */.YjP(),
        role_name: role,
        description: schemas/* string */.YjP(),
        also_grants: schemas/* array */.YOg(role),
    })),
}));
const LockStatus = once(() => schemas/* looseObject */._H3({ locked: schemas/* boolean */.zMY() }));
const LockHistory = once(() => schemas/* looseObject */._H3({
    status: Status(),
    history: schemas/* nullish */.cl6(schemas/* array */.YOg(schemas/* looseObject */._H3({
        action_type: openEnum(['LOCK', 'UNLOCK']),
        username: schemas/* string */.YjP(),
        email: schemas/* nullish */.cl6(schemas/* string */.YjP()),
        reason: schemas/* string */.YjP(),
        timestamp: schemas/* number */.aig(),
    }))),
}));
const ServerVersion = once(() => schemas/* looseObject */._H3({
    commit_id: schemas/* nullish */.cl6(schemas/* string */.YjP()),
    commit_url: schemas/* nullish */.cl6(schemas/* string */.YjP()),
    tag_name: schemas/* nullish */.cl6(schemas/* string */.YjP()),
    release_title: schemas/* nullish */.cl6(schemas/* string */.YjP()),
    release_url: schemas/* nullish */.cl6(schemas/* string */.YjP()),
}));

;// CONCATENATED MODULE: ./.build/src/shared/client/paging.js

async function* walk(fetchPage, entriesOf, request, { limit = Number.POSITIVE_INFINITY, ...options } = {}) {
    const seen = new Set();
    let key = request.pagination_key;
    let left = limit;
    while (left > 0) {
        const page = await fetchPage(key ? { ...request, pagination_key: key } : request, options);
        for (const entry of entriesOf(page)) {
            yield entry;
            left -= 1;
            if (left <= 0)
                return;
        }
        key = page.pagination_key;
        if (!key)
            return;
        const mark = JSON.stringify(key);
        if (seen.has(mark)) {
            throw new errors/* NotUnderstoodError */.v4(`the server gave the same pagination key twice (${mark}): its list has no end`);
        }
        seen.add(mark);
    }
}
async function collect(entries) {
    const list = [];
    for await (const entry of entries)
        list.push(entry);
    return list;
}

;// CONCATENATED MODULE: ./.build/src/shared/client/datastore/datasets.js







const datasets_route = routes('datastore', 'datastore', {
    fetchDataset: get('/registry/items/fetch-dataset', 'read', json(datasetFetched), { absent: 400 }),
    mintDataset: post('/register/mint-dataset', 'write', 'key', json(Minted)),
    validateDatasetMetadata: post('/metadata/validate-metadata', 'read', 'safe', json(Status), {
        verdict: 'self',
    }),
    datasetSchema: get('/metadata/dataset-schema', 'read', json(DatasetSchema)),
    updateDatasetMetadata: post('/register/update-metadata', 'write', 'never', json(MetadataUpdated)),
    revertDatasetMetadata: put('/register/revert-metadata', 'write', 'never', json(StatusReply)),
    versionDataset: post('/register/version', 'write', 'key', json(Versioned)),
    listDatasets: post('/registry/items/list', 'read', 'safe', json(() => itemPage(datasetItem()))),
});
function datasets(call) {
    const listDatasets = (request = {}, options) => call(datasets_route.listDatasets, { body: request }, options);
    const forAllDatasets = (request = {}, options) => walk(listDatasets, (page) => page.items ?? [], request, options);
    return {
        fetchDataset: (id, options) => call(datasets_route.fetchDataset, { query: { handle_id: id } }, options),
        mintDataset: (metadata, options) => call(datasets_route.mintDataset, { body: metadata }, options),
        validateDatasetMetadata: (metadata, options) => call(datasets_route.validateDatasetMetadata, { body: metadata }, options),
        datasetSchema: async (options) => (await call(datasets_route.datasetSchema, {}, options)).json_schema,
        updateDatasetMetadata: (id, reason, metadata, options) => call(datasets_route.updateDatasetMetadata, { query: { handle_id: id, reason }, body: metadata }, options),
        revertDatasetMetadata: (request, options) => call(datasets_route.revertDatasetMetadata, { body: request }, options),
        versionDataset: (request, options) => call(datasets_route.versionDataset, { body: request }, options),
        listDatasets,
        forAllDatasets,
        listAllDatasets: (request, options) => collect(forAllDatasets(request, options)),
    };
}

;// CONCATENATED MODULE: ./.build/src/shared/client/datastore/review.js




const review_nothing = json(() => schemas/* null */.chJ());
const review_route = routes('datastore.review', 'datastore', {
    addReviewer: post('/release/sys-reviewers/add', 'sys-write', 'safe', review_nothing),
    deleteReviewer: remove('/release/sys-reviewers/delete', 'sys-admin', 'safe', review_nothing),
    listReviewers: get('/release/sys-reviewers/list', 'write', json(() => schemas/* array */.YOg(schemas/* string */.YjP()))),
    requestApproval: post('/release/approval-request', 'write', 'never', json(ApprovalRequested)),
    actOnApproval: put('/release/action-approval-request', 'write', 'never', json(ApprovalDecided)),
});
const listReleases = routes('datastore.review', 'registry', {
    listReleases: post('/registry/entity/dataset/user/releases', 'read', 'safe', json(releasePage)),
}).listReleases;
function review(call) {
    return {
        addReviewer: async (personId, options) => {
            await call(review_route.addReviewer, { query: { reviewer_id: personId } }, options);
        },
        deleteReviewer: async (personId, options) => {
            await call(review_route.deleteReviewer, { query: { reviewer_id: personId } }, options);
        },
        listReviewers: (options) => call(review_route.listReviewers, {}, options),
        requestApproval: (request, options) => call(review_route.requestApproval, { body: request }, options),
        actOnApproval: (decision, options) => call(review_route.actOnApproval, { body: decision }, options),
        listReleases: (request, options) => call(listReleases, { body: { sort_by: { sort_type: 'RELEASE_TIMESTAMP' }, ...request } }, options),
    };
}

;// CONCATENATED MODULE: ./.build/src/shared/client/datastore/search-datasets.js

const DEFAULT_LIMIT = 25;
const AT_A_TIME = 8;
function searchDatasets({ searchRegistry, fetchDataset }) {
    return {
        searchDatasets: async (query, { limit = DEFAULT_LIMIT, ...options } = {}) => {
            const { results, warnings } = await searchRegistry(query, { ...options, limit, subtype: 'DATASET' });
            const loaded = await inTurn(results ?? [], AT_A_TIME, (hit) => load(hit, fetchDataset, options));
            return {
                items: loaded.flatMap(({ id, score, item }) => (item ? [{ id, score, item }] : [])),
                authErrors: loaded.flatMap(({ id, score, error }) => error instanceof errors/* ForbiddenError */.qQ ? [{ id, score, error }] : []),
                miscErrors: loaded.flatMap(({ id, score, error }) => error && !(error instanceof errors/* ForbiddenError */.qQ) ? [{ id, score, error }] : []),
                warnings: warnings ?? [],
            };
        },
    };
}
async function load(hit, fetchDataset, options) {
    const { id, score } = hit;
    try {
        return { id, score, item: (await fetchDataset(id, options)).item };
    }
    catch (error) {
        if (!(error instanceof errors/* ProvenaError */.YK) || error.family === 'aborted' || error.family === 'auth')
            throw error;
        return { id, score, error };
    }
}
async function inTurn(entries, width, work) {
    const results = [];
    const rest = entries.entries();
    const worker = async () => {
        for (const [at, entry] of rest)
            results[at] = await work(entry);
    };
    await Promise.all(Array.from({ length: width }, worker));
    return results;
}

;// CONCATENATED MODULE: ./.build/src/shared/client/datastore/store-access.js



const store_access_route = routes('datastore', 'datastore', {
    generateDatasetPresignedUrl: post('/registry/items/generate-presigned-url', 'read', 'safe', json(PresignedUrl), { absent: 400 }),
    generateReadAccessCredentials: post('/registry/credentials/generate-read-access-credentials', 'read', 'safe', json(StoreCredentials), { absent: 400 }),
    generateWriteAccessCredentials: post('/registry/credentials/generate-write-access-credentials', 'write', 'safe', json(StoreCredentials), { absent: 400 }),
});
function storeAccess(call) {
    return {
        generateDatasetPresignedUrl: (request, options) => call(store_access_route.generateDatasetPresignedUrl, { body: request }, options),
        generateReadAccessCredentials: (request, options) => call(store_access_route.generateReadAccessCredentials, { body: request }, options),
        generateWriteAccessCredentials: (request, options) => call(store_access_route.generateWriteAccessCredentials, { body: request }, options),
    };
}

;// CONCATENATED MODULE: ./.build/src/shared/client/datastore/datastore.js





function datastore(call, find) {
    const metadata = datasets(call);
    return {
        ...checks(call, 'datastore', 'datastore'),
        ...metadata,
        ...storeAccess(call),
        ...searchDatasets({ ...find, fetchDataset: metadata.fetchDataset }),
        review: review(call),
        admin: config(call, 'datastore.admin', 'datastore'),
    };
}

;// CONCATENATED MODULE: ./.build/src/shared/client/endpoints.js

const SERVICES = [
    'keycloak',
    'registry',
    'datastore',
    'prov',
    'jobs',
    'auth',
    'search',
    'handle',
];
const endpoints_PREFIX = {
    registry: 'registry-api',
    datastore: 'data-api',
    prov: 'prov-api',
    jobs: 'job-api',
    auth: 'auth-api',
    search: 'search',
    handle: 'handle',
};
const DOMAIN = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*(?::\d+)?$/i;
function resolveEndpoints(instance) {
    const issues = [];
    const complain = (path, message) => issues.push({ path, message, code: 'endpoint' });
    const domain = instance.domain?.trim() || undefined;
    const realm = instance.realm?.trim() || undefined;
    const overrides = instance.endpoints ?? {};
    if (domain && !DOMAIN.test(domain)) {
        complain(['domain'], `"${domain}" is not a domain. Write the bare name, such as dev.example.org.`);
    }
    for (const name of Object.keys(overrides)) {
        if (!isService(name))
            complain(['endpoints', name], `No such service. There are ${SERVICES.join(', ')}.`);
    }
    const url = (service) => {
        const given = overrides[service];
        if (given !== undefined)
            return baseUrl(given, (message) => complain(['endpoints', service], message));
        const derived = derive(service, domain, realm);
        if (derived === undefined) {
            const missing = domain ? 'realm' : 'domain';
            complain([missing], `Needed for the ${service} service. Give ${missing}, or endpoints.${service}.`);
        }
        return derived ?? '';
    };
    const endpoints = {
        keycloak: url('keycloak'),
        registry: url('registry'),
        datastore: url('datastore'),
        prov: url('prov'),
        jobs: url('jobs'),
        auth: url('auth'),
        search: url('search'),
        handle: url('handle'),
    };
    if (issues.length > 0)
        throw new errors/* InvalidError */.aB('The Provena instance is not fully named', { issues });
    return endpoints;
}
function isService(name) {
    return SERVICES.some((service) => service === name);
}
function derive(service, domain, realm) {
    if (!domain)
        return undefined;
    if (service !== 'keycloak')
        return `https://${endpoints_PREFIX[service]}.${domain}`;
    return realm && `https://auth.${domain}/auth/realms/${encodeURIComponent(realm)}`;
}
function baseUrl(given, complain) {
    const text = given.trim();
    const url = URL.parse(text);
    if (!url || !/^https?:$/.test(url.protocol)) {
        complain(`"${text}" is not an http or https URL.`);
    }
    else if (url.search || url.hash) {
        complain('A base URL has no query and no fragment.');
    }
    else if (url.username || url.password) {
        complain('A base URL holds no user name and no password.');
    }
    return text.replace(/\/+$/, '');
}

;// CONCATENATED MODULE: ./.build/src/shared/client/http/access.js
const LEVELS = ['read', 'write', 'admin'];
const STEM = {
    registry: 'entity-registry',
    datastore: 'entity-registry',
    prov: 'entity-registry',
    search: 'entity-registry',
    handle: 'handle',
    jobs: 'job-service',
    auth: 'sys-admin',
    keycloak: '',
};
const ALONE = new Set(['auth']);
function rolesFor(service, access) {
    const sys = access.startsWith('sys-');
    const level = LEVELS.indexOf(sys ? access.slice('sys-'.length) : access);
    if (level < 0)
        return [];
    const stem = sys ? 'sys-admin' : STEM[service];
    return LEVELS.slice(ALONE.has(service) ? level : 0, level + 1).map((name) => `${stem}-${name}`);
}

;// CONCATENATED MODULE: ./.build/src/shared/client/http/unauthorised.js


function unauthorised(facts, access, token, answer) {
    if (!token)
        return new errors/* AuthError */.lR('needs a token, and this client was given no credentials', facts);
    if (isExpired(token, answer)) {
        return new errors/* AuthError */.lR('the token has expired. Get a new one; see its lifetime in the realm', facts);
    }
    const { claims } = token;
    if (!claims)
        return new errors/* AuthError */.lR(withDetail('the token was not accepted', facts), facts);
    const needed = facts.asked ? rolesFor(facts.asked.service, access) : [];
    const held = claims.realm_access?.roles;
    if (needed.length > 0 && !held) {
        const remedy = 'An offline token must be requested with the scopes "offline_access roles"';
        return new errors/* AuthError */.lR(`the token carries no realm roles. ${remedy}`, facts);
    }
    const missingRoles = needed.filter((role) => !held?.includes(role));
    if (missingRoles.length > 0) {
        const remedy = 'Ask an administrator of the instance for it';
        const message = `${claims.preferred_username ?? 'the user'} lacks the realm role ${missingRoles.join(' and ')}. ${remedy}`;
        return new errors/* ForbiddenError */.qQ(message, { ...facts, missingRoles });
    }
    if (facts.asked && claims.iss && token.issuer && claims.iss !== token.issuer) {
        const message = `the token was issued by ${claims.iss}, this instance's realm is ${token.issuer}`;
        return new errors/* AuthError */.lR(withDetail(message, facts), facts);
    }
    return forbidden(facts, claims.preferred_username);
}
function forbidden(facts, user = 'the user') {
    return new errors/* ForbiddenError */.qQ(withDetail(`${user} may not do this`, facts), facts);
}
function isExpired({ claims }, answer) {
    if (claims?.exp === undefined)
        return false;
    const told = Date.parse(answer.headers['date'] ?? '');
    return claims.exp * 1000 <= (Number.isNaN(told) ? Date.now() : told);
}
function withDetail(message, { detail }) {
    return detail ? `${message}: ${detail}` : message;
}

;// CONCATENATED MODULE: ./.build/src/shared/client/http/verdict.js
function verdictOf(body, place) {
    if (!isFields(body))
        return undefined;
    const status = place === 'self' ? body : body[place ?? 'status'];
    if (!isFields(status) || typeof status['success'] !== 'boolean')
        return undefined;
    const rest = Object.entries(body).filter(([, value]) => value !== status && value !== null);
    return {
        success: status['success'],
        details: typeof status['details'] === 'string' ? status['details'] : undefined,
        rest: place === 'self' || rest.length === 0 ? undefined : Object.fromEntries(rest),
    };
}
function detailOf(body) {
    const detail = isFields(body) ? body['detail'] : body;
    if (typeof detail !== 'string' || /^\s*</.test(detail))
        return undefined;
    return detail.trim().split('\n', 1)[0] || undefined;
}
function issuesIn(body) {
    const detail = isFields(body) ? body['detail'] : undefined;
    return Array.isArray(detail) ? detail.filter(isFields).map(issueOf) : [];
}
function issueOf(entry) {
    const loc = Array.isArray(entry['loc']) ? entry['loc'] : [];
    const path = loc.filter((step) => typeof step === 'string' || typeof step === 'number');
    const allowed = isFields(entry['ctx']) ? entry['ctx']['enum_values'] : undefined;
    const hint = Array.isArray(allowed) ? ` (one of ${allowed.join(', ')})` : '';
    return {
        path: path.slice(1).filter((step) => step !== '__root__'),
        message: `${entry['msg']}${hint}`,
        code: String(entry['type']),
    };
}
function isFields(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./.build/src/shared/client/http/classify.js




const TRANSIENT = [408, 425, 429, 502, 503, 504];
function errorOf(exchange, secrets) {
    const { asked, route, answer, token } = exchange;
    const { status } = answer;
    if (status >= 200 && status < 300)
        return refusalIn(exchange, secrets);
    const body = secrets.hide(bodyOf(answer));
    const facts = { asked, status, body, detail: detailOf(body) };
    if (status === 401)
        return unauthorised(facts, route.access, token, answer);
    if (status === 403)
        return forbidden(facts, token?.claims?.preferred_username);
    if (status === 404) {
        return new errors/* NotFoundError */.m_(`${asked.url} does not exist. Check the endpoint of ${asked.service}`, facts);
    }
    if (status === 422) {
        return new errors/* InvalidError */.aB('the server found fault with what was sent', {
            ...facts,
            issues: issuesIn(body),
        });
    }
    if (status === 400 && route.absent === 400)
        return new errors/* NotFoundError */.m_(withDetail('not found', facts), facts);
    if (status >= 500 || TRANSIENT.includes(status))
        return unavailable(facts, route, answer);
    if (status >= 400)
        return new errors/* RefusedError */.fk(withDetail(`refused (${status})`, facts), facts);
    return new errors/* NotUnderstoodError */.v4(`did not expect HTTP ${status}`, facts);
}
function refusalIn({ asked, route, answer }, secrets) {
    if (verdictOf(bodyOf(answer), route.verdict)?.success !== false)
        return undefined;
    const body = secrets.hide(bodyOf(answer));
    const verdict = verdictOf(body, route.verdict);
    const facts = { asked, status: answer.status, body, detail: verdict?.details };
    if (route.absent === 'status')
        return new errors/* NotFoundError */.m_(withDetail('not found', facts), facts);
    return new errors/* RefusedError */.fk(withDetail('refused', facts), { ...facts, partial: verdict?.rest });
}
function unavailable(facts, route, answer) {
    const { status = 0 } = facts;
    const busy = status === 429;
    return new errors/* UnavailableError */.hG(withDetail(busy ? 'the server asks to wait (429)' : `the server failed (${status})`, facts), {
        ...facts,
        transient: TRANSIENT.includes(status),
        mayHaveActed: !busy && route.safety !== 'safe',
        retryAfterMs: retryAfter(answer.headers['retry-after']),
    });
}
function retryAfter(header) {
    if (header === undefined)
        return undefined;
    const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
    return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

;// CONCATENATED MODULE: ./.build/src/shared/client/http/multipart.js
function multipart({ field, filename, type, bytes }) {
    const boundary = `provena-${crypto.randomUUID()}`;
    const head = [
        `--${boundary}`,
        `Content-Disposition: form-data; name="${quoted(field)}"; filename="${quoted(filename)}"`,
        `Content-Type: ${type}`,
        '\r\n',
    ].join('\r\n');
    return {
        type: `multipart/form-data; boundary=${boundary}`,
        body: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    };
}
function quoted(name) {
    return name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

;// CONCATENATED MODULE: ./.build/src/shared/client/http/query.js

const NAMES_A_THING = /(?:^|_)id$|^username$/;
function withQuery(path, query = {}) {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
        if (value === undefined)
            continue;
        if (value === '' && NAMES_A_THING.test(name))
            throw emptyName(name);
        parameters.append(name, String(value));
    }
    return parameters.size === 0 ? path : `${path}?${parameters}`;
}
function emptyName(name) {
    const issue = { path: [name], message: 'must not be empty', code: 'empty' };
    return new errors/* InvalidError */.aB('nothing was sent', { issues: [issue] });
}

;// CONCATENATED MODULE: ./.build/src/shared/client/http/call.js







function createCall(connection) {
    return async (route, input = {}, options = {}) => {
        const timeoutMs = options.timeoutMs ?? connection.timeoutMs;
        const call = either(options.signal, AbortSignal.timeout(timeoutMs));
        const request = requestFor(connection, route, input);
        const asked = askedOf(connection, route);
        const { recover } = options;
        const attempt = async () => {
            const limits = limitsOf(connection, options.signal, call, timeoutMs);
            const { answer, token } = await authorised(connection, route, request, asked, limits);
            const error = errorOf({ asked, route, token, answer }, connection.secrets);
            if (error)
                throw error;
            return read(route, answer, asked, connection.secrets);
        };
        return connection.retries.run({
            operation: route.operation,
            safety: route.safety,
            attempt,
            signal: call,
            recover: recover && ((because) => recover({ signal: call, because })),
        });
    };
}
async function authorised(connection, route, request, asked, limits) {
    if (route.access === 'open') {
        return { answer: await send(connection, route, request, asked, limits), token: undefined };
    }
    const token = await connection.tokens.current(limits);
    const answer = await send(connection, route, withToken(request, token), asked, limits);
    if (answer.status !== 401 || !token || !isExpired(token, answer))
        return { answer, token };
    const renewed = await connection.tokens.renewed(token, limits);
    if (!renewed)
        return { answer, token };
    return {
        answer: await send(connection, route, withToken(request, renewed), asked, limits),
        token: renewed,
    };
}
async function send({ transport, secrets, onExchange }, route, request, asked, limits) {
    const started = performance.now();
    try {
        const answer = await transport.send(request, limits.attempt);
        if (isJson(answer))
            secrets.addFrom(bodyOf(answer));
        const { operation, service, method } = asked;
        const ms = Math.round(performance.now() - started);
        onExchange({ operation, service, method, route: asked.route, status: answer.status, ms });
        return answer;
    }
    catch (error) {
        throw errorOfFailure(error, asked, route, limits, secrets);
    }
}
function read(route, answer, asked, secrets) {
    try {
        return route.reply.read(answer);
    }
    catch (error) {
        if (!(error instanceof Unreadable))
            throw error;
        throw new errors/* NotUnderstoodError */.v4(error.message, {
            asked,
            status: answer.status,
            body: secrets.hide(bodyOf(answer)),
            issues: error.issues,
            mayHaveActed: route.safety !== 'safe',
            cause: secrets.hideInError(error.cause),
        });
    }
}
function requestFor({ endpoints, userAgent }, route, input) {
    const form = input.file && multipart(input.file);
    const body = form ? form.body : input.body === undefined ? undefined : JSON.stringify(input.body);
    const type = form ? form.type : 'application/json';
    return {
        method: route.method,
        url: endpoints[route.service] + withQuery(route.path, input.query),
        headers: { 'user-agent': userAgent, ...(body === undefined ? {} : { 'content-type': type }) },
        body,
    };
}
function withToken(request, token) {
    if (!token)
        return request;
    return { ...request, headers: { ...request.headers, authorization: `Bearer ${token.value}` } };
}
function askedOf({ endpoints }, route) {
    const { operation, service, method, path } = route;
    return { operation, service, method, route: path, url: endpoints[service] + path };
}
function limitsOf({ attemptTimeoutMs }, caller, call, timeoutMs) {
    const attempt = either(call, AbortSignal.timeout(attemptTimeoutMs));
    return { caller, call, attempt, timeoutMs, attemptTimeoutMs };
}
function either(one, other) {
    return one ? AbortSignal.any([one, other]) : other;
}

// EXTERNAL MODULE: ./.build/src/shared/client/http/retry.js
var retry = __webpack_require__(668);
;// CONCATENATED MODULE: ./.build/src/shared/client/http/secrets.js
const SECRET_FIELDS = new Set([
    'access_token',
    'refresh_token',
    'id_token',
    'device_code',
    'aws_access_key_id',
    'aws_secret_access_key',
    'aws_session_token',
    'console_session_url',
    'presigned_url',
    'report_url',
]);
const HIDDEN = '<secret>';
function rememberSecrets(announce = () => { }) {
    const known = new Set();
    const add = (value) => {
        for (const text of [value, ...partsOfUrl(value)]) {
            if (text === '' || known.has(text))
                continue;
            known.add(text);
            announce(text);
        }
    };
    const hideText = (text) => {
        let clean = text;
        for (const secret of known)
            clean = clean.replaceAll(secret, HIDDEN);
        return clean;
    };
    const hideJson = (value) => {
        if (typeof value === 'string')
            return hideText(value);
        if (Array.isArray(value))
            return value.map(hideJson);
        if (typeof value !== 'object' || value === null)
            return value;
        return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, hideJson(entry)]));
    };
    const hideInError = (error) => {
        if (typeof error === 'string')
            return hideText(error);
        if (!(error instanceof Error))
            return error;
        const cause = hideInError(error.cause);
        const message = hideText(error.message);
        const stack = error.stack === undefined ? undefined : hideText(error.stack);
        if (cause === error.cause && message === error.message && stack === error.stack)
            return error;
        const copy = new Error(message, cause === undefined ? {} : { cause });
        copy.name = error.name;
        if (stack !== undefined)
            copy.stack = stack;
        return copy;
    };
    return {
        add,
        addFrom: (json) => forEachSecret(json, add),
        hide: (value) => hideJson(value),
        hideInError,
    };
}
function forEachSecret(json, found) {
    if (typeof json !== 'object' || json === null)
        return;
    for (const [key, value] of Object.entries(json)) {
        if (typeof value === 'string' && SECRET_FIELDS.has(key))
            found(value);
        else
            forEachSecret(value, found);
    }
}
const SIGNED_PARAMETERS = ['X-Amz-Signature', 'X-Amz-Security-Token', 'X-Amz-Credential', 'SigninToken'];
function partsOfUrl(value) {
    const url = /^https?:/.test(value) ? URL.parse(value) : null;
    return url ? SIGNED_PARAMETERS.flatMap((name) => url.searchParams.get(name) ?? []) : [];
}

// EXTERNAL MODULE: ./.build/src/shared/client/http/transport.js
var http_transport = __webpack_require__(5872);
;// CONCATENATED MODULE: ./.build/src/shared/client/model/handle.js



const HANDLE_VALUE_TYPES = ['DESC', 'URL'];
const Handle = once(() => schemas/* looseObject */._H3({
    id: schemas/* string */.YjP(),
    properties: schemas/* array */.YOg(schemas/* looseObject */._H3({ type: openEnum(HANDLE_VALUE_TYPES), value: schemas/* string */.YjP(), index: schemas/* number */.aig() })),
}));
const HandleList = once(() => schemas/* looseObject */._H3({ ids: schemas/* array */.YOg(schemas/* string */.YjP()) }));

;// CONCATENATED MODULE: ./.build/src/shared/client/id-service.js




const id_service_route = routes('idService', 'handle', {
    mint: post('/handle/mint', 'write', 'key', json(Handle)),
    get: get('/handle/get', 'read', json(Handle)),
    list: get('/handle/list', 'read', json(HandleList)),
    addValue: post('/handle/add_value', 'write', 'never', json(Handle)),
    addValueByIndex: post('/handle/add_value_by_index', 'write', 'never', json(Handle)),
    modifyByIndex: put('/handle/modify_by_index', 'write', 'never', json(Handle)),
    removeByIndex: post('/handle/remove_by_index', 'write', 'never', json(Handle)),
});
function idService(call) {
    return {
        ...checks(call, 'idService', 'handle'),
        mint: (value, options) => call(id_service_route.mint, { body: value }, options),
        get: (id, options) => call(id_service_route.get, { query: { id } }, options),
        list: (options) => call(id_service_route.list, {}, options),
        addValue: (value, options) => call(id_service_route.addValue, { body: value }, options),
        addValueByIndex: (value, options) => call(id_service_route.addValueByIndex, { body: value }, options),
        modifyByIndex: (value, options) => call(id_service_route.modifyByIndex, { body: value }, options),
        removeByIndex: (value, options) => call(id_service_route.removeByIndex, { body: value }, options),
        admin: config(call, 'idService.admin', 'handle'),
    };
}

;// CONCATENATED MODULE: ./.build/src/shared/client/model/job.js





const job_anything = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J());
const JobResult = once(() => schemas/* looseObject */._H3({
    record: schemas/* optional */.lqM(schemas/* looseObject */._H3({ id: schemas/* string */.YjP(), prov_json: schemas/* optional */.lqM(schemas/* string */.YjP()), record: schemas/* optional */.lqM(job_anything) })),
    batch_id: schemas/* optional */.lqM(schemas/* string */.YjP()),
    creation_activity_id: schemas/* optional */.lqM(schemas/* string */.YjP()),
    version_activity_id: schemas/* optional */.lqM(schemas/* string */.YjP()),
    lodge_session_id: schemas/* optional */.lqM(schemas/* string */.YjP()),
    report_url: schemas/* optional */.lqM(schemas/* string */.YjP()),
}));
const Job = once(() => schemas/* looseObject */._H3({
    session_id: schemas/* string */.YjP(),
    created_timestamp: schemas/* number */.aig(),
    username: schemas/* string */.YjP(),
    batch_id: schemas/* nullish */.cl6(schemas/* string */.YjP()),
    payload: job_anything,
    job_type: openEnum(enums/* JOB_TYPES */.MA),
    job_sub_type: openEnum(enums/* JOB_SUBTYPES */.k8),
    status: openEnum(enums/* JOB_STATUSES */.nE),
    info: schemas/* nullish */.cl6(schemas/* string */.YjP()),
    result: schemas/* nullish */.cl6(JobResult()),
}));
const JobReply = once(() => schemas/* looseObject */._H3({ job: Job() }));
const JobPage = once(() => schemas/* looseObject */._H3({ jobs: schemas/* array */.YOg(Job()), pagination_key: Key }));
const Launched = once(() => schemas/* looseObject */._H3({ session_id: schemas/* string */.YjP(), batch_id: schemas/* nullish */.cl6(schemas/* string */.YjP()) }));

;// CONCATENATED MODULE: ./.build/src/shared/client/jobs/admin.js





const admin_route = routes('jobService.admin', 'jobs', {
    launch: post('/jobs/admin/launch', 'write', 'key', json(Launched)),
    fetch: get('/jobs/admin/fetch', 'read', json(JobReply), { absent: 400 }),
    list: post('/jobs/admin/list', 'read', 'safe', json(JobPage)),
    listBatch: post('/jobs/admin/list_batch', 'read', 'safe', json(JobPage)),
});
function admin_admin(call) {
    const list = (request = {}, options) => call(admin_route.list, { body: request }, options);
    const listBatch = (request, options) => call(admin_route.listBatch, { body: request }, options);
    const forAll = (request = {}, options) => walk(list, (page) => page.jobs, request, options);
    const forAllInBatch = (request, options) => walk(listBatch, (page) => page.jobs, request, options);
    return {
        launch: (request, options) => call(admin_route.launch, { body: request }, options),
        fetch: async (sessionId, options) => (await call(admin_route.fetch, { query: { session_id: sessionId } }, options)).job,
        list,
        forAll,
        listAll: (request, options) => collect(forAll(request, options)),
        listBatch,
        forAllInBatch,
        listAllInBatch: (request, options) => collect(forAllInBatch(request, options)),
        ...config(call, 'jobService.admin', 'jobs'),
    };
}

;// CONCATENATED MODULE: ./.build/src/shared/client/jobs/job-service.js






const job_service_route = routes('jobService', 'jobs', {
    fetch: get('/jobs/user/fetch', 'token', json(JobReply), { absent: 400 }),
    list: post('/jobs/user/list', 'token', 'safe', json(JobPage)),
    listBatch: post('/jobs/user/list_batch', 'token', 'safe', json(JobPage)),
});
function jobService(call) {
    const list = (request = {}, options) => call(job_service_route.list, { body: request }, options);
    const listBatch = (request, options) => call(job_service_route.listBatch, { body: request }, options);
    const forAll = (request = {}, options) => walk(list, (page) => page.jobs, request, options);
    const forAllInBatch = (request, options) => walk(listBatch, (page) => page.jobs, request, options);
    return {
        ...checks(call, 'jobService', 'jobs'),
        fetch: async (sessionId, options) => (await call(job_service_route.fetch, { query: { session_id: sessionId } }, options)).job,
        list,
        forAll,
        listAll: (request, options) => collect(forAll(request, options)),
        listBatch,
        forAllInBatch,
        listAllInBatch: (request, options) => collect(forAllInBatch(request, options)),
        admin: admin_admin(call),
    };
}

;// CONCATENATED MODULE: ./.build/src/shared/client/lazy.js
function lazily(makers) {
    const object = {};
    for (const [key, make] of Object.entries(makers)) {
        let made;
        const get = () => {
            made ??= { value: make() };
            return made.value;
        };
        Object.defineProperty(object, key, { get, enumerable: true });
    }
    return object;
}

;// CONCATENATED MODULE: ./.build/src/shared/client/link.js

function link_link(links, people) {
    const getLinkedPerson = async (options = {}) => {
        const { person_id } = await links.lookupLink(options);
        return person_id ? (await people().fetch(person_id, options)).item : undefined;
    };
    return {
        getLinkedPerson,
        createAndLinkPerson: async (person, options) => {
            const { person_id } = await links.lookupLink(options);
            if (person_id)
                throw new errors/* RefusedError */.fk(`you are linked to the person ${person_id} already`, {
                    partial: { person_id },
                });
            const { created_item } = await people().create(person, options);
            try {
                await links.assignLink(created_item.id, options);
            }
            catch (cause) {
                throw new errors/* RefusedError */.fk(`the person ${created_item.id} was registered, but linking you to it failed. Link it by auth.assignLink`, { partial: { person_id: created_item.id }, cause });
            }
            return created_item;
        },
    };
}

// EXTERNAL MODULE: ./.build/src/shared/client/model/model-run-record.js
var model_run_record = __webpack_require__(3753);
;// CONCATENATED MODULE: ./.build/src/shared/client/model/prov.js





const storedRecord = once(() => tolerant(model_run_record/* ModelRunRecord */.M));
const Session = once(() => schemas/* looseObject */._H3({ session_id: schemas/* string */.YjP() }));
const Accepted = once(() => schemas/* looseObject */._H3({ status: Status(), session_id: schemas/* string */.YjP() }));
const StudyLinked = once(() => schemas/* looseObject */._H3({
    status: Status(),
    model_run_id: schemas/* string */.YjP(),
    study_id: schemas/* string */.YjP(),
    session_id: schemas/* string */.YjP(),
}));
const Registered = once(() => schemas/* looseObject */._H3({
    status: Status(),
    record_info: schemas/* looseObject */._H3({ id: schemas/* string */.YjP(), prov_json: schemas/* string */.YjP(), record: storedRecord() }),
}));
const Converted = once(() => schemas/* looseObject */._H3({
    status: Status(),
    new_records: schemas/* optional */.lqM(schemas/* array */.YOg(storedRecord())),
    existing_records: schemas/* optional */.lqM(schemas/* array */.YOg(schemas/* string */.YjP())),
    warnings: schemas/* optional */.lqM(schemas/* array */.YOg(schemas/* string */.YjP())),
}));
const GraphDiff = once(() => schemas/* looseObject */._H3({ diff: schemas/* array */.YOg(schemas/* looseObject */._H3({ action_type: schemas/* string */.YjP() })) }));

;// CONCATENATED MODULE: ./.build/src/shared/client/prov/admin.js





const admin_status = json(StatusReply);
const diff = json(GraphDiff);
const prov_admin_route = routes('prov.admin', 'prov', {
    storeRecord: post('/admin/store_record', 'admin', 'never', admin_status),
    storeRecords: post('/admin/store_records', 'admin', 'never', admin_status),
    storeAllRegistryRecords: post('/admin/store_all_registry_records', 'admin', 'never', admin_status),
    registerModelRunSync: post('/model_run/register_sync', 'admin', 'key', json(Registered)),
    deleteModelRunProvenance: post('/model_run/delete', 'admin', 'never', diff, { absent: 400 }),
    clearGraph: remove('/graph/admin/clear', 'admin', 'never', admin_status),
});
const deleteModelRun = routes('prov.admin', 'registry', {
    deleteModelRun: remove('/registry/activity/model_run/delete', 'admin', 'never', admin_status, { absent: 400 }),
}).deleteModelRun;
function prov_admin_admin(call) {
    const deleteModelRunProvenance = (modelRunId, options) => {
        const body = { record_id: modelRunId, trial_mode: options?.trial ?? false };
        return call(prov_admin_route.deleteModelRunProvenance, { body }, options);
    };
    const validated = (options) => ({ validate_record: options?.validate });
    return {
        ...config(call, 'prov.admin', 'prov'),
        storeRecord: (item, options) => call(prov_admin_route.storeRecord, { query: validated(options), body: item }, options),
        storeRecords: (items, options) => call(prov_admin_route.storeRecords, { query: validated(options), body: items }, options),
        storeAllRegistryRecords: (options) => call(prov_admin_route.storeAllRegistryRecords, { query: validated(options) }, options),
        registerModelRunSync: (record, options) => call(prov_admin_route.registerModelRunSync, { body: record }, options),
        deleteModelRunProvenance,
        deleteModelRunProvenanceAndRegistry: async (modelRunId, options) => {
            const removed = await deleteModelRunProvenance(modelRunId, options);
            if (!options?.trial)
                await call(deleteModelRun, { query: { id: modelRunId } }, options);
            return removed;
        },
        clearGraph: (options) => call(prov_admin_route.clearGraph, {}, options),
    };
}

;// CONCATENATED MODULE: ./.build/src/shared/client/prov/csv.js



const csv_route = routes('prov', 'prov', {
    generateCsvTemplate: get('/bulk/generate_template/csv', 'read', reply_text),
    convertModelRuns: post('/bulk/convert_model_runs/csv', 'read', 'safe', json(Converted)),
    regenerateCsvFromModelRunBatch: get('/bulk/regenerate_from_batch/csv', 'read', reply_text),
});
function csv(call) {
    return {
        generateCsvTemplate: (workflowTemplateId, options) => call(csv_route.generateCsvTemplate, { query: { workflow_template_id: workflowTemplateId } }, options),
        convertModelRuns: (table, options) => {
            const bytes = withoutByteOrderMark(typeof table === 'string' ? Buffer.from(table) : table);
            const file = { field: 'csv_file', filename: 'model-runs.csv', type: 'text/csv', bytes };
            return call(csv_route.convertModelRuns, { file }, options);
        },
        regenerateCsvFromModelRunBatch: (batchId, options) => call(csv_route.regenerateCsvFromModelRunBatch, { query: { batch_id: batchId } }, options),
    };
}
function withoutByteOrderMark(bytes) {
    const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    return marked ? bytes.subarray(3) : bytes;
}

;// CONCATENATED MODULE: ./.build/src/shared/client/model/lineage.js





const Node = once(() => schemas/* looseObject */._H3({
    id: schemas/* string */.YjP(),
    item_category: schemas/* optional */.lqM(openEnum(enums/* ITEM_CATEGORIES */.jk)),
    item_subtype: schemas/* optional */.lqM(openEnum(enums/* ITEM_SUBTYPES */.Uj)),
}));
const Link = once(() => schemas/* looseObject */._H3({
    source: schemas/* string */.YjP(),
    target: schemas/* string */.YjP(),
    type: schemas/* string */.YjP(),
}));
const Graph = once(() => schemas/* pipe */.FsL(schemas/* looseObject */._H3({
    directed: schemas/* boolean */.zMY(),
    multigraph: schemas/* boolean */.zMY(),
    nodes: schemas/* array */.YOg(Node()),
    links: schemas/* optional */.lqM(schemas/* array */.YOg(Link())),
    edges: schemas/* optional */.lqM(schemas/* array */.YOg(Link())),
}), schemas/* transform */.pdi(({ links, edges, ...graph }) => ({ ...graph, links: links ?? edges ?? [] }))));
const Lineage = once(() => schemas/* looseObject */._H3({
    status: Status(),
    record_count: schemas/* nullish */.cl6(schemas/* number */.aig()),
    graph: Graph(),
}));

;// CONCATENATED MODULE: ./.build/src/shared/client/prov/explore.js



const lineage = json(Lineage);
const explore_route = routes('prov', 'prov', {
    exploreUpstream: get('/explore/upstream', 'read', lineage),
    exploreDownstream: get('/explore/downstream', 'read', lineage),
    contributingDatasets: get('/explore/special/contributing_datasets', 'read', lineage),
    effectedDatasets: get('/explore/special/effected_datasets', 'read', lineage),
    contributingAgents: get('/explore/special/contributing_agents', 'read', lineage),
    effectedAgents: get('/explore/special/effected_agents', 'read', lineage),
});
function explore(call) {
    const from = (name) => (startingId, options) => call(explore_route[name], { query: { starting_id: startingId, depth: options?.depth } }, options);
    return {
        exploreUpstream: from('exploreUpstream'),
        exploreDownstream: from('exploreDownstream'),
        contributingDatasets: from('contributingDatasets'),
        effectedDatasets: from('effectedDatasets'),
        contributingAgents: from('contributingAgents'),
        effectedAgents: from('effectedAgents'),
    };
}

;// CONCATENATED MODULE: ./.build/src/shared/client/prov/report.js



const session = json(Session);
const jobOrDocument = {
    read: (answer) => isJson(answer)
        ? { kind: 'job', session_id: session.read(answer).session_id }
        : { kind: 'document', ...download.read(answer) },
};
const report_route = routes('prov', 'prov', {
    generateReport: post('/explore/generate/report', 'read', 'safe', jobOrDocument),
});
function report(call) {
    return {
        generateReport: (request, options) => call(report_route.generateReport, { body: request }, options),
    };
}

;// CONCATENATED MODULE: ./.build/src/shared/client/prov/prov.js








const prov_route = routes('prov', 'prov', {
    registerModelRun: post('/model_run/register', 'write', 'key', json(Accepted)),
    registerBatchModelRuns: post('/model_run/register_batch', 'write', 'key', json(Accepted)),
    updateModelRun: post('/model_run/update', 'write', 'never', json(Session)),
    linkToStudy: post('/model_run/edit/link_to_study', 'write', 'never', json(StudyLinked)),
});
function prov(call) {
    return {
        ...checks(call, 'prov', 'prov'),
        registerModelRun: (record, options) => call(prov_route.registerModelRun, { body: record }, options),
        registerBatchModelRuns: (records, options) => call(prov_route.registerBatchModelRuns, { body: { records } }, options),
        updateModelRun: (modelRunId, reason, record, options) => call(prov_route.updateModelRun, { body: { model_run_id: modelRunId, reason, record } }, options),
        linkToStudy: (modelRunId, studyId, options) => call(prov_route.linkToStudy, { query: { model_run_id: modelRunId, study_id: studyId } }, options),
        ...explore(call),
        ...csv(call),
        ...report(call),
        admin: prov_admin_admin(call),
    };
}

;// CONCATENATED MODULE: ./.build/src/shared/client/model/bundle.js



const bundle_anything = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J());
const BundledItem = once(() => schemas/* looseObject */._H3({
    id: schemas/* string */.YjP(),
    item_payload: bundle_anything,
    auth_payload: bundle_anything,
    lock_payload: bundle_anything,
}));
const Exported = once(() => schemas/* looseObject */._H3({ status: Status(), items: schemas/* nullish */.cl6(schemas/* array */.YOg(BundledItem())) }));
const Imported = once(() => schemas/* looseObject */._H3({
    status: Status(),
    trial_mode: schemas/* boolean */.zMY(),
    statistics: schemas/* nullish */.cl6(schemas/* looseObject */._H3({
        old_registry_size: schemas/* number */.aig(),
        new_registry_size: schemas/* number */.aig(),
        deleted_entries: schemas/* number */.aig(),
        overwritten_entries: schemas/* number */.aig(),
        new_entries: schemas/* number */.aig(),
    })),
    failure_list: schemas/* nullish */.cl6(schemas/* array */.YOg(schemas/* tuple */.PVZ([schemas/* string */.YjP(), bundle_anything]))),
}));
const GraphRestored = once(() => schemas/* looseObject */._H3({
    status: Status(),
    trial_mode: schemas/* boolean */.zMY(),
    abort_if_failures: schemas/* boolean */.zMY(),
    task_ids: schemas/* nullish */.cl6(schemas/* array */.YOg(schemas/* string */.YjP())),
}));

;// CONCATENATED MODULE: ./.build/src/shared/client/model/kinds/activities.js




const CreateActivityInfo = (0,model_document/* document */.A)(() => ({
    ...named(),
    created_item_id: (0,model_text/* handle */.p$)('Handle of the item that was created.'),
}));
const VersionActivityInfo = (0,model_document/* document */.A)(() => ({
    ...named(),
    reason: (0,model_text/* text */.Qq)('Why there is a new version.'),
    from_item_id: (0,model_text/* handle */.p$)('Handle of the version before.'),
    to_item_id: (0,model_text/* handle */.p$)('Handle of the new version.'),
    new_version_number: schemas/* int */.Whr().check(schemas/* meta */.mIj({ description: 'Number of the new version.' })),
}));

;// CONCATENATED MODULE: ./.build/src/shared/client/model/repeated.js

function repeated(keyOf, field) {
    return schemas/* superRefine */.zni((entries, { issues }) => {
        const seen = new Set();
        for (const [at, entry] of entries.entries()) {
            const key = keyOf(entry);
            if (seen.has(key)) {
                const path = field === undefined ? [at] : [at, field];
                issues.push({ code: 'custom', path, input: key, message: `"${key}" is given more than once` });
            }
            seen.add(key);
        }
    });
}

;// CONCATENATED MODULE: ./.build/src/shared/client/model/kinds/dataset-template.js






const resource = {
    description: (0,model_text/* text */.Qq)('What the resource is.', 'Wave heights'),
    usage_type: schemas/* enum */.k5n(enums/* USAGE_TYPES */.w0).check(schemas/* meta */.mIj({ description: 'What a model uses it for.' })),
    optional: schemas/* nullish */.cl6(schemas/* boolean */.zMY().check(schemas/* meta */.mIj({ description: 'Whether it may be missing.' }))),
    is_folder: schemas/* nullish */.cl6(schemas/* boolean */.zMY().check(schemas/* meta */.mIj({ description: 'Whether it is a folder.' }))),
    additional_metadata: schemas/* nullish */.cl6((0,model_text/* textMap */.sP)('Further facts: text by name.')),
};
const DefinedResource = (0,model_document/* document */.A)(() => ({
    path: (0,model_text/* text */.Qq)('Path inside the dataset.', 'forcing/waves.nc'),
    ...resource,
}));
const DeferredResource = (0,model_document/* document */.A)(() => ({
    key: (0,model_text/* text */.Qq)('Name under which a model run gives the path.', 'waves'),
    ...resource,
}));
const DatasetTemplateInfo = (0,model_document/* document */.A)(() => ({
    ...named(),
    description: schemas/* nullish */.cl6((0,model_text/* text */.Qq)('What datasets of this kind hold.', 'Forcing of the reef model')),
    defined_resources: schemas/* optional */.lqM(schemas/* array */.YOg(DefinedResource).check(schemas/* meta */.mIj({ description: 'Files whose path is the same in every dataset.' }))),
    deferred_resources: schemas/* optional */.lqM(schemas/* array */.YOg(DeferredResource).check(repeated((entry) => entry.key, 'key'), schemas/* meta */.mIj({ description: 'Files whose path each model run says.' }))),
}));

;// CONCATENATED MODULE: ./.build/src/shared/client/model/kinds/model.js



const ModelInfo = (0,model_document/* document */.A)(() => ({
    ...named(),
    name: (0,model_text/* text */.Qq)('Name of the model.', 'Reef growth model'),
    description: (0,model_text/* text */.Qq)('What the model does.', 'Simulates coral cover.'),
    documentation_url: (0,model_text/* httpUrl */.q3)('Where the model is described.', 'https://docs.example.org/reef'),
    source_url: (0,model_text/* httpUrl */.q3)('Where its source code lies.', 'https://github.com/example/reef'),
}));

;// CONCATENATED MODULE: ./.build/src/shared/client/model/kinds/model-run.js






const ModelRunInfo = (0,model_document/* document */.A)(() => ({
    ...named(),
    record_status: schemas/* enum */.k5n(enums/* RUN_STATES */.vP).check(schemas/* meta */.mIj({ description: 'How far its lodging got.' })),
    record: model_run_record/* ModelRunRecord */.M,
    prov_serialisation: (0,model_text/* text */.Qq)('The run as PROV-JSON, in text.'),
}));

;// CONCATENATED MODULE: ./.build/src/shared/client/model/kinds/model-run-workflow.js





const TemplateResource = (0,model_document/* document */.A)(() => ({
    template_id: (0,model_text/* handle */.p$)('Handle of a dataset template.', 'DATASET_TEMPLATE'),
    optional: schemas/* nullish */.cl6(schemas/* boolean */.zMY().check(schemas/* meta */.mIj({ description: 'Whether a run may do without it.' }))),
}));
const templates = (description) => schemas/* optional */.lqM(schemas/* array */.YOg(TemplateResource).check(repeated((entry) => entry.template_id, 'template_id'), schemas/* meta */.mIj({ description })));
const keys = (description) => schemas/* optional */.lqM(schemas/* array */.YOg((0,model_text/* text */.Qq)('Name of an annotation.', 'scenario')).check(schemas/* meta */.mIj({ description })));
const Annotations = (0,model_document/* document */.A)(() => ({
    required: keys('Annotations that every run must carry.'),
    optional: keys('Annotations that a run may carry.'),
}), schemas/* superRefine */.zni(({ required = [], optional = [] }, { issues }) => {
    const places = [
        ...required.map((key, at) => ({ key, path: ['required', at] })),
        ...optional.map((key, at) => ({ key, path: ['optional', at] })),
    ];
    const seen = new Set();
    for (const { key, path } of places) {
        if (seen.has(key))
            issues.push({ code: 'custom', path, input: key, message: `"${key}" is given more than once` });
        seen.add(key);
    }
}), schemas/* meta */.mIj({ description: 'Annotations of the runs.' }));
const ModelRunWorkflowInfo = (0,model_document/* document */.A)(() => ({
    ...named(),
    software_id: (0,model_text/* handle */.p$)('Handle of the model that is run.', 'MODEL'),
    input_templates: templates('Kinds of datasets that a run reads.'),
    output_templates: templates('Kinds of datasets that a run writes.'),
    annotations: schemas/* nullish */.cl6(Annotations),
}));

;// CONCATENATED MODULE: ./.build/src/shared/client/model/kinds/organisation.js




const OrganisationInfo = (0,model_document/* document */.A)(() => ({
    ...named(),
    name: (0,model_text/* text */.Qq)('Official name of the organisation.', 'Example Organisation'),
    ror: schemas/* nullish */.cl6((0,model_text/* httpUrl */.q3)('Its entry in the Research Organization Registry.', 'https://ror.org/03qn8fb07')),
}));

;// CONCATENATED MODULE: ./.build/src/shared/client/model/kinds/person.js




const PersonInfo = (0,model_document/* document */.A)(() => ({
    ...named(),
    email: (0,model_text/* text */.Qq)('E-mail address.', 'ada@example.org').check(api/* _regex */.Fk(/^[^\s@]+@[^\s@]+$/, 'expected an e-mail address')),
    first_name: (0,model_text/* text */.Qq)('First name.', 'Ada'),
    last_name: (0,model_text/* text */.Qq)('Last name.', 'Lovelace'),
    orcid: schemas/* nullish */.cl6((0,model_text/* httpUrl */.q3)('ORCID iD, as a URL.', 'https://orcid.org/0000-0002-1825-0097')),
    ethics_approved: schemas/* literal */.euz(true, 'a person is registered only with their consent: set it to true once they have given it')
        .check(schemas/* meta */.mIj({ description: 'Whether the person agreed to being registered.' })),
}));

;// CONCATENATED MODULE: ./.build/src/shared/client/model/kinds/study.js




const StudyInfo = (0,model_document/* document */.A)(() => ({
    ...named(),
    title: (0,model_text/* text */.Qq)('Title of the study.', 'Reef futures'),
    description: (0,model_text/* text */.Qq)('What the study asks.', 'How will coral cover change?'),
    study_alternative_id: schemas/* nullish */.cl6((0,model_text/* text */.Qq)('Identifier of the study outside Provena.', 'RF-2024')),
}));

;// CONCATENATED MODULE: ./.build/src/shared/client/registry/kinds.js









const READ = [
    'fetch',
    'fetchOrSeed',
    'list',
    'forAll',
    'listAll',
    'validate',
    'delete',
    'schema',
    'uiSchema',
    'evaluateAccess',
    'accessConfiguration',
    'setAccessConfiguration',
    'accessRoles',
    'lock',
    'unlock',
    'lockStatus',
    'lockHistory',
];
const EDIT = [...READ, 'seed', 'create', 'update', 'revert'];
const VERSIONED = [...EDIT, 'version'];
function kind(subtype, path, info, operations) {
    return { subtype, path, info, operations };
}
const KINDS = {
    organisation: kind('ORGANISATION', 'agent/organisation', OrganisationInfo, EDIT),
    person: kind('PERSON', 'agent/person', PersonInfo, EDIT),
    model: kind('MODEL', 'entity/model', ModelInfo, VERSIONED),
    modelRunWorkflow: kind('MODEL_RUN_WORKFLOW_TEMPLATE', 'entity/model_run_workflow', ModelRunWorkflowInfo, VERSIONED),
    datasetTemplate: kind('DATASET_TEMPLATE', 'entity/dataset_template', DatasetTemplateInfo, VERSIONED),
    dataset: kind('DATASET', 'entity/dataset', DatasetInfo, READ),
    study: kind('STUDY', 'activity/study', StudyInfo, EDIT),
    createActivity: kind('CREATE', 'activity/create', CreateActivityInfo, READ),
    versionActivity: kind('VERSION', 'activity/version', VersionActivityInfo, READ),
    modelRun: kind('MODEL_RUN', 'activity/model_run', ModelRunInfo, READ),
};
function kindNameOf(subtype) {
    const names = Object.keys(KINDS);
    return names.find((name) => KINDS[name].subtype === subtype);
}

;// CONCATENATED MODULE: ./.build/src/shared/client/registry/admin.js





const registry_admin_route = routes('registry.admin', 'registry', {
    export: get('/admin/export', 'admin', json(Exported)),
    import: post('/admin/import', 'admin', 'never', json(Imported)),
    restore: post('/admin/restore_from_table', 'admin', 'never', json(Imported)),
    restoreProvGraph: post('/admin/restore-prov-graph', 'admin', 'never', json(GraphRestored)),
});
function registry_admin_admin(call, kinds, everyKind) {
    return {
        export: (options) => call(registry_admin_route.export, {}, options),
        import: (request, options) => call(registry_admin_route.import, { body: request }, options),
        restore: (request, options) => call(registry_admin_route.restore, { body: request }, options),
        restoreProvGraph: (request, options) => call(registry_admin_route.restoreProvGraph, { body: request }, options),
        delete: (id, subtype, options) => {
            const kind = subtype && kindNameOf(subtype);
            return kind ? kinds[kind].delete(id, options) : everyKind.delete(id, options);
        },
        ...config(call, 'registry.admin', 'registry'),
    };
}

;// CONCATENATED MODULE: ./.build/src/shared/client/registry/general.js





const general_route = routes('registry.general', 'registry', {
    fetch: get('/registry/general/fetch', 'read', json(GeneralFetched), { absent: 'status' }),
    list: post('/registry/general/list', 'read', 'safe', json(GeneralPage)),
    delete: remove('/registry/general/delete', 'admin', 'never', json(StatusReply), { absent: 400 }),
});
function general(call) {
    const list = (request = {}, options) => call(general_route.list, { body: request }, options);
    const forAll = (request = {}, options) => walk(list, (page) => page.items ?? [], request, options);
    return {
        fetch: (id, options) => call(general_route.fetch, { query: { id } }, options),
        list,
        forAll,
        listAll: (request, options) => collect(forAll(request, options)),
        count: async (options) => {
            const counts = {};
            for await (const { item_subtype } of forAll({ page_size: COUNT_PAGE }, options)) {
                counts[item_subtype] = (counts[item_subtype] ?? 0) + 1;
            }
            return counts;
        },
        delete: (id, options) => call(general_route.delete, { query: { id } }, options),
    };
}
const COUNT_PAGE = 100;

;// CONCATENATED MODULE: ./.build/src/shared/client/registry/routes.js







function routesOfKind(name, path, info) {
    const at = (action) => `/registry/${path}${action}`;
    const item = once(() => storedItem(info()));
    const one = json(() => fetched(item()));
    const oneOrSeed = json(() => fetched(storedItemOrSeed(item())));
    const page = json(() => itemPage(item()));
    const created = json(() => registry_replies_created(item()));
    const status = json(StatusReply);
    const settings = json(AccessSettings);
    return routes(`registry.${name}`, 'registry', {
        fetch: get(at('/fetch'), 'read', one, { absent: 'status' }),
        fetchOrSeed: get(at('/fetch'), 'read', oneOrSeed, { absent: 'status' }),
        list: post(at('/list'), 'read', 'safe', page),
        seed: post(at('/seed'), 'write', 'key', json(Seeded)),
        create: post(at('/create'), 'write', 'key', created),
        update: put(at('/update'), 'write', 'never', json(Updated)),
        revert: put(at('/revert'), 'write', 'never', status),
        version: post(at('/version'), 'write', 'key', json(Versioned)),
        validate: post(at('/validate'), 'read', 'safe', status),
        delete: remove(at('/delete'), 'admin', 'never', status, { absent: 400 }),
        schema: get(at('/schema'), 'read', json(JsonSchemaReply)),
        uiSchema: get(at('/ui_schema'), 'read', json(UiSchemaReply)),
        evaluateAccess: get(at('/auth/evaluate'), 'read', json(HeldRoles), { absent: 400 }),
        accessConfiguration: get(at('/auth/configuration'), 'read', settings, { absent: 400 }),
        setAccessConfiguration: put(at('/auth/configuration'), 'write', 'never', status),
        accessRoles: get(at('/auth/roles'), 'read', json(RoleDescriptions)),
        lock: put(at('/locks/lock'), 'write', 'never', status),
        unlock: put(at('/locks/unlock'), 'write', 'never', status),
        lockStatus: get(at('/locks/locked'), 'read', json(LockStatus), { absent: 400 }),
        lockHistory: get(at('/locks/history'), 'read', json(LockHistory), { absent: 400 }),
    });
}

;// CONCATENATED MODULE: ./.build/src/shared/client/registry/bind.js


function bindKind(call, name, path, info) {
    const route = routesOfKind(name, path, info);
    const list = (request = {}, options) => call(route.list, { body: request }, options);
    const forAll = (request = {}, options) => walk(list, (page) => page.items ?? [], request, options);
    return {
        list,
        forAll,
        listAll: (request, options) => collect(forAll(request, options)),
        fetch: (id, options) => call(route.fetch, { query: { id } }, options),
        fetchOrSeed: (id, options) => call(route.fetchOrSeed, { query: { id, seed_allowed: true } }, options),
        seed: (options) => call(route.seed, {}, options),
        create: (body, options) => call(route.create, { body }, options),
        update: (id, body, reason, options) => call(route.update, { query: { id, reason }, body }, options),
        revert: (body, options) => call(route.revert, { body }, options),
        version: (body, options) => call(route.version, { body }, options),
        validate: (body, options) => call(route.validate, { body }, options),
        delete: (id, options) => call(route.delete, { query: { id } }, options),
        schema: async (options) => (await call(route.schema, {}, options)).json_schema,
        uiSchema: async (options) => (await call(route.uiSchema, {}, options)).ui_schema,
        evaluateAccess: (id, options) => call(route.evaluateAccess, { query: { id } }, options),
        accessConfiguration: (id, options) => call(route.accessConfiguration, { query: { id } }, options),
        setAccessConfiguration: (id, body, options) => call(route.setAccessConfiguration, { query: { id }, body }, options),
        accessRoles: (options) => call(route.accessRoles, {}, options),
        lock: (body, options) => call(route.lock, { body }, options),
        unlock: (body, options) => call(route.unlock, { body }, options),
        lockStatus: (id, options) => call(route.lockStatus, { query: { id } }, options),
        lockHistory: (id, options) => call(route.lockHistory, { query: { id } }, options),
    };
}

;// CONCATENATED MODULE: ./.build/src/shared/client/registry/kind-clients.js



function kindClients(call) {
    const rows = Object.entries(KINDS);
    const makers = rows.map(([name, row]) => [
        name,
        () => only(row.operations, bindKind(call, name, row.path, () => row.info)),
    ]);
    return lazily(Object.fromEntries(makers));
}
function only(names, operations) {
    return Object.fromEntries(names.map((name) => [name, operations[name]]));
}

;// CONCATENATED MODULE: ./.build/src/shared/client/registry/registry.js







const registry_route = routes('registry', 'registry', {
    version: get('/registry/general/about/version', 'read', json(ServerVersion)),
});
function registry(call) {
    const kinds = kindClients(call);
    const everyKind = general(call);
    const own = {
        ...checks(call, 'registry', 'registry'),
        version: (options) => call(registry_route.version, {}, options),
        general: everyKind,
        admin: registry_admin_admin(call, kinds, everyKind),
    };
    return Object.defineProperties(own, Object.getOwnPropertyDescriptors(kinds));
}

;// CONCATENATED MODULE: ./.build/src/shared/client/model/search.js



const SearchHit = once(() => schemas/* looseObject */._H3({ id: schemas/* string */.YjP(), score: schemas/* number */.aig() }));
const SearchResults = once(() => schemas/* looseObject */._H3({
    status: Status(),
    results: schemas/* nullish */.cl6(schemas/* array */.YOg(SearchHit())),
    warnings: schemas/* nullish */.cl6(schemas/* array */.YOg(schemas/* string */.YjP())),
}));

;// CONCATENATED MODULE: ./.build/src/shared/client/search.js




const search_route = routes('search', 'search', {
    searchRegistry: get('/search/entity-registry', 'read', json(SearchResults)),
});
function search(call) {
    return {
        ...checks(call, 'search', 'search', 'sys-'),
        searchRegistry: (query, options = {}) => call(search_route.searchRegistry, { query: { query, subtype_filter: options.subtype, record_limit: options.limit } }, options),
        admin: config(call, 'search.admin', 'search', 'sys-admin'),
    };
}

;// CONCATENATED MODULE: ./.build/src/shared/client/connect.js


















const DEFAULTS = { timeoutMs: 120_000, attemptTimeoutMs: 60_000, userAgent: 'provena-actions' };
function connect(options) {
    const endpoints = resolveEndpoints(options);
    const { timeoutMs = DEFAULTS.timeoutMs, attemptTimeoutMs = DEFAULTS.attemptTimeoutMs } = options;
    const { userAgent = DEFAULTS.userAgent, onRetry = () => { }, onExchange = () => { } } = options;
    const secrets = rememberSecrets(options.onSecret);
    const transport = (0,http_transport/* createTransport */.o)(options.proxy);
    const retries = (0,retry/* createRetries */.LZ)({ ...retry/* RETRY */.p6, ...options.retry }, onRetry);
    const realm = connectRealm(endpoints.keycloak, {
        transport,
        retries,
        secrets,
        userAgent,
        timeoutMs: attemptTimeoutMs,
    });
    const tokens = createTokens(options.credentials, realm, endpoints.keycloak, secrets);
    const call = createCall({
        endpoints,
        tokens,
        transport,
        retries,
        secrets,
        userAgent,
        timeoutMs,
        attemptTimeoutMs,
        onExchange,
    });
    return provena(call, endpoints, tokens, () => transport.close());
}
function provena(call, endpoints, tokens, close) {
    const modules = lazily({
        datastore: () => datastore(call, modules.search),
        search: () => search(call),
        auth: () => auth(call),
        link: () => link_link(linkRoutes(call), () => modules.registry.person),
        prov: () => prov(call),
        registry: () => registry(call),
        idService: () => idService(call),
        jobService: () => jobService(call),
    });
    const identity = ({ signal } = {}) => identify(tokens, (options) => modules.auth.checkAccess(options), signal);
    return Object.assign(modules, { endpoints, identity, close, [Symbol.asyncDispose]: close });
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./.build/src/shared/client/credentials/credentials.js
const AUTOMATED_ACCESS = 'automated-access';

;// CONCATENATED MODULE: ./.build/src/shared/client/credentials/grants.js


function accessToken(token) {
    return { kind: 'fixed', token: given('access token', token) };
}
function offlineToken(token, clientId = AUTOMATED_ACCESS) {
    const request = grants_refreshRequest('the offline token', given('offline token', token), clientId);
    return { kind: 'grant', obtain: (realm, signal) => realm.token(request, signal) };
}
function grants_refreshRequest(presents, refreshToken, clientId) {
    return {
        form: { grant_type: 'refresh_token', client_id: clientId, refresh_token: refreshToken },
        presents,
        remedies: {
            invalid_grant: `It has expired, was revoked, or belongs to another client than ${clientId}. Request a new one`,
            default: `Check that it was requested from this realm and for the client ${clientId}`,
        },
    };
}
function clientCredentials(clientId, clientSecret) {
    const request = {
        form: { grant_type: 'client_credentials' },
        basic: { id: clientId, secret: given('client secret', clientSecret) },
        presents: `the client ${clientId}`,
        remedies: {
            default: 'Check client id and secret, and that the client has a service account in this realm',
        },
    };
    return { kind: 'grant', obtain: (realm, signal) => realm.token(request, signal) };
}
function githubOidc(options) {
    const { clientId, clientSecret, identityProvider = 'github' } = options;
    const basic = clientSecret ? { id: clientId, secret: clientSecret } : undefined;
    return {
        kind: 'grant',
        async obtain(realm, signal) {
            const form = {
                grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
                subject_token: await options.idToken({ signal }),
                subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
                subject_issuer: identityProvider,
            };
            const request = {
                form: basic ? form : { ...form, client_id: clientId },
                basic,
                presents: "GitHub's ID token",
                remedies: {
                    unsupported_grant_type: 'The realm has no token exchange. An administrator can switch it on',
                    default: `Check that the realm trusts GitHub as identity provider "${identityProvider}" and lets ${clientId} exchange its tokens`,
                },
            };
            return realm.token(request, signal);
        },
    };
}
function given(name, value) {
    const text = value.trim();
    if (text !== '')
        return text;
    throw new errors/* AuthError */.lR(`the ${name} is empty. Workflows from forks and of dependabot are given no secrets`);
}

;// CONCATENATED MODULE: ./.build/src/shared/client/credentials/device-login.js




const DeviceReply = schemas/* looseObject */._H3({
    device_code: schemas/* string */.YjP(),
    user_code: schemas/* string */.YjP(),
    verification_uri: schemas/* string */.YjP(),
    verification_uri_complete: schemas/* optional */.lqM(schemas/* string */.YjP()),
    expires_in: schemas/* number */.aig(),
    interval: schemas/* optional */.lqM(schemas/* number */.aig()),
});
const INTERVAL_S = 5;
const SLOW_DOWN_S = 5;
function deviceLogin(options) {
    const { clientId = 'client-tools', store } = options;
    let refreshToken;
    const keep = async (answer) => {
        if (!answer.refresh_token || answer.refresh_token === refreshToken)
            return answer;
        refreshToken = answer.refresh_token;
        await store?.save(refreshToken);
        return answer;
    };
    return {
        kind: 'grant',
        async obtain(realm, signal) {
            refreshToken ??= await store?.load();
            if (refreshToken) {
                try {
                    return await keep(await realm.token(refreshRequest('the login', refreshToken, clientId), signal));
                }
                catch (error) {
                    if (!(error instanceof AuthError))
                        throw error;
                    refreshToken = undefined;
                    await store?.clear();
                }
            }
            return keep(await logIn(realm, clientId, options, signal));
        },
    };
}
async function logIn(realm, clientId, { prompt, scope }, signal) {
    const begin = request({ client_id: clientId, ...(scope ? { scope } : {}) }, clientId);
    const reply = z.safeParse(DeviceReply, await realm.post('/protocol/openid-connect/auth/device', begin, signal));
    if (!reply.success)
        throw new NotUnderstoodError('the realm did not begin a device login');
    const { data } = reply;
    await prompt({
        url: data.verification_uri,
        completeUrl: data.verification_uri_complete,
        code: data.user_code,
        expiresIn: data.expires_in,
    });
    return confirmed(realm, data, clientId, signal);
}
async function confirmed(realm, { device_code, expires_in, interval = INTERVAL_S }, clientId, signal) {
    const ask = request({ grant_type: 'urn:ietf:params:oauth:grant-type:device_code', client_id: clientId, device_code }, clientId);
    const deadline = performance.now() + expires_in * 1000;
    let waitS = interval;
    for (;;) {
        await sleep(waitS * 1000, undefined, { signal });
        try {
            return await realm.token(ask, signal);
        }
        catch (error) {
            const next = nextWait(error, waitS);
            if (next === undefined || performance.now() >= deadline)
                throw error;
            waitS = next;
        }
    }
}
function nextWait(refusal, waitS) {
    const code = refusal instanceof AuthError ? refusal.oauthError : undefined;
    if (code === 'slow_down')
        return waitS + SLOW_DOWN_S;
    return code === 'authorization_pending' ? waitS : undefined;
}
function request(form, clientId) {
    return {
        form,
        presents: 'the device login',
        remedies: {
            access_denied: 'The login was declined in the browser',
            expired_token: 'The code was not confirmed in time',
            authorization_pending: 'The code was not confirmed in time',
            default: `Check that the realm has a client ${clientId} that allows device logins`,
        },
    };
}

;// CONCATENATED MODULE: ./.build/src/shared/client/http/proxy-settings.js
function proxyFrom(env) {
    const read = (name) => env[name.toLowerCase()] ?? env[name];
    return { httpProxy: read('HTTP_PROXY'), httpsProxy: read('HTTPS_PROXY'), noProxy: read('NO_PROXY') };
}

;// CONCATENATED MODULE: ./.build/src/shared/client/model/check.js



function check(schema, document) {
    const result = z.safeParse(schema, document);
    if (result.success)
        return result.data;
    throw new InvalidError('the document cannot be sent like this', {
        issues: issuesOf(result.error, document),
    });
}

;// CONCATENATED MODULE: ./.build/src/shared/client/index.js
























/***/ }),

/***/ 9682:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ document)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4343);

function document(fields, ...rules) {
    let built;
    const schema = new zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .ZodMiniObject */ .uXj({
        type: 'object',
        get shape() {
            built ??= fields();
            return built;
        },
        catchall: zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .never */ .ZmZ(),
        checks: rules,
    });
    return schema;
}


/***/ }),

/***/ 3753:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ ModelRunRecord)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4343);
/* harmony import */ var _document_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9682);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3268);



const templatedDataset = () => zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
    dataset_template_id: (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .handle */ .p$)('Handle of the dataset template that the dataset follows.', 'DATASET_TEMPLATE'),
    dataset_id: (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .handle */ .p$)('Handle of the dataset.', 'DATASET'),
    dataset_type: zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz('DATA_STORE', 'expected DATA_STORE, the only kind of dataset there is')
        .check(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .meta */ .mIj({ description: 'Where the dataset lies.' })),
    resources: zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6((0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .textMap */ .sP)("Paths inside the dataset, by the template's deferred keys.")),
});
const seconds = (description, example) => zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .int */ .Whr('expected whole unix seconds').check(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .meta */ .mIj({ description, examples: [example] }));
const ModelRunRecord = (0,_document_js__WEBPACK_IMPORTED_MODULE_2__/* .document */ .A)(() => ({
    workflow_template_id: (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .handle */ .p$)('Handle of the model run workflow template.', 'MODEL_RUN_WORKFLOW_TEMPLATE'),
    model_version: zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6((0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq)('Version of the model that was run.', 'v1.2.0')),
    inputs: zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(templatedDataset()).check(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .meta */ .mIj({ description: 'Datasets that the run read.' })),
    outputs: zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(templatedDataset()).check(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .meta */ .mIj({ description: 'Datasets that the run wrote.' })),
    annotations: zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6((0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .textMap */ .sP)('Annotations that the workflow template asks for, and others: text by name.')),
    display_name: (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .filled */ .Bq)('Name of the run.', 'Reef model, 2024-05-01'),
    description: (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .filled */ .Bq)('What was run and why.', 'Nightly run of the reef model.'),
    study_id: zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6((0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .handle */ .p$)('Handle of the study that the run belongs to.', 'STUDY')),
    associations: zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .strictObject */ .rej({
        modeller_id: (0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .handle */ .p$)('Handle of the person who ran the model.', 'PERSON'),
        requesting_organisation_id: zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .nullish */ .cl6((0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .handle */ .p$)('Handle of the organisation that asked for the run.', 'ORGANISATION')),
    })
        .check(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .meta */ .mIj({ description: 'Who stands behind the run.' })),
    start_time: seconds('When the run began, in unix seconds.', 1714521600),
    end_time: seconds('When the run ended, in unix seconds.', 1714525200),
}), zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .refine */ .YPB(({ start_time, end_time }) => start_time <= end_time, {
    path: ['end_time'],
    error: 'must not lie before start_time',
}), zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .meta */ .mIj({
    title: 'Model run record',
    description: 'One run of a model: what it read, what it wrote, who ran it.',
}));


/***/ }),

/***/ 3268:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bq: () => (/* binding */ filled),
/* harmony export */   Hr: () => (/* binding */ uri),
/* harmony export */   Jt: () => (/* binding */ flag),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   p$: () => (/* binding */ handle),
/* harmony export */   p6: () => (/* binding */ date),
/* harmony export */   q3: () => (/* binding */ httpUrl),
/* harmony export */   sP: () => (/* binding */ textMap)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4343);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3759);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3102);

function text(description, example) {
    return zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().check(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .meta */ .mIj({ description, ...(example === undefined ? {} : { examples: [example] }) }));
}
function filled(description, example) {
    return text(description, example).check(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* ._minLength */ .m9(1, 'must not be empty. Leave the field out if there is nothing to say'));
}
function handle(description, kind) {
    return filled(description, '10378.1/1234567').check(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .meta */ .mIj({ handleOf: kind ?? 'ANY' }), zod_mini__WEBPACK_IMPORTED_MODULE_1__/* ._regex */ .Fk(BARE_HANDLE, 'expected the handle alone, such as 10378.1/1234567: no URL, no blanks around it'));
}
const BARE_HANDLE = /^(?!https?:)\S(?:.*\S)?$/i;
const HTTP_URL = /^\s*https?:\/\/[^\s/?#]+[^\s]*\s*$/i;
function httpUrl(description, example) {
    return text(description, example).check(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* ._regex */ .Fk(HTTP_URL, 'expected an http or https URL'), zod_mini__WEBPACK_IMPORTED_MODULE_1__/* ._maxLength */ .Eb(65_536, 'a URL has at most 65,536 characters'));
}
const URI = /^[a-z][a-z0-9+.-]*:(?:[a-z0-9._~:/?#[\]@!$&'()*+,;=-]|%[0-9a-f]{2})*$/i;
function uri(description, example) {
    return text(description, example).check(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* ._regex */ .Fk(URI, 'expected a URI with its scheme, percent-encoded'));
}
function date(description, example) {
    return zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .date */ .p6('expected a date that exists, as YYYY-MM-DD')
        .check(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .meta */ .mIj({ description, examples: [example] }));
}
function textMap(description) {
    return zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .record */ .g1P(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()).check(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .meta */ .mIj({ description, examples: [{ project: 'reef' }] }));
}
function flag(description, fallback) {
    return zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .boolean */ .zMY().check(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .meta */ .mIj({ description, default: fallback })));
}


/***/ })

};
