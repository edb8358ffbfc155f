export const id = 6175;
export const ids = [6175];
export const modules = {

/***/ 6175:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./.build/src/shared/action/ci-run.js
var ci_run = __webpack_require__(4690);
// EXTERNAL MODULE: ./.build/src/shared/action/creation/key.js
var key = __webpack_require__(6724);
// EXTERNAL MODULE: ./.build/src/shared/action/data/find-files.js
var find_files = __webpack_require__(7912);
// EXTERNAL MODULE: ./.build/src/shared/jobs/record-key.js
var record_key = __webpack_require__(9151);
// EXTERNAL MODULE: ./.build/src/shared/action/creation/find-jobs.js
var find_jobs = __webpack_require__(3778);
// EXTERNAL MODULE: ./.build/src/shared/action/creation/once.js
var once = __webpack_require__(5631);
;// CONCATENATED MODULE: ./.build/src/shared/action/registration/coverage.js

function coverageOf(jobs) {
    const oldestFirst = jobs.toSorted((a, b) => a.created_timestamp - b.created_timestamp);
    const single = oldestFirst.filter((job) => job.payload['record'] !== undefined);
    const submits = oldestFirst.filter((job) => job.payload['records'] !== undefined && job.status !== 'FAILED');
    const alive = Map.groupBy(single.filter((job) => job.status !== 'FAILED'), (job) => (0,record_key/* recordKeys */.IH)(job)[0] ?? '');
    const failed = new Set(single.filter((job) => job.status === 'FAILED').flatMap(record_key/* recordKeys */.IH));
    const promised = new Set(submits.flatMap((job) => (0,record_key/* recordKeys */.IH)(job).filter((key) => !alive.has(key) && !failed.has(key))));
    const open = submits.filter((job) => (0,record_key/* recordKeys */.IH)(job).some((key) => promised.has(key)));
    return {
        covered: new Set([...alive.keys(), ...promised]),
        sessions: [...open, ...[...alive.values()].flatMap((group) => group.slice(0, 1))].map((job) => job.session_id),
        repeated: new Map([...alive]
            .filter(([, group]) => group.length > 1)
            .map(([key, group]) => [key, group.map((job) => job.session_id)])),
    };
}

;// CONCATENATED MODULE: ./.build/src/shared/action/registration/split.js
const BATCH_BYTES = 200 * 1024;
const BATCH_RECORDS = 500;
function splitRecords(records, limits = {
    bytes: BATCH_BYTES,
    records: BATCH_RECORDS,
}) {
    const batches = [];
    let bytes = 0;
    for (const record of records) {
        const size = Buffer.byteLength(JSON.stringify(record)) + 1;
        const batch = batches.at(-1);
        if (!batch || batch.length >= limits.records || bytes + size > limits.bytes) {
            batches.push([record]);
            bytes = size;
        }
        else {
            batch.push(record);
            bytes += size;
        }
    }
    return batches;
}

;// CONCATENATED MODULE: ./.build/src/shared/action/registration/register-runs.js





const AT_ONCE = 4;
async function registerOne(record, options) {
    const { provena, key, log, signal, onSession } = options;
    const { made, reused } = await (0,once/* createOnce */.U)({
        key,
        log,
        signal,
        id: (session) => session,
        find: async (call) => traces((await (0,find_jobs/* findJobs */.k)(key, provena, call)).filter(isRun)),
        create: async (recover) => {
            const found = async (call) => accepted(await recover(call));
            const call = { signal, recover: found };
            return (await provena.prov.registerModelRun(withKey(record, key.value), call)).session_id;
        },
    });
    onSession(made);
    return { sessions: [made], sent: reused ? 0 : 1, reused: reused ? 1 : 0 };
}
async function registerBatch(records, options) {
    const { provena, key, log, signal, onSession } = options;
    const earlier = coverageOf(key.lookFirst ? await (0,find_jobs/* findJobs */.k)(key, provena, { signal }) : []);
    const keyed = records.map((record, i) => withKey(record, (0,record_key/* keyOfRecord */.Sy)(key.value, i)));
    const missing = keyed.filter((record) => !earlier.covered.has(record.annotations?.[record_key/* KEY_FIELD */.Nt] ?? ''));
    if (earlier.covered.size > 0)
        log.info(`${records.length - missing.length} of ${records.length} records were sent by an earlier attempt; ${missing.length} are sent now.`);
    for (const [record, sessions] of earlier.repeated)
        log.warning(`Record ${record} was registered more than once: ${sessions.join(', ')}. The first is used.`);
    const sessions = [...earlier.sessions];
    for (const session of sessions)
        onSession(session);
    const batches = splitRecords(missing).values();
    const worker = async () => {
        for (const batch of batches) {
            const session = await register_runs_submit(batch, options);
            sessions.push(session);
            onSession(session);
        }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return { sessions, sent: missing.length, reused: records.length - missing.length };
}
async function register_runs_submit(batch, { provena, key, log, signal }) {
    const own = new Set(batch.map((record) => record.annotations?.[record_key/* KEY_FIELD */.Nt]));
    const submitsThis = (job) => job.payload['records'] !== undefined &&
        job.status !== 'FAILED' &&
        (0,record_key/* recordKeys */.IH)(job).some((k) => own.has(k));
    const { made } = await (0,once/* createOnce */.U)({
        key: { ...key, lookFirst: false },
        log,
        signal,
        id: (session) => session,
        find: async (call) => traces((await (0,find_jobs/* findJobs */.k)(key, provena, call)).filter(submitsThis)),
        create: async (recover) => {
            const found = async (call) => accepted(await recover(call));
            return (await provena.prov.registerBatchModelRuns(batch, { signal, recover: found })).session_id;
        },
    });
    return made;
}
function isRun(job) {
    return job.payload['record'] !== undefined && job.status !== 'FAILED';
}
function traces(jobs) {
    return jobs.map((job) => ({ id: job.session_id, made: job.session_id, createdAt: job.created_timestamp }));
}
function accepted(session) {
    return session === undefined ? undefined : { status: { success: true, details: '' }, session_id: session };
}
function withKey(record, key) {
    return { ...record, annotations: { ...record.annotations, [record_key/* KEY_FIELD */.Nt]: key } };
}

// EXTERNAL MODULE: ./.build/src/shared/action/wait.js + 8 modules
var wait = __webpack_require__(6654);
// EXTERNAL MODULE: ./.build/src/shared/action/wait-verdict.js
var wait_verdict = __webpack_require__(487);
// EXTERNAL MODULE: ./.build/src/shared/client/index.js + 87 modules
var client = __webpack_require__(5576);
// EXTERNAL MODULE: ./.build/src/shared/spec/me.js
var me = __webpack_require__(7683);
// EXTERNAL MODULE: ./.build/src/shared/spec/model-runs/check-records.js + 2 modules
var check_records = __webpack_require__(5000);
// EXTERNAL MODULE: ./.build/src/shared/spec/model-runs/check-templates.js + 2 modules
var check_templates = __webpack_require__(8309);
// EXTERNAL MODULE: ./node_modules/csv-parse/lib/sync.js + 9 modules
var sync = __webpack_require__(5175);
// EXTERNAL MODULE: ./.build/src/shared/spec/problem.js
var spec_problem = __webpack_require__(4742);
;// CONCATENATED MODULE: ./.build/src/shared/spec/model-runs/csv.js



const MOST_REQUESTS = 100;
async function convertCsv({ name, file, text }, { prov }, call, warn) {
    const at = (line) => ({ source: name, ...(file === undefined ? {} : { file }), line });
    const { header, rows } = readRows(text, at);
    const records = [];
    const problems = [];
    let requests = 0;
    const convert = async (part) => {
        requests++;
        try {
            const converted = await prov.convertModelRuns([header, ...part.map((row) => row.raw)].join(''), call);
            records.push(...asRecords(converted, part, at));
            if (requests === 1)
                for (const warning of converted.warnings ?? [])
                    warn(warning);
        }
        catch (error) {
            if (!(error instanceof client/* RefusedError */.fk || error instanceof client/* InvalidError */.aB))
                throw error;
            const [only, ...others] = part;
            if (!only || others.length === 0 || requests >= MOST_REQUESTS) {
                problems.push({ message: error.detail ?? error.message, place: at(only?.line ?? 1) });
                return;
            }
            const middle = Math.ceil(part.length / 2);
            await convert(part.slice(0, middle));
            await convert(part.slice(middle));
        }
    };
    await convert(rows);
    if (problems.length > 0)
        throw new spec_problem/* UserError */.y(problems);
    return records;
}
function readRows(text, at) {
    const parsed = parseTable(text, at);
    const [header, ...rows] = parsed;
    if (!header || rows.length === 0)
        throw new spec_problem/* UserError */.y({ message: 'the table has no rows', place: at(1) });
    const jobColumn = header.record.findIndex((cell) => cell.trim() === '_job_id');
    return {
        header: withLineEnd(header.raw),
        rows: rows.map(({ raw, record, info }) => ({
            raw: withLineEnd(raw),
            line: info.lines - raw.trimEnd().split(/\r\n|[\r\n]/).length + 1,
            isRegistered: (record[jobColumn] ?? '').trim() !== '',
        })),
    };
}
function parseTable(text, at) {
    try {
        return (0,sync/* parse */.qg)(text, {
            bom: true,
            info: true,
            raw: true,
            relax_column_count: true,
            skip_empty_lines: true,
        });
    }
    catch (cause) {
        const { message, lines = 1 } = cause;
        throw new spec_problem/* UserError */.y({ message: `not a table of comma-separated values: ${message}`, place: at(lines) }, { cause });
    }
}
function withLineEnd(raw) {
    return `${raw.replace(/[\r\n]+$/, '')}\r\n`;
}
function asRecords({ new_records: found = [] }, part, at) {
    const fresh = part.filter((row) => !row.isRegistered);
    return found.map((record, i) => ({
        value: record,
        at: [],
        place: () => at(fresh[i]?.line ?? 1),
    }));
}

// EXTERNAL MODULE: ./.build/src/shared/spec/load.js
var load = __webpack_require__(4265);
// EXTERNAL MODULE: ./.build/src/shared/spec/source.js
var source = __webpack_require__(6696);
// EXTERNAL MODULE: ./.build/src/shared/spec/parsed-text.js
var parsed_text = __webpack_require__(4790);
;// CONCATENATED MODULE: ./.build/src/shared/spec/model-runs/json-lines.js


async function readJsonLines({ name, file, text }) {
    const { parseJson } = await Promise.all(/* import() */[__webpack_require__.e(9547), __webpack_require__.e(6743)]).then(__webpack_require__.bind(__webpack_require__, 6743));
    const problems = [];
    const records = [];
    for (const [i, line] of text
        .replace(/^\uFEFF/, '')
        .split(/\r?\n/)
        .entries()) {
        if (line.trim() === '')
            continue;
        const at = (column) => ({
            source: name,
            ...(file === undefined ? {} : { file }),
            line: i + 1,
            column,
        });
        try {
            const parsed = parseJson(line);
            records.push({
                value: parsed.value,
                at: [],
                place: (path, part = 'value') => at(parsed.locate(path, part).column),
            });
        }
        catch (error) {
            if (!(error instanceof parsed_text/* SyntaxProblems */.a))
                throw error;
            problems.push(...error.problems.map((p) => ({ message: p.message, place: at(p.position.column) })));
        }
    }
    if (problems.length > 0)
        throw new spec_problem/* UserError */.y(problems);
    return records;
}

// EXTERNAL MODULE: ./.build/src/shared/spec/model-runs/record-source.js
var record_source = __webpack_require__(369);
;// CONCATENATED MODULE: ./.build/src/shared/spec/model-runs/read-records.js





async function readRecords({ inline, files, workspace, convertCsv, }) {
    const fromFiles = [];
    for (const path of files.paths) {
        const text = { ...(0,load/* nameFile */.iC)(path, workspace), text: await (0,load/* readText */.yR)(path, workspace, files.input) };
        fromFiles.push(await readFile(text, convertCsv));
    }
    const stored = {
        records: fromFiles.flatMap(({ records }) => records),
        isBatch: fromFiles.length > 1 || fromFiles.some(({ isBatch }) => isBatch),
    };
    const written = inline.text?.trim()
        ? asWritten(await (0,source/* readSource */.o)({ name: `input ${inline.input}`, text: inline.text }))
        : undefined;
    if (!written && files.paths.length === 0) {
        throw new spec_problem/* UserError */.y(`no model run: give input ${inline.input}, input ${files.input}, or both`);
    }
    const all = written && files.paths.length > 0
        ? mergeAll(stored, written, inline.input, files.input)
        : (written ?? stored);
    if (all.records.length === 0)
        throw new spec_problem/* UserError */.y('the list of model runs is empty');
    return all;
}
async function readFile(text, convertCsv) {
    if (/\.(jsonl|ndjson)$/i.test(text.name))
        return { records: await readJsonLines(text), isBatch: true };
    if (/\.csv$/i.test(text.name))
        return { records: await convertCsv(text), isBatch: true };
    return asWritten(await (0,source/* readSource */.o)(text));
}
function asWritten(source) {
    return { records: (0,record_source/* recordsOf */.M)(source), isBatch: Array.isArray(source.value) };
}
function mergeAll(stored, written, inlineInput, fileInput) {
    const [base] = stored.records;
    const [patch] = written.records;
    if (!written.isBatch && patch) {
        return {
            records: stored.records.map((record) => (0,record_source/* merged */.Z)(record, patch, record.at)),
            isBatch: stored.isBatch,
        };
    }
    if (!stored.isBatch && base) {
        return { records: written.records.map((record) => (0,record_source/* merged */.Z)(base, record, record.at)), isBatch: true };
    }
    throw new spec_problem/* UserError */.y(`input ${inlineInput} and input ${fileInput} are both lists: which record belongs to which cannot be told. Make one of them a mapping, which is merged with each record of the other.`);
}

;// CONCATENATED MODULE: ./.build/actions/register-model-run/run.js













async function run(inputs, deps) {
    const written = await read(inputs, deps);
    const formed = (0,check_records/* checkRecords */.f)(written.records);
    refuse(formed, inputs, deps);
    const { provena, pages } = await deps.connect();
    const call = { signal: deps.signal };
    const resolved = await (0,me/* resolveMe */.J)(formed.good.map(({ record }) => record), client/* ModelRunRecord */.Me, provena, call);
    const checked = await (0,check_templates/* checkAgainstRegistry */.t)(formed.good.map((entry, i) => ({ ...entry, record: resolved[i] ?? entry.record })), provena, call);
    if (checked.note)
        deps.log.info(checked.note);
    refuse(checked, inputs, deps);
    const records = checked.good.map(({ record }) => linkedToRun(record, inputs, deps));
    if (inputs['validate-only'])
        return validated(records.length, deps);
    if (records.length === 0)
        throw new spec_problem/* UserError */.y('no record is left to register');
    const registration = await register(records, written.isBatch, inputs, provena, deps);
    deps.output({ count: records.length, reused: registration.reused });
    if (!inputs.wait) {
        deps.summary.add(sentSummary(registration));
        return {};
    }
    const report = await (0,wait/* waitForJobs */.pf)({ sessions: registration.sessions, follow: true, timeoutSeconds: inputs.timeout }, provena, deps);
    deps.summary.add((0,wait_verdict/* waitSummary */._)(report, pages));
    (0,wait_verdict/* judge */.S)(report, 'any');
    return {};
}
async function read(inputs, deps) {
    const patterns = inputs['model-run-file'] ?? [];
    return readRecords({
        inline: { input: 'model-run', text: inputs['model-run'] },
        files: { input: 'model-run-file', paths: await (0,find_files/* findPaths */.E)(patterns, 'model-run-file', deps.workspace) },
        workspace: deps.workspace,
        convertCsv: async (table) => convertCsv(table, (await deps.connect()).provena, { signal: deps.signal }, (warning) => deps.log.warning(warning)),
    });
}
function refuse({ good, problems }, inputs, { log }) {
    if (problems.length === 0)
        return;
    if (inputs['on-invalid'] === 'fail' || inputs['validate-only'])
        throw new spec_problem/* UserError */.y(problems);
    for (const problem of problems)
        log.warning(`Skipped: ${(0,spec_problem/* describeProblem */.B)(problem)}`, problem.place);
    log.info(`${good.length} records are left.`);
}
function linkedToRun(record, inputs, { ci }) {
    if (!inputs['link-run'] || !ci)
        return record;
    return { ...record, annotations: { ...(0,ci_run/* runMetadata */.V)(ci), ...record.annotations } };
}
function validated(count, { log, summary }) {
    const line = `${count} ${count === 1 ? 'record is' : 'records are'} valid. Nothing was registered.`;
    log.info(line);
    summary.add(line);
    return { count };
}
async function register(records, isBatch, inputs, provena, deps) {
    const sessions = [];
    const options = {
        provena,
        key: (0,key/* idempotencyKey */.T)(inputs, deps.ci),
        log: deps.log,
        signal: deps.signal,
        onSession(session) {
            sessions.push(session);
            deps.output({ 'session-id': sessions.join('\n'), 'session-ids': sessions });
        },
    };
    const [first] = records;
    const registration = isBatch || !first ? await registerBatch(records, options) : await registerOne(first, options);
    deps.log.info(`${registration.sent} sent, ${registration.reused} were there already; ${registration.sessions.length} sessions to wait for.`);
    return registration;
}
function sentSummary({ sent, reused, sessions }) {
    const shown = sessions.slice(0, 20).map((session) => `\`${session.replaceAll('`', '')}\``);
    const more = sessions.length > shown.length ? ` and ${sessions.length - shown.length} more` : '';
    return `${sent} model runs sent${reused > 0 ? `, ${reused} were sent by an earlier attempt` : ''}. Sessions: ${shown.join(', ')}${more}.`;
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

/***/ 6724:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ idempotencyKey)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);

const LONGEST_RUN_SECONDS = 35 * 86_400;
const CLOCK_SKEW_SECONDS = 3600;
function idempotencyKey(inputs, ci, now = Date.now() / 1000) {
    const given = inputs['idempotency-key'];
    if (given)
        return { value: given, lookFirst: true, since: now - LONGEST_RUN_SECONDS };
    const isRerun = ci !== undefined && ci.runAttempt > 1;
    const leg = inputs['job-index'] ?? (isRerun ? '' : (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)());
    const step = ci ? [ci.repository, ci.runId, ci.job, ci.step, leg] : [(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()];
    return {
        value: step.filter(Boolean).join('/'),
        lookFirst: isRerun,
        since: now - (isRerun ? LONGEST_RUN_SECONDS : CLOCK_SKEW_SECONDS),
    };
}


/***/ }),

/***/ 5631:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ createOnce)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
/* harmony import */ var _client_index_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5576);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4514);



