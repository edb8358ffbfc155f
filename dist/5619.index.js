export const id = 5619;
export const ids = [5619];
export const modules = {

/***/ 2624:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   run: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var _src_shared_action_creation_find_jobs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3778);
/* harmony import */ var _src_shared_action_wait_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6654);
/* harmony import */ var _src_shared_action_wait_verdict_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(487);
/* harmony import */ var _src_shared_spec_problem_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4742);




async function run(inputs, deps) {
    const given = [...new Set(inputs['session-id'])];
    const batches = [...new Set(inputs['batch-id'])];
    checkIds(given, batches, inputs['of-this-run']);
    const { provena, pages } = await deps.connect();
    const ofRun = inputs['of-this-run'] ? await sessionsOfRun(deps, provena) : [];
    const sessions = [...new Set([...given, ...ofRun])];
    if (sessions.length + batches.length === 0)
        throw new _src_shared_spec_problem_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(NOTHING);
    const report = await (0,_src_shared_action_wait_js__WEBPACK_IMPORTED_MODULE_0__/* .waitForJobs */ .pf)({
        sessions,
        batches,
        follow: inputs.follow,
        timeoutSeconds: inputs.timeout,
        maxFailures: inputs['max-failures'],
    }, provena, deps);
    deps.summary.add((0,_src_shared_action_wait_verdict_js__WEBPACK_IMPORTED_MODULE_1__/* .waitSummary */ ._)(report, pages));
    deps.output(onlyResult(report));
    (0,_src_shared_action_wait_verdict_js__WEBPACK_IMPORTED_MODULE_1__/* .judge */ .S)(report, inputs['fail-on']);
    return {};
}
const NOTHING = 'nothing to wait for: give input session-id or batch-id. Did the step that sets it run?';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
function checkIds(sessions, batches, ofThisRun) {
    if (sessions.length + batches.length === 0 && !ofThisRun)
        throw new _src_shared_spec_problem_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(NOTHING);
    const problems = sessions
        .filter((id) => !UUID.test(id))
        .map((id) => ({ message: `input session-id: ${JSON.stringify(id)} is not a session id (a UUID)` }));
    if (problems.length > 0)
        throw new _src_shared_spec_problem_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(problems);
}
async function sessionsOfRun({ ci, signal }, provena) {
    if (!ci)
        throw new _src_shared_spec_problem_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y('input of-this-run: this is no workflow run');
    return (0,_src_shared_action_creation_find_jobs_js__WEBPACK_IMPORTED_MODULE_3__/* .findSessionsOfRun */ .x)(ci.runUrl, provena, { signal });
}
function onlyResult({ jobs }) {
    const asked = jobs.filter((job) => job.asked);
    const result = asked.length === 1 ? asked[0]?.result : undefined;
    return result ? { result } : {};
}


/***/ }),

/***/ 3778:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ findJobs),
/* harmony export */   x: () => (/* binding */ findSessionsOfRun)
/* harmony export */ });
/* harmony import */ var _jobs_record_key_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9151);

const PAGE = 100;
const LONGEST_RUN_SECONDS = 35 * 86_400;
async function findJobs({ value, since }, { jobService }, call) {
    const found = [];
    for await (const job of jobService.forAll({ limit: PAGE }, call)) {
        if (job.created_timestamp < since)
            break;
        if ((0,_jobs_record_key_js__WEBPACK_IMPORTED_MODULE_0__/* .recordKeys */ .IH)(job).some((key) => key === value || key.startsWith(`${value}/`)))
            found.push(job);
    }
    return found;
}
async function findSessionsOfRun(runUrl, { jobService }, call) {
    const since = Date.now() / 1000 - LONGEST_RUN_SECONDS;
    const found = [];
    for await (const job of jobService.forAll({ limit: PAGE }, call)) {
        if (job.created_timestamp < since)
            break;
        if (!job.batch_id && (0,_jobs_record_key_js__WEBPACK_IMPORTED_MODULE_0__/* .recordAnnotations */ ._j)(job).some((annotations) => annotations['ci_run_url'] === runUrl))
            found.push(job.session_id);
    }
    return found;
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
