export const id = 5110;
export const ids = [5110];
export const modules = {

/***/ 5591:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   run: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var _src_shared_action_ci_run_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(4690);
/* harmony import */ var _src_shared_action_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4514);
/* harmony import */ var _src_shared_action_items_change_item_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2231);
/* harmony import */ var _src_shared_action_items_item_writer_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3906);
/* harmony import */ var _src_shared_action_items_plan_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3736);
/* harmony import */ var _src_shared_action_items_plan_words_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8020);
/* harmony import */ var _src_shared_action_items_stored_item_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4366);
/* harmony import */ var _src_shared_action_items_version_chain_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9327);
/* harmony import */ var _src_shared_spec_items_difference_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1279);
/* harmony import */ var _src_shared_spec_problem_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(4742);










async function run(inputs, deps) {
    const updates = await (0,_src_shared_action_items_change_item_js__WEBPACK_IMPORTED_MODULE_1__/* .readUpdates */ .V)(inputs, deps.workspace);
    if (!updates)
        throw new _src_shared_spec_problem_js__WEBPACK_IMPORTED_MODULE_8__/* .UserError */ .y('no updates: give input updates, input updates-file, or both');
    const { provena, pages } = await deps.connect();
    const call = { signal: deps.signal };
    const item = inputs.latest
        ? (0,_src_shared_action_items_version_chain_js__WEBPACK_IMPORTED_MODULE_6__/* .latestOf */ .T)(await (0,_src_shared_action_items_version_chain_js__WEBPACK_IMPORTED_MODULE_6__/* .versionChain */ .k)(inputs.id, provena, call))
        : await (0,_src_shared_action_items_stored_item_js__WEBPACK_IMPORTED_MODULE_5__/* .fetchStored */ .oh)(inputs.id, provena, call);
    expectVersion(item, inputs['expect-version']);
    const { value, changes } = await (0,_src_shared_action_items_change_item_js__WEBPACK_IMPORTED_MODULE_1__/* .changeItem */ .i)(item, updates, provena, call);
    deps.output({ id: item.id, changes: (0,_src_shared_action_items_plan_words_js__WEBPACK_IMPORTED_MODULE_4__/* .changesOutput */ .b4)(changes), updated: false, version: item.historyId });
    for (const change of changes)
        deps.log.info((0,_src_shared_spec_items_difference_js__WEBPACK_IMPORTED_MODULE_7__/* .describeChange */ .u)(change));
    deps.summary.add((0,_src_shared_action_items_plan_words_js__WEBPACK_IMPORTED_MODULE_4__/* .changesSummary */ .a7)(item, changes, pages, inputs.plan ? 'would change' : 'changed'));
    if (changes.length === 0 || inputs.plan) {
        deps.log.info(changes.length === 0 ? 'Nothing changes; nothing was sent.' : 'This is a plan; nothing was sent.');
        return {};
    }
    const facts = inputs['link-run'] && deps.ci ? (0,_src_shared_action_ci_run_js__WEBPACK_IMPORTED_MODULE_9__/* .runMetadata */ .V)(deps.ci) : {};
    await (0,_src_shared_action_items_item_writer_js__WEBPACK_IMPORTED_MODULE_2__/* .itemWriter */ .r)(item.kind, provena).update(item.id, (0,_src_shared_action_items_plan_js__WEBPACK_IMPORTED_MODULE_3__/* .withFacts */ .Qj)(value, item.kind.metadataPath, facts), inputs.reason, call);
    deps.output({ updated: true });
    const after = await (0,_src_shared_action_items_stored_item_js__WEBPACK_IMPORTED_MODULE_5__/* .fetchStored */ .oh)(item.id, provena, call);
    deps.log.notice(`Updated ${item.id}: ${pages.item(item.id)}`);
    if (after.historyId > item.historyId + 1) {
        deps.log.warning(`Somebody else changed ${item.id} at the same moment: its history has ${after.historyId - item.historyId} new entries. Look whether their change is still there.`);
    }
    return { version: after.historyId };
}
function expectVersion({ id, historyId }, expected) {
    if (expected === undefined || expected === historyId)
        return;
    throw new _src_shared_action_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .OutcomeError */ .R(`${id} has changed: its latest history entry is ${historyId}, not ${expected}`, {
        advice: 'Look at what changed, and run the step again with the number above. Nothing was sent.',
        topic: 'the-item-has-changed',
    });
}