const SETTLES_AFTER_MS = 30_000;
const LOOK_EVERY_MS = 2000;
async function createOnce({ key, find, create, id, log, signal, }) {
    const earlier = key.lookFirst ? oldestFirst(await find({ signal })) : [];
    const [first] = earlier;
    if (first) {
        nameOthers(earlier, log);
        return { made: first.made, reused: true };
    }
    let answerLost = false;
    let known = true;
    const made = await create(async (call) => {
        answerLost = true;
        known = false;
        const found = await findSettled(find, call);
        known = true;
        return found?.made;
    }).catch((error) => {
        const unasked = !answerLost && error instanceof _client_index_js__WEBPACK_IMPORTED_MODULE_1__/* .ProvenaError */ .YK && error.mayHaveActed;
        throw known && !unasked ? error : uncertain(error, key);
    });
    if (!answerLost && !key.lookFirst)
        return { made, reused: false };
    const all = oldestFirst(await find({ signal }));
    nameOthers(all, log);
    const kept = all[0];
    return { made: kept?.made ?? made, reused: kept !== undefined && kept.id !== id(made) };
}
function uncertain(cause, { value }) {
    const message = cause instanceof Error ? cause.message : String(cause);
    return new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .OutcomeError */ .R(`${message}\nWhether it was created all the same could not be found out.`, {
        advice: `Run the job again: it looks for what carries the key ${value} first, and creates nothing twice.`,
        topic: 'the-answer-got-lost',
        cause,
    });
}
const GATEWAY = new Set([502, 504]);
async function findSettled(find, { because, ...call }) {
    const isOver = because.status !== undefined && !GATEWAY.has(because.status);
    const until = performance.now() + (isOver ? 0 : SETTLES_AFTER_MS);
    for (;;) {
        const found = oldestFirst(await find(call))[0];
        if (found || performance.now() >= until || call.signal?.aborted)
            return found;
        await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(LOOK_EVERY_MS, undefined, call.signal ? { signal: call.signal } : {}).catch(() => undefined);
    }
}
function oldestFirst(traces) {
    return traces.toSorted((a, b) => a.createdAt - b.createdAt || a.id.localeCompare(b.id));
}
function nameOthers([kept, ...others], log) {
    if (!kept || others.length === 0)
        return;
    log.warning(`This step has created more than one: ${kept.id} is used; ${others.map((other) => other.id).join(', ')} ${others.length === 1 ? 'is' : 'are'} left over from attempts at the same moment.`);
}


