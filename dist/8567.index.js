export const id = 8567;
export const ids = [8567];
export const modules = {

/***/ 912:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  openConnection: () => (/* binding */ openConnection)
});

// EXTERNAL MODULE: ./.build/node_modules/@actions/core/lib/core.js + 9 modules
var core = __webpack_require__(5274);
// EXTERNAL MODULE: ./.build/src/shared/client/index.js + 87 modules
var shared_client = __webpack_require__(5576);
// EXTERNAL MODULE: ./.build/src/shared/spec/json.js
var json = __webpack_require__(7903);
// EXTERNAL MODULE: ./.build/src/shared/spec/problem.js
var problem = __webpack_require__(4742);
// EXTERNAL MODULE: ./.build/src/shared/spec/source.js
var spec_source = __webpack_require__(6696);
;// CONCATENATED MODULE: ./.build/src/shared/action/mask.js

function mask(value) {
    for (const line of value.split(/\r?\n/)) {
        if (line.trim().length < 4)
            continue;
        core/* setSecret */.Pq(line);
        const encoded = encodeURIComponent(line);
        if (encoded !== line)
            core/* setSecret */.Pq(encoded);
    }
}

;// CONCATENATED MODULE: ./.build/src/shared/action/web-pages.js
const HANDLE_PROXY = 'https://hdl.handle.net';
function webPages(domain, endpoints) {
    if (domain === undefined) {
        const local = (id) => `${endpoints.handle}/${id}`;
        return { handle: local, item: local, dataset: local };
    }
    return {
        handle: (id) => `${HANDLE_PROXY}/${id}`,
        item: (id) => `https://registry.${domain}/item/${id}`,
        dataset: (id) => `https://data.${domain}/dataset/${id}`,
    };
}

;// CONCATENATED MODULE: ./.build/src/shared/action/connection.js







async function openConnection(inputs, { log, userAgent }) {
    const endpoints = await readEndpoints(inputs.endpoints);
    const credentials = chooseCredentials(inputs);
    const proxy = (0,shared_client/* proxyFrom */.bg)(process.env);
    const provena = connection_open({
        domain: inputs.domain,
        realm: inputs.realm,
        endpoints,
        credentials,
        userAgent,
        proxy,
        onSecret: mask,
        onRetry: ({ operation, attempt, of, because, delayMs }) => log.info(`${operation}: attempt ${attempt} of ${of} in ${seconds(delayMs)} s, because ${firstLine(because.message)}`),
        onExchange: ({ operation, method, route, status, ms }) => log.debug(`${operation}: ${method} ${route}: ${status} in ${Math.round(ms)} ms`),
    });
    return { provena, pages: webPages(inputs.domain, provena.endpoints), proxy };
}
function connection_open(options) {
    try {
        return (0,shared_client/* connect */.Ng)(options);
    }
    catch (error) {
        if (!(error instanceof shared_client/* InvalidError */.aB))
            throw error;
        const problems = error.issues.map(({ path, message }) => ({
            message: `input ${path.join('.')}${variableOf(path[0])}: ${message}`,
        }));
        throw new problem/* UserError */.y(problems, { cause: error });
    }
}
function variableOf(input) {
    return typeof input === 'string' ? ` (or PROVENA_${input.toUpperCase()})` : '';
}
async function readEndpoints(text) {
    if (text === undefined)
        return undefined;
    const source = await (0,spec_source/* readSource */.o)({ name: 'input endpoints', text });
    const entries = (0,json/* isMapping */.pi)(source.value) ? Object.entries(source.value) : [];
    const wrong = entries.filter(([, url]) => typeof url !== 'string').map(([name]) => name);
    if (entries.length === 0 || wrong.length > 0) {
        throw new problem/* UserError */.y({
            message: 'expected a mapping from service to URL, for example `registry: https://…`',
            place: source.place(wrong),
        });
    }
    return Object.fromEntries(entries);
}
function chooseCredentials(inputs) {
    const { 'access-token': access, 'client-id': client, 'client-secret': clientSecret, 'offline-token': offline, } = inputs;
    if (access)
        return (0,shared_client/* accessToken */.aS)(access);
    if (client && clientSecret)
        return (0,shared_client/* clientCredentials */.a0)(client, clientSecret);
    if (offline)
        return (0,shared_client/* offlineToken */.F0)(offline, client);
    if (client && process.env['ACTIONS_ID_TOKEN_REQUEST_URL'])
        return (0,shared_client/* githubOidc */.n_)({ clientId: client, idToken: () => core/* getIDToken */.V9() });
    throw new problem/* UserError */.y('no credentials: set the input offline-token, or PROVENA_OFFLINE_TOKEN in the environment, from a secret. ' +
        'Pull requests from forks and runs of Dependabot are given no secrets: such runs can use the local Provena of start-sandbox.');
}
function seconds(ms) {
    return (ms / 1000).toFixed(1);
}
function firstLine(text) {
    return text.split('\n', 1)[0] ?? '';
}


