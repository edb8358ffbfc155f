export const id = 9361;
export const ids = [9361];
export const modules = {

/***/ 4026:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./.build/src/shared/action/data/words.js
var words = __webpack_require__(7856);
// EXTERNAL MODULE: ./.build/src/shared/action/markdown.js
var markdown = __webpack_require__(1579);
// EXTERNAL MODULE: ./.build/src/shared/client/http/retry.js
var retry = __webpack_require__(668);
// EXTERNAL MODULE: ./.build/src/shared/client/http/transport.js
var http_transport = __webpack_require__(5872);
// EXTERNAL MODULE: ./.build/src/shared/client/index.js + 87 modules
var client = __webpack_require__(5576);
// EXTERNAL MODULE: ./.build/src/shared/action/failure.js
var failure = __webpack_require__(4514);
;// CONCATENATED MODULE: ./.build/src/shared/action/report/fetch-link.js




const TIMEOUT_MS = 120_000;
const OPERATION = 'fetching the document';
async function fetchLink(url, { proxy, signal, log }) {
    const transport = (0,http_transport/* createTransport */.o)(proxy);
    const retries = (0,retry/* createRetries */.LZ)(client/* RETRY */.p6, ({ because }) => log.info(`${because.message}; trying again`));
    const { host } = new URL(url);
    try {
        return await retries.run({
            operation: OPERATION,
            safety: 'safe',
            signal,
            attempt: async () => {
                const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
                const answer = await transport
                    .send({ method: 'GET', url, headers: {} }, limit)
                    .catch((error) => {
                    signal.throwIfAborted();
                    throw unreachable(host, limit.aborted, error);
                });
                if (answer.status === 200)
                    return answer.bytes;
                throw fetch_link_closed(host, answer.status);
            },
        });
    }
    finally {
        await transport.close();
    }
}
function unreachable(host, isLate, error) {
    if (isLate)
        return new client/* TimedOutError */.On(`${OPERATION}: no answer from ${host} within ${TIMEOUT_MS} ms`);
    const code = error instanceof Error && 'code' in error ? ` (${error.code})` : '';
    return new client/* UnavailableError */.hG(`${OPERATION}: cannot reach ${host}${code}`, { transient: true });
}
function fetch_link_closed(host, status) {
    if (status >= 500 || status === 429)
        return new client/* UnavailableError */.hG(`${OPERATION}: ${host} failed (${status})`, { status, transient: true });
    return new failure/* OutcomeError */.R(`${OPERATION}: ${host} does not open the link (${status})`, {
        advice: 'Run the step again: it gets a new link.',
        topic: 'the-report-cannot-be-fetched',
    });
}

// EXTERNAL MODULE: ./.build/src/shared/spec/problem.js
var problem = __webpack_require__(4742);
// EXTERNAL MODULE: ./.build/src/shared/action/kind-field.js
var kind_field = __webpack_require__(2561);
;// CONCATENATED MODULE: ./.build/src/shared/action/report/subject.js


const REPORTED = ['MODEL_RUN', 'STUDY'];
async function reportSubject(id, { registry }, call) {
    const { item } = await registry.general.fetch(id, call);
    const { item_subtype, record_type, display_name } = item;
    const subtype = REPORTED.find((known) => known === item_subtype);
    if (!subtype)
        throw new problem/* UserError */.y(`input id: ${id} is a ${(0,kind_field/* kindWord */.d)(item_subtype)}; reports are made of a model-run or a study`);
    if (record_type === 'SEED_ITEM')
        throw new problem/* UserError */.y(`input id: ${id} is so far only a seed, with nothing in it to report on`);
    return { id, subtype, name: display_name ?? id };
}
const LONGEST_NAME = 100;
function fileNameOf(name, extension) {
    const plain = name
        .normalize('NFC')
        .replace(/[^\p{L}\p{M}\p{N}._ -]+/gu, ' ')
        .replace(/\s+/g, ' ')
        .replace(/^[. -]+/, '')
        .slice(0, LONGEST_NAME)
        .replace(/[. ]+$/, '');
    return `${plain || 'report'}.${extension}`;
}

// EXTERNAL MODULE: ./.build/src/shared/action/wait.js + 8 modules
var action_wait = __webpack_require__(6654);
// EXTERNAL MODULE: ./.build/src/shared/action/wait-verdict.js
var wait_verdict = __webpack_require__(487);
// EXTERNAL MODULE: ./.build/src/shared/action/write-file.js
var write_file = __webpack_require__(4326);
;// CONCATENATED MODULE: ./.build/actions/generate-report/run.js








async function run(inputs, deps) {
    const connection = await deps.connect();
    const call = { signal: deps.signal };
    const { id, subtype, name } = await reportSubject(inputs.id, connection.provena, call);
    const request = { id, item_subtype: subtype, depth: inputs.depth };
    const report = await connection.provena.prov.generateReport(request, call);
    const document = report.kind === 'document'
        ? report.bytes
        : await awaited(report.session_id, inputs.timeout, connection, deps);
    const target = inputs.path ?? fileNameOf(name, 'docx');
    const path = await (0,write_file/* writeFileWhole */.t)({ path: target, input: 'path', workspace: deps.workspace }, document);
    deps.log.info(`The report of ${name} (${id}) is in ${path}.`);
    deps.summary.add((0,markdown/* table */.tp)(['report of', 'file', 'size'], [[(0,markdown/* link */.nf)(name, connection.pages.item(id)), (0,markdown/* literal */.eu)(target), (0,words/* bytes */.ee)(document.length)]]));
    return { path, bytes: document.length };
}
async function awaited(session, timeoutSeconds, { provena, proxy }, deps) {
    deps.output({ 'session-id': session });
    const { log, signal } = deps;
    const wait = { sessions: [session], follow: false, timeoutSeconds };
    const report = await (0,action_wait/* waitForJobs */.pf)(wait, provena, { log, signal, output: () => { } });
    (0,wait_verdict/* judge */.S)(report, 'any');
    const url = report.jobs[0]?.result?.['report_url'];
    if (typeof url === 'string' && URL.canParse(url))
        return fetchLink(url, { proxy, signal, log });
    throw new client/* NotUnderstoodError */.v4(`the job ${session} has succeeded, and its result has no report_url`);
}


/***/ }),