/***/ }),

/***/ 7912:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ findPaths),
/* harmony export */   l: () => (/* binding */ findFiles)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _actions_glob__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2944);
/* harmony import */ var _spec_problem_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4742);
/* harmony import */ var _transfer_index_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3987);





async function findFiles({ patterns, workspace, hidden, symlinks, }) {
    const globber = await (0,_actions_glob__WEBPACK_IMPORTED_MODULE_2__/* .create */ .v)(patterns.map((pattern) => absolute(pattern, workspace)).join('\n'), {
        followSymbolicLinks: symlinks === 'follow',
        excludeHiddenFiles: !hidden,
        matchDirectories: false,
        omitBrokenSymbolicLinks: true,
    });
    return (0,_transfer_index_js__WEBPACK_IMPORTED_MODULE_4__/* .listPaths */ .Pe)({ root: commonFolder(globber.getSearchPaths()), paths: await globber.glob() });
}
async function findPaths(patterns, input, workspace) {
    if (!patterns.some((pattern) => /[*?[!]/.test(pattern)))
        return patterns.map((path) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, path));
    const globber = await (0,_actions_glob__WEBPACK_IMPORTED_MODULE_2__/* .create */ .v)(patterns.map((pattern) => absolute(pattern, workspace)).join('\n'), {
        matchDirectories: false,
    });
    const paths = await globber.glob();
    if (paths.length > 0)
        return paths.sort();
    throw new _spec_problem_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y(`input ${input}: nothing matches ${patterns.join(', ')}. Paths start at ${workspace}`);
}
function absolute(pattern, workspace) {
    const [, not = '', path = ''] = /^(!*)(.*)$/s.exec(pattern) ?? [];
    return `${not}${(0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(path) ? path : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(workspace, path)}`;
}
function commonFolder(paths) {
    const folders = paths.map((path) => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path, { throwIfNoEntry: false })?.isFile() ? (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path) : path);
    const [first = node_path__WEBPACK_IMPORTED_MODULE_1__.sep, ...others] = folders;
    const steps = first.split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep);
    const shared = others.reduce((length, folder) => {
        const other = folder.split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep);
        const apart = steps.findIndex((step, i) => other[i] !== step);
        return Math.min(length, apart < 0 ? steps.length : apart);
    }, steps.length);
    return steps.slice(0, shared).join(node_path__WEBPACK_IMPORTED_MODULE_1__.sep) || node_path__WEBPACK_IMPORTED_MODULE_1__.sep;
}