/***/ }),

/***/ 1261:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MA: () => (/* binding */ JOB_TYPES),
/* harmony export */   Uf: () => (/* binding */ ITEM_ROLES),
/* harmony export */   Uj: () => (/* binding */ ITEM_SUBTYPES),
/* harmony export */   c4: () => (/* binding */ RECORD_TYPES),
/* harmony export */   cO: () => (/* binding */ RELEASE_ACTIONS),
/* harmony export */   dQ: () => (/* binding */ RELEASE_STATES),
/* harmony export */   jk: () => (/* binding */ ITEM_CATEGORIES),
/* harmony export */   k8: () => (/* binding */ JOB_SUBTYPES),
/* harmony export */   nE: () => (/* binding */ JOB_STATUSES),
/* harmony export */   vP: () => (/* binding */ RUN_STATES),
/* harmony export */   w0: () => (/* binding */ USAGE_TYPES)
/* harmony export */ });
/* unused harmony export IMPORT_MODES */
const ITEM_SUBTYPES = [
    'WORKFLOW_RUN',
    'MODEL_RUN',
    'STUDY',
    'CREATE',
    'VERSION',
    'PERSON',
    'ORGANISATION',
    'SOFTWARE',
    'MODEL',
    'WORKFLOW_TEMPLATE',
    'MODEL_RUN_WORKFLOW_TEMPLATE',
    'DATASET',
    'DATASET_TEMPLATE',
];
const ITEM_CATEGORIES = ['ACTIVITY', 'AGENT', 'ENTITY'];
const RECORD_TYPES = ['SEED_ITEM', 'COMPLETE_ITEM'];
const RELEASE_STATES = ['NOT_RELEASED', 'PENDING', 'RELEASED'];
const RELEASE_ACTIONS = ['REQUEST', 'APPROVE', 'REJECT'];
const USAGE_TYPES = ['PARAMETER_FILE', 'CONFIG_FILE', 'FORCING_DATA', 'GENERAL_DATA'];
const RUN_STATES = ['INCOMPLETE', 'COMPLETE', 'LODGED'];
const ITEM_ROLES = [
    'metadata-read',
    'metadata-write',
    'admin',
    'dataset-data-read',
    'dataset-data-write',
];
const JOB_STATUSES = ['PENDING', 'DEQUEUED', 'IN_PROGRESS', 'SUCCEEDED', 'FAILED'];
const JOB_TYPES = ['PROV_LODGE', 'REGISTRY', 'EMAIL', 'REPORT'];
const JOB_SUBTYPES = [
    'PROV_LODGE_WAKE_UP',
    'MODEL_RUN_PROV_LODGE',
    'MODEL_RUN_LODGE_ONLY',
    'MODEL_RUN_BATCH_SUBMIT',
    'LODGE_CREATE_ACTIVITY',
    'LODGE_VERSION_ACTIVITY',
    'MODEL_RUN_UPDATE',
    'MODEL_RUN_UPDATE_LODGE_ONLY',
    'REGISTRY_WAKE_UP',
    'REGISTER_CREATE_ACTIVITY',
    'REGISTER_VERSION_ACTIVITY',
    'EMAIL_WAKE_UP',
    'SEND_EMAIL',
    'GENERATE_REPORT',
];
const IMPORT_MODES = (/* unused pure expression or super */ null && ([
    'ADD_ONLY',
    'ADD_OR_OVERWRITE',
    'OVERWRITE_ONLY',
    'SYNC_ADD_OR_OVERWRITE',
    'SYNC_DELETION_ALLOWED',
]));


/***/ }),