/***/ }),

/***/ 4514:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ describeFailure),
/* harmony export */   R: () => (/* binding */ OutcomeError)
/* harmony export */ });
/* harmony import */ var _client_http_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9795);
/* harmony import */ var _spec_problem_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4742);
/* harmony import */ var _cancellation_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4961);



class OutcomeError extends Error {
    name = 'OutcomeError';
    advice;
    topic;
    constructor(message, options) {
        super(message, { cause: options.cause });
        this.advice = options.advice;
        this.topic = options.topic;
    }
}
function describeFailure(error) {
    if (error instanceof _spec_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y)
        return userFailure(error);
    if (error instanceof OutcomeError) {
        return { message: error.message, advice: error.advice, topic: error.topic, problems: [] };
    }
    if (error instanceof _cancellation_js__WEBPACK_IMPORTED_MODULE_2__/* .Cancelled */ .c || error instanceof _client_http_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ProvenaError */ .YK)
        return knownFailure(error);
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return {
        message: `${message} (this is a bug in the action)`,
        advice: 'Please report it with the log of a run that has debug logging enabled.',
        topic: 'a-bug-in-the-action',
        problems: [],
    };
}
function userFailure({ problems, message }) {
    const one = problems.length === 1;
    return {
        message: one ? message : `${problems.length} problems have to be corrected:\n${message}`,
        advice: 'Correct what is named above and run the step again; nothing was sent.',
        topic: 'what-you-wrote',
        problems: problems.filter((problem) => problem.place?.file !== undefined || !one),
    };
}
function knownFailure(error) {
    const topic = error instanceof _cancellation_js__WEBPACK_IMPORTED_MODULE_2__/* .Cancelled */ .c ? 'aborted' : error.family;
    const { advice, section } = ADVICE[topic];
    const said = error instanceof _client_http_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ProvenaError */ .YK && error.family === 'unavailable' && error.detail !== undefined;
    return { message: error.message, advice: said ? BROKEN_ON_THE_WAY : advice, topic: section, problems: [] };
}
const BROKEN_ON_THE_WAY = 'The sentence above is the server’s own. If it names nothing that you can change, run the step again later.';
const ADVICE = {
    auth: {
        advice: 'Check the secret that holds the token: it may be revoked, of another realm, or not given to this run (pull requests from forks and Dependabot get no secrets).',
        section: 'the-token-is-not-accepted',
    },
    forbidden: {
        advice: 'Ask the owner of the item, or an administrator of the instance, for the access that is named above.',
        section: 'the-token-does-not-allow-this',
    },
    refused: {
        advice: 'The sentence above is the server’s own; correct what it names.',
        section: 'the-server-refused',
    },
    invalid: { advice: 'Correct the fields named above.', section: 'the-server-found-the-form-wrong' },
    notFound: { advice: 'Check the id, and that it is of this instance.', section: 'not-found' },
    unavailable: {
        advice: 'Run the step again later. If it lasts, check the address above and the proxy settings.',
        section: 'the-server-could-not-be-reached',
    },
    timedOut: { advice: 'Run the step again later; the server may be busy.', section: 'no-answer-in-time' },
    aborted: {
        advice: 'What was made so far is in the outputs and the summary; run the job again to go on.',
        section: 'the-step-was-cancelled',
    },
    notUnderstood: {
        advice: 'Is the address above really a Provena service? If it is, please report this answer.',
        section: 'the-answer-was-not-understood',
    },
};


/***/ }),

/***/ 2231:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ readUpdates),
/* harmony export */   i: () => (/* binding */ changeItem)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(3945);
/* harmony import */ var _spec_issues_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1693);
/* harmony import */ var _spec_items_difference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1279);
/* harmony import */ var _spec_json_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7903);
/* harmony import */ var _spec_load_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4265);
/* harmony import */ var _spec_me_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7683);
/* harmony import */ var _spec_merge_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9785);
/* harmony import */ var _spec_problem_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4742);
/* harmony import */ var _stored_item_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4366);