/***/ }),

/***/ 4265:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Az: () => (/* binding */ loadDocument),
/* harmony export */   ZN: () => (/* binding */ loadFile),
/* harmony export */   iC: () => (/* binding */ nameFile),
/* harmony export */   yR: () => (/* binding */ readText)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _merge_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9785);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4742);
/* harmony import */ var _source_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6696);





async function loadDocument({ inline, file, workspace }) {
    const written = inline?.text?.trim()
        ? await (0,_source_js__WEBPACK_IMPORTED_MODULE_3__/* .readSource */ .o)({ name: `input ${inline.input}`, text: inline.text })
        : undefined;
    const stored = file?.path ? await loadFile(file.path, workspace, file.input) : undefined;
    return written && stored ? (0,_merge_js__WEBPACK_IMPORTED_MODULE_4__/* .mergeSources */ .R)(stored, written) : (written ?? stored);
}
async function loadFile(path, workspace, input) {
    return (0,_source_js__WEBPACK_IMPORTED_MODULE_3__/* .readSource */ .o)({ ...nameFile(path, workspace), text: await readText(path, workspace, input) });
}
function nameFile(path, workspace) {
    const inside = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(workspace, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, path));
    if (inside.startsWith('..') || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(inside))
        return { name: path };
    const file = inside.split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep).join('/');
    return { name: file, file };
}
async function readText(path, workspace, input) {
    const refuse = (message, cause) => new _problem_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y({ message: `input ${input}: ${message}`, place: { source: path } }, { cause });
    const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.open)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, path)).catch((cause) => {
        throw refuse(OPEN_FAILURES[cause.code ?? ''] ?? `cannot be read (${cause.code})`, cause);
    });
    try {
        const stat = await handle.stat();
        if (!stat.isFile())
            throw refuse('is not a file');
        if (stat.size > _source_js__WEBPACK_IMPORTED_MODULE_3__/* .MAX_DOCUMENT_BYTES */ .b) {
            throw refuse(`has ${stat.size} bytes, at most ${_source_js__WEBPACK_IMPORTED_MODULE_3__/* .MAX_DOCUMENT_BYTES */ .b} are read: split it`);
        }
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await handle.readFile());
    }
    catch (cause) {
        if (cause instanceof TypeError)
            throw refuse('is not UTF-8 text', cause);
        throw cause;
    }
    finally {
        await handle.close();
    }
}
const OPEN_FAILURES = {
    ENOENT: 'no such file. Paths start at the workspace; is the checkout step there, before this one?',
    EACCES: 'may not be read by this user',
    ENOTDIR: 'no such file: a part of the path is not a folder',
    ELOOP: 'is a loop of symbolic links',
};