/***/ 7856:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   WI: () => (/* binding */ tookLine),
/* harmony export */   ee: () => (/* binding */ bytes),
/* harmony export */   mG: () => (/* binding */ tallied),
/* harmony export */   oz: () => (/* binding */ progressLine)
/* harmony export */ });
const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
function bytes(count) {
    const power = Math.min(UNITS.length - 1, count < 1024 ? 0 : Math.floor(Math.log2(count) / 10));
    const value = count / 1024 ** power;
    return `${power === 0 ? value : value.toFixed(value < 10 ? 1 : 0)} ${UNITS[power]}`;
}
function tallied({ files, bytes: size }) {
    return `${files} ${files === 1 ? 'file' : 'files'} (${bytes(size)})`;
}
function progressLine({ doneFiles, totalFiles, doneBytes, totalBytes, bytesPerSecond, secondsLeft, }) {
    const left = secondsLeft === undefined ? '' : `, ${Math.ceil(secondsLeft)} s left`;
    return `${doneFiles} of ${totalFiles} files, ${bytes(doneBytes)} of ${bytes(totalBytes)}, ${bytes(bytesPerSecond)}/s${left}`;
}
function tookLine({ bytes: size, milliseconds, retries, slowest }) {
    const rate = bytes(size / Math.max(0.001, milliseconds / 1000));
    const slow = slowest[0] && slowest[0].milliseconds > 10_000
        ? `, slowest ${slowest[0].name} (${Math.round(slowest[0].milliseconds / 1000)} s)`
        : '';
    return `${bytes(size)} in ${(milliseconds / 1000).toFixed(1)} s (${rate}/s)${retries > 0 ? `, ${retries} requests repeated` : ''}${slow}`;
}


/***/ }),

/***/ 2561:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ kindWord),
/* harmony export */   f: () => (/* binding */ kind)
/* harmony export */ });
/* harmony import */ var _client_model_enums_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1261);
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3491);


const BASE_TYPES = new Set(['WORKFLOW_RUN', 'SOFTWARE', 'WORKFLOW_TEMPLATE']);
const KINDS = _client_model_enums_js__WEBPACK_IMPORTED_MODULE_1__/* .ITEM_SUBTYPES */ .Uj.filter((subtype) => !BASE_TYPES.has(subtype));
const kind = (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .parsed */ .Yz)(`one of ${KINDS.map(kindWord).join(', ')}`, (raw) => KINDS.find((subtype) => kindWord(subtype) === kindWord(raw)));
function kindWord(subtype) {
    return subtype.toLowerCase().replace(/[\s_-]+/g, '-');
}


/***/ }),

/***/ 4326:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ explainUnwritable),
/* harmony export */   t: () => (/* binding */ writeFileWhole)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4514);



async function writeFileWhole(file, content) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(file.workspace, file.path);
    const part = `${path}.part`;
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path), { recursive: true });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(part, content);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rename)(part, path);
        return path;
    }
    catch (error) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(part, { force: true }).catch(() => undefined);
        throw explainUnwritable(error, file);
    }
}
function explainUnwritable(error, { path, input }) {
    if (!(error instanceof Error && 'syscall' in error && 'code' in error))
        return error;
    const reason = REASONS[String(error.code)] ?? `the system says ${error.code}`;
    return new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .OutcomeError */ .R(`input ${input}: ${path} cannot be written: ${reason}`, {
        advice: 'Choose another path, or make room, and run the step again.',
        topic: 'a-file-cannot-be-written',
        cause: error,
    });
}
const REASONS = {
    EACCES: 'this user may not write there',
    EEXIST: 'a file has the name of one of its folders',
    EISDIR: 'a folder has its name',
    ENOSPC: 'the disk is full',
    ENOTDIR: 'a file has the name of one of its folders',
    EROFS: 'the disk is read-only',
};


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