async function readUpdates(inputs, workspace) {
    const source = await (0,_spec_load_js__WEBPACK_IMPORTED_MODULE_2__/* .loadDocument */ .Az)({
        inline: { input: 'updates', text: inputs.updates },
        file: { input: 'updates-file', path: inputs['updates-file'] },
        workspace,
    });
    if (!source || (0,_spec_json_js__WEBPACK_IMPORTED_MODULE_6__/* .isMapping */ .pi)(source.value))
        return source;
    throw new _spec_problem_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .y({ message: 'expected a mapping of the fields that change', place: source.place([]) });
}
async function changeItem(item, updates, provena, call) {
    if (!updates)
        return { value: item.value, changes: [] };
    const { schema } = item.kind;
    const merged = (0,_spec_merge_js__WEBPACK_IMPORTED_MODULE_7__/* .mergePatch */ .b)(item.value, updates.value);
    const result = zod_mini__WEBPACK_IMPORTED_MODULE_8__/* .safeParse */ .xL(schema, merged);
    if (!result.success) {
        throw new _spec_problem_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .y((0,_spec_issues_js__WEBPACK_IMPORTED_MODULE_0__/* .complaints */ .Z)(schema, result.error, merged).map(({ path, message, aboutKey }) => ({
            message,
            path: (0,_spec_issues_js__WEBPACK_IMPORTED_MODULE_0__/* .pathName */ .D)(path),
            place: updates.place(path, aboutKey ? 'key' : 'value'),
        })));
    }
    const [value = merged] = await (0,_spec_me_js__WEBPACK_IMPORTED_MODULE_3__/* .resolveMe */ .J)([merged], schema, provena, call);
    return { value, changes: (0,_spec_items_difference_js__WEBPACK_IMPORTED_MODULE_1__/* .differences */ .t)(schema, item.value, value, (path) => (0,_stored_item_js__WEBPACK_IMPORTED_MODULE_5__/* .isOurFact */ .N7)(item.kind, path)) };
}


/***/ }),

/***/ 8020:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EI: () => (/* binding */ changesTable),
/* harmony export */   a7: () => (/* binding */ changesSummary),
/* harmony export */   b4: () => (/* binding */ changesOutput),
/* harmony export */   df: () => (/* binding */ describePlan),
/* harmony export */   pp: () => (/* binding */ planOutput)
/* harmony export */ });
/* harmony import */ var _spec_items_difference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1279);
/* harmony import */ var _spec_json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7903);
/* harmony import */ var _spec_wording_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7001);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1579);




const VERB = { create: 'create', update: 'update', keep: 'unchanged' };
function describePlan({ document, action, found, changes }) {
    const differs = action === 'keep' && changes.length > 0;
    const what = differs ? 'reuse as it is, though it differs' : VERB[action];
    const head = `${what}: ${document.name} (${document.kind.name}${found ? `, ${found.item.id}, found by its ${found.by}` : ''})`;
    return [head, ...changes.map((change) => `    ${(0,_spec_items_difference_js__WEBPACK_IMPORTED_MODULE_0__/* .describeChange */ .u)(change)}`)];
}
function planOutput(planned, ids) {
    return planned.map(({ document, action, found, changes }) => ({
        document: document.name,
        kind: document.kind.name,
        action,
        id: found?.item.id ?? ids.get(document.name),
        changes: changesOutput(changes),
    }));
}
function changesTable(planned, ids, pages) {
    const rows = planned.map(({ document, action, found, changes }) => {
        const id = found?.item.id ?? ids.get(document.name);
        return [
            (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .eu)(document.name),
            (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .eu)(document.kind.name),
            VERB[action],
            id ? (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .link */ .nf)(id, pages.item(id)) : '',
            (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .eu)(changes.map(_spec_items_difference_js__WEBPACK_IMPORTED_MODULE_0__/* .describeChange */ .u).join('; ')),
        ];
    });
    return (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .table */ .tp)(['document', 'kind', 'what', 'item', 'changes'], rows);
}
function changesOutput(changes) {
    return changes.map(({ path, before, after }) => ({ field: (0,_spec_json_js__WEBPACK_IMPORTED_MODULE_3__/* .formatPath */ .jV)(path), before, after }));
}
function changesSummary(item, changes, pages, verb) {
    const head = (0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .link */ .nf)(item.name, pages.item(item.id));
    if (changes.length === 0)
        return `${head}: nothing ${verb === 'changed' ? 'changes' : verb}.`;
    const rows = changes.map(({ path, before, after }) => [(0,_spec_json_js__WEBPACK_IMPORTED_MODULE_3__/* .formatPath */ .jV)(path), (0,_spec_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .show */ .WU)(before ?? null), (0,_spec_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .show */ .WU)(after ?? null)].map(_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .eu));
    return `${head}: ${changes.length} ${changes.length === 1 ? 'field' : 'fields'} ${verb}.\n\n${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_2__/* .table */ .tp)(['field', 'before', 'after'], rows)}`;
}