/***/ }),

/***/ 7683:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ resolveMe)
/* harmony export */ });
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4742);
/* harmony import */ var _replace_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4373);
/* harmony import */ var _schema_walk_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1846);



const ME = 'me';
async function resolveMe(documents, schema, provena, options) {
    const places = documents.map((document) => (0,_schema_walk_js__WEBPACK_IMPORTED_MODULE_1__/* .handlePlaces */ .DU)(schema, document).filter(({ kind, value }) => kind === 'PERSON' && value === ME));
    if (places.every((found) => found.length === 0))
        return documents;
    const { person_id: personId } = await provena.auth.lookupLink(options);
    if (!personId) {
        throw new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y('the document says `me`, but the user of this token is not linked to a person. Link one on the profile page of the instance, or write the handle of a person instead.');
    }
    return documents.map((document, i) => (0,_replace_js__WEBPACK_IMPORTED_MODULE_2__/* .replaceAt */ ._)(document, (places[i] ?? []).map(({ path }) => ({ path, value: personId }))));
}


/***/ }),

/***/ 9785:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ mergeSources),
/* harmony export */   b: () => (/* binding */ mergePatch)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7903);

function mergePatch(target, patch) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .pi)(patch))
        return patch;
    const merged = new Map((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .pi)(target) ? Object.entries(target) : []);
    for (const [key, value] of Object.entries(patch)) {
        if (value === null)
            merged.delete(key);
        else
            merged.set(key, mergePatch(merged.get(key), value));
    }
    return Object.fromEntries(merged);
}
function mergeSources(file, inline) {
    return {
        value: mergePatch(file.value, inline.value),
        place(path, part) {
            const owner = depth(inline.value, path) >= depth(file.value, path) ? inline : file;
            return owner.place(path, part);
        },
    };
}
function depth(value, path) {
    let here = value;
    for (const [i, step] of path.entries()) {
        here = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .child */ .jf)(here, step);
        if (here === undefined)
            return i;
    }
    return path.length;
}