/***/ 4790:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ SyntaxProblems)
/* harmony export */ });
class SyntaxProblems extends Error {
    name = 'SyntaxProblems';
    problems;
    constructor(problems) {
        super(problems.map((p) => p.message).join('\n'));
        this.problems = problems;
    }
}


/***/ }),

/***/ 6696:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ MAX_DOCUMENT_BYTES),
/* harmony export */   o: () => (/* binding */ readSource)
/* harmony export */ });
/* harmony import */ var _parsed_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4790);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4742);


const MAX_DOCUMENT_BYTES = 64 * 1024 * 1024;
async function readSource({ name, file, text: raw }) {
    const text = raw.replace(/^\uFEFF/, '');
    const at = (position) => ({
        source: name,
        ...(file === undefined ? {} : { file }),
        ...position,
    });
    const bytes = Buffer.byteLength(text);
    if (bytes > MAX_DOCUMENT_BYTES) {
        throw new _problem_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y({
            message: `the document has ${bytes} bytes, at most ${MAX_DOCUMENT_BYTES} are read: split it`,
            place: at(),
        });
    }
    const parsed = await parse(text, name.endsWith('.json') || isJson(text), at);
    if (parsed.value === null || parsed.value === undefined)
        throw new _problem_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y({ message: 'the document is empty', place: at() });
    return { value: parsed.value, place: (path, part = 'value') => at(parsed.locate(path, part)) };
}
async function parse(text, json, at) {
    try {
        if (json)
            return (await Promise.all(/* import() */[__webpack_require__.e(9547), __webpack_require__.e(6743)]).then(__webpack_require__.bind(__webpack_require__, 6743))).parseJson(text);
        return (await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(8484)]).then(__webpack_require__.bind(__webpack_require__, 8484))).parseYaml(text);
    }
    catch (error) {
        if (error instanceof _parsed_text_js__WEBPACK_IMPORTED_MODULE_0__/* .SyntaxProblems */ .a) {
            throw new _problem_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y(error.problems.map((p) => ({ message: p.message, place: at(p.position) })), { cause: error });
        }
        if (error instanceof RangeError) {
            throw new _problem_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y({ message: 'the document is nested too deeply to be read', place: at() }, { cause: error });
        }
        throw error;
    }
}
function isJson(text) {
    if (!/^\s*[[{]/.test(text))
        return false;
    try {
        JSON.parse(text);
        return true;
    }
    catch {
        return false;
    }
}


/***/ }),

/***/ 3102:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p6: () => (/* binding */ date)
/* harmony export */ });
/* unused harmony exports ZodMiniISODateTime, datetime, ZodMiniISODate, ZodMiniISOTime, time, ZodMiniISODuration, duration */
/* harmony import */ var _core_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8532);
/* harmony import */ var _core_index_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1041);
/* harmony import */ var _core_index_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3759);
/* harmony import */ var _schemas_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4343);


const ZodMiniISODateTime = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniISODateTime", (inst, def) => {
    core.$ZodISODateTime.init(inst, def);
    schemas.ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function datetime(params) {
    return core._isoDateTime(ZodMiniISODateTime, params);
}
const ZodMiniISODate = /*@__PURE__*/ _core_index_js__WEBPACK_IMPORTED_MODULE_0__/* .$constructor */ .xI("ZodMiniISODate", (inst, def) => {
    _core_index_js__WEBPACK_IMPORTED_MODULE_1__/* .$ZodISODate */ .v1.init(inst, def);
    _schemas_js__WEBPACK_IMPORTED_MODULE_2__/* .ZodMiniStringFormat */ .zUr.init(inst, def);
});
// @__NO_SIDE_EFFECTS__
function date(params) {
    return _core_index_js__WEBPACK_IMPORTED_MODULE_3__/* ._isoDate */ .db(ZodMiniISODate, params);
}
const ZodMiniISOTime = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniISOTime", (inst, def) => {
    core.$ZodISOTime.init(inst, def);
    schemas.ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function time(params) {
    return core._isoTime(ZodMiniISOTime, params);
}
const ZodMiniISODuration = /*@__PURE__*/ (/* unused pure expression or super */ null && (core.$constructor("ZodMiniISODuration", (inst, def) => {
    core.$ZodISODuration.init(inst, def);
    schemas.ZodMiniStringFormat.init(inst, def);
})));
// @__NO_SIDE_EFFECTS__
function duration(params) {
    return core._isoDuration(ZodMiniISODuration, params);
}


/***/ })

};