/***/ }),

/***/ 9327:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ latestOf),
/* harmony export */   k: () => (/* binding */ versionChain)
/* harmony export */ });
/* harmony import */ var _spec_problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4742);
/* harmony import */ var _stored_item_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4366);


async function versionChain(id, provena, call) {
    const chain = [await (0,_stored_item_js__WEBPACK_IMPORTED_MODULE_1__/* .fetchStored */ .oh)(id, provena, call)];
    const seen = new Set([id]);
    for (let next = chain[0].version?.next; next !== undefined; next = chain.at(-1)?.version?.next) {
        if (seen.has(next))
            throw new _spec_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`the versions of ${id} run in a circle at ${next}`);
        seen.add(next);
        chain.push(await (0,_stored_item_js__WEBPACK_IMPORTED_MODULE_1__/* .fetchStored */ .oh)(next, provena, call));
    }
    return chain;
}
function latestOf([first, ...later]) {
    return later.at(-1) ?? first;
}


/***/ }),

/***/ 1579:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   eu: () => (/* binding */ literal),
/* harmony export */   nf: () => (/* binding */ link),
/* harmony export */   tp: () => (/* binding */ table)
/* harmony export */ });
function literal(text) {
    return text
        .replace(/[\r\n\t\u2028\u2029]+/g, ' ')
        .replace(/\p{Cc}/gu, '')
        .replace(/[&<>\\`*_[\]|~@#]|^\s*[-+=]|:(?=\/\/)/g, (found) => [...found].map((character) => `&#${character.codePointAt(0)};`).join(''));
}
function link(label, address) {
    const url = address === undefined ? null : URL.parse(address);
    if (!url || !/^https?:$/.test(url.protocol))
        return literal(label);
    return `[${literal(label)}](<${url.href.replaceAll('<', '%3C').replaceAll('>', '%3E')}>)`;
}
function table(head, rows) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
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

/***/ 9151:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IH: () => (/* binding */ recordKeys),
/* harmony export */   Nt: () => (/* binding */ KEY_FIELD),
/* harmony export */   Sy: () => (/* binding */ keyOfRecord),
/* harmony export */   _j: () => (/* binding */ recordAnnotations)
/* harmony export */ });
const KEY_FIELD = 'idempotency_key';
function keyOfRecord(key, index) {
    return `${key}/${index + 1}`;
}
function recordKeys(job) {
    return recordAnnotations(job).flatMap((annotations) => {
        const key = annotations[KEY_FIELD];
        return typeof key === 'string' ? [key] : [];
    });
}
function recordAnnotations({ payload }) {
    const records = Array.isArray(payload?.['records']) ? payload['records'] : [payload?.['record']];
    return records.flatMap((record) => {
        const annotations = isMapping(record) ? record['annotations'] : undefined;
        return isMapping(annotations) ? [annotations] : [];
    });
}
function isMapping(value) {
    return typeof value === 'object' && value !== null;
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