/***/ }),

/***/ 5000:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  f: () => (/* binding */ checkRecords),
  l: () => (/* binding */ problemAt)
});

// EXTERNAL MODULE: ./node_modules/zod/v4/core/parse.js + 1 modules
var parse = __webpack_require__(3945);
// EXTERNAL MODULE: ./.build/src/shared/spec/issues.js
var issues = __webpack_require__(1693);
// EXTERNAL MODULE: ./node_modules/zod/v4/mini/schemas.js
var schemas = __webpack_require__(4343);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/registries.js
var registries = __webpack_require__(9396);
// EXTERNAL MODULE: ./.build/src/shared/client/model/model-run-record.js
var model_run_record = __webpack_require__(3753);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/core.js
var core = __webpack_require__(8532);
;// CONCATENATED MODULE: ./.build/src/shared/spec/moment.js

const ISO_8601 = /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<time>\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?<zone>Z|[+-]\d{2}(?::?\d{2})?)?)?$/;
function unixSeconds(text) {
    const { day, time = '00:00', zone = 'Z' } = ISO_8601.exec(text)?.groups ?? {};
    if (day === undefined || !existing(day))
        return undefined;
    const ms = Date.parse(`${day}T${time}${zone.replace(/^([+-]\d{2}):?(\d{2})?$/, (_, h, m) => `${h}:${m ?? '00'}`)}`);
    return Number.isNaN(ms) ? undefined : Math.floor(ms / 1000);
}
function existing(day) {
    const date = new Date(`${day}T00:00Z`);
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
const EXPECTED = 'expected unix seconds, an ISO 8601 time such as 2024-05-01T06:00:00Z, or now';
function moment(description) {
    return schemas/* pipe */.FsL(schemas/* union */.KCZ([schemas/* int */.Whr(), schemas/* string */.YjP()], EXPECTED), schemas/* transform */.pdi((value, context) => {
        const seconds = typeof value === 'number' ? value : value === 'now' ? now() : unixSeconds(value);
        if (seconds !== undefined)
            return seconds;
        context.issues.push({
            code: 'custom',
            message: `${EXPECTED}; found ${JSON.stringify(value)}`,
            input: value,
        });
        return core/* NEVER */.tm;
    }))
        .check(schemas/* meta */.mIj({ description, examples: ['2024-05-01T06:00:00Z', 1714543200, 'now'] }));
}
function now() {
    return Math.floor(Date.now() / 1000);
}

;// CONCATENATED MODULE: ./.build/src/shared/spec/kinds/model-run.js



const { shape } = model_run_record/* ModelRunRecord */.M;
const TemplatedDataset = schemas/* strictObject */.rej({
    ...shape.inputs.def.element.shape,
    dataset_type: schemas/* _default */.Rvf(shape.inputs.def.element.shape.dataset_type, 'DATA_STORE'),
});
const ModelRunDocument = schemas/* pipe */.FsL(schemas/* strictObject */.rej({
    ...shape,
    inputs: schemas/* array */.YOg(TemplatedDataset).check(schemas/* meta */.mIj(registries/* globalRegistry */.fd.get(shape.inputs) ?? {})),
    outputs: schemas/* array */.YOg(TemplatedDataset).check(schemas/* meta */.mIj(registries/* globalRegistry */.fd.get(shape.outputs) ?? {})),
    start_time: moment('When the run began.'),
    end_time: moment('When the run ended.'),
}), model_run_record/* ModelRunRecord */.M);

;// CONCATENATED MODULE: ./.build/src/shared/spec/model-runs/check-records.js



function checkRecords(sources, { partial = false } = {}) {
    const good = [];
    const problems = [];
    for (const source of sources) {
        const result = parse/* safeParse */.xL(ModelRunDocument, source.value);
        if (result.success)
            good.push({ record: result.data, source });
        else {
            const found = (0,issues/* complaints */.Z)(ModelRunDocument, result.error, source.value);
            problems.push(...found
                .filter(({ isMissing }) => !(partial && isMissing))
                .map((complaint) => problemAt(source, complaint)));
        }
    }
    return { good, problems };
}
function problemAt(source, { path, message, aboutKey = false, }) {
    return {
        message,
        path: (0,issues/* pathName */.D)([...source.at, ...path]),
        place: source.place(path, aboutKey ? 'key' : 'value'),
    };
}


/***/ }),

/***/ 8309:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  t: () => (/* binding */ checkAgainstRegistry)
});

// EXTERNAL MODULE: ./.build/src/shared/client/index.js + 87 modules
var client = __webpack_require__(5576);
// EXTERNAL MODULE: ./.build/src/shared/spec/model-runs/check-records.js + 2 modules
var check_records = __webpack_require__(5000);
;// CONCATENATED MODULE: ./.build/src/shared/spec/model-runs/references.js

const MOST_LOOKUPS = 2000;
const AT_ONCE = 16;
function referencesOf(record) {
    const { study_id: study, associations } = record;
    const { modeller_id: modeller, requesting_organisation_id: organisation } = associations;
    return [
        ...(study ? [{ path: ['study_id'], id: study, subtype: 'STUDY' }] : []),
        { path: ['associations', 'modeller_id'], id: modeller, subtype: 'PERSON' },
        ...(organisation
            ? [{ path: ['associations', 'requesting_organisation_id'], id: organisation, subtype: 'ORGANISATION' }]
            : []),
        ...['inputs', 'outputs'].flatMap((side) => record[side].map(({ dataset_id: id }, i) => ({
            path: [side, i, 'dataset_id'],
            id,
            subtype: 'DATASET',
        }))),
    ];
}
async function checkReferences(records, { registry }, call) {
    const distinct = [...new Set(records.flatMap((record) => referencesOf(record).map(({ id }) => id)))];
    const found = new Map();
    const queue = distinct.slice(0, MOST_LOOKUPS).values();
    const worker = async () => {
        for (const id of queue)
            found.set(id, await kindOf(id, registry, call));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return {
        lookedUp: found.size,
        distinct: distinct.length,
        complaintsOf: (record) => referencesOf(record)
            .filter(({ id, subtype }) => found.has(id) && found.get(id) !== subtype)
            .map(({ path, id, subtype }) => ({
            path,
            message: `expected the handle of a ${subtype}; ${id} is ${found.get(id)}`,
        })),
    };
}
async function kindOf(id, { general }, call) {
    try {
        const { item } = await general.fetch(id, call);
        return item.record_type === 'SEED_ITEM' ? 'a seed, not yet complete' : String(item.item_subtype);
    }
    catch (error) {
        if (error instanceof client/* NotFoundError */.m_)
            return 'not in this registry';
        if (error instanceof client/* ForbiddenError */.qQ)
            return 'not readable for this user';
        throw error;
    }
}

// EXTERNAL MODULE: ./.build/src/shared/spec/wording.js
var wording = __webpack_require__(7001);
;// CONCATENATED MODULE: ./.build/src/shared/spec/model-runs/template-rules.js

function workflowComplaints(record, workflow, templates) {
    return [
        ...missingTemplates(record, 'inputs', workflow.input_templates ?? []),
        ...missingTemplates(record, 'outputs', workflow.output_templates ?? []),
        ...['inputs', 'outputs'].flatMap((side) => record[side].flatMap((_, i) => datasetComplaints(record, side, i, workflow, templates))),
        ...missingAnnotations(record, workflow.annotations?.required ?? []),
    ];
}
function missingTemplates(record, side, wanted) {
    const used = new Set(record[side].map((dataset) => dataset.dataset_template_id));
    return wanted
        .filter(({ template_id: id, optional }) => optional !== true && !used.has(id))
        .map(({ template_id: id }) => ({
        path: [side],
        message: `the workflow needs a dataset of template ${id} here`,
    }));
}
function datasetComplaints(record, side, i, workflow, templates) {
    const dataset = record[side][i];
    if (!dataset)
        return [];
    const known = [...(workflow.input_templates ?? []), ...(workflow.output_templates ?? [])].map((entry) => entry.template_id);
    const { dataset_template_id: id, resources } = dataset;
    if (!known.includes(id)) {
        const message = `${(0,wording/* show */.WU)(id)} is not a template of the workflow${(0,wording/* didYouMean */.au)(id, known)} It has ${known.join(', ') || 'none'}`;
        return [{ path: [side, i, 'dataset_template_id'], message }];
    }
    const deferred = templates.get(id)?.deferred_resources ?? [];
    const keys = deferred.map((resource) => resource.key);
    const missing = deferred.filter(({ key, optional }) => optional !== true && !Object.hasOwn(resources ?? {}, key));
    const unknown = Object.keys(resources ?? {}).filter((key) => !keys.includes(key));
    return [
        ...missing.map(({ key }) => ({
            path: [side, i, 'resources'],
            message: `the template needs the path of the resource ${(0,wording/* show */.WU)(key)}`,
        })),
        ...unknown.map((key) => ({
            path: [side, i, 'resources', key],
            message: `is not a resource of the template${(0,wording/* didYouMean */.au)(key, keys)} It has ${keys.join(', ') || 'none'}`,
        })),
    ];
}
function missingAnnotations({ annotations }, required) {
    return required
        .filter((key) => !Object.hasOwn(annotations ?? {}, key))
        .map((key) => ({ path: ['annotations'], message: `the workflow needs the annotation ${(0,wording/* show */.WU)(key)}` }));
}

;// CONCATENATED MODULE: ./.build/src/shared/spec/model-runs/check-templates.js




async function checkAgainstRegistry(records, provena, call) {
    const workflows = new Map();
    for (const id of new Set(records.map(({ record }) => record.workflow_template_id))) {
        workflows.set(id, await loadWorkflow(id, provena.registry, call));
    }
    const references = await checkReferences(records.map(({ record }) => record), provena, call);
    const good = [];
    const problems = [];
    for (const checked of records) {
        const { record, source } = checked;
        const found = [
            ...(workflows.get(record.workflow_template_id)?.complaintsOf(record) ?? []),
            ...references.complaintsOf(record),
        ];
        if (found.length === 0)
            good.push(checked);
        problems.push(...found.map((complaint) => (0,check_records/* problemAt */.l)(source, complaint)));
    }
    const { lookedUp, distinct } = references;
    const note = lookedUp < distinct
        ? `${lookedUp} of the ${distinct} items that the records name were looked up; the server checks the others.`
        : undefined;
    return { good, problems, note };
}
async function loadWorkflow(id, registry, call) {
    const workflow = await fetched(() => registry.modelRunWorkflow.fetch(id, call));
    if (typeof workflow === 'string') {
        const complaint = {
            path: ['workflow_template_id'],
            message: `${id} ${workflow}: expected the handle of a model run workflow template`,
        };
        return { complaintsOf: () => [complaint] };
    }
    const named = [...(workflow.input_templates ?? []), ...(workflow.output_templates ?? [])].map((entry) => entry.template_id);
    const templates = new Map();
    for (const templateId of new Set(named)) {
        const template = await fetched(() => registry.datasetTemplate.fetch(templateId, call));
        if (typeof template !== 'string')
            templates.set(templateId, template);
    }
    return { complaintsOf: (record) => workflowComplaints(record, workflow, templates) };
}
async function fetched(fetch) {
    try {
        return (await fetch()).item;
    }
    catch (error) {
        if (error instanceof client/* NotFoundError */.m_)
            return 'is not in this registry';
        if (error instanceof client/* ForbiddenError */.qQ)
            return 'may not be read by this user';
        throw error;
    }
}


/***/ }),

/***/ 369:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ recordsOf),
/* harmony export */   Z: () => (/* binding */ merged)
/* harmony export */ });
/* harmony import */ var _merge_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9785);
/* harmony import */ var _own_keys_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(522);


function recordsOf(source) {
    if (!Array.isArray(source.value))
        return [{ ...(0,_own_keys_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutOwnKeys */ .xi)(source), at: [] }];
    return source.value.map((value, i) => {
        const record = { value, place: (path, part) => source.place([i, ...path], part) };
        return { ...(0,_own_keys_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutOwnKeys */ .xi)(record), at: [i] };
    });
}
function merged(base, patch, at) {
    return { ...(0,_merge_js__WEBPACK_IMPORTED_MODULE_1__/* .mergeSources */ .R)(base, patch), at };
}


/***/ }),

/***/ 522:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pf: () => (/* binding */ fieldsOf),
/* harmony export */   xi: () => (/* binding */ withoutOwnKeys)
/* harmony export */ });
/* unused harmony export OWN_KEYS */
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7903);

const OWN_KEYS = new Set(['$schema', '$id', '$handle', 'kind']);
function withoutOwnKeys(source) {
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .pi)(source.value) ? { ...source, value: fieldsOf(source.value) } : source;
}
function fieldsOf(value) {
    return Object.fromEntries(Object.entries(value).filter(([key]) => !OWN_KEYS.has(key)));
}


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

/***/ 4373:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ replaceAt)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7903);

function replaceAt(document, places) {
    return places.reduce((result, { path, value }) => replaceOne(result, path, value), document);
}
function replaceOne(document, [step, ...rest], value) {
    if (step === undefined)
        return value;
    if (Array.isArray(document))
        return document.map((entry, i) => (i === step ? replaceOne(entry, rest, value) : entry));
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .pi)(document))
        return document;
    return Object.fromEntries(Object.entries(document).map(([key, entry]) => [
        key,
        key === step ? replaceOne(entry, rest, value) : entry,
    ]));
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


/***/ })

};
