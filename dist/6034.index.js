export const id = 6034;
export const ids = [6034];
export const modules = {

/***/ 4781:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./.build/src/shared/action/ci-run.js
var ci_run = __webpack_require__(4690);
// EXTERNAL MODULE: ./.build/src/shared/jobs/record-key.js
var record_key = __webpack_require__(9151);
;// CONCATENATED MODULE: ./.build/src/shared/action/creation/find-datasets.js

const PAGE = 50;
const ATTEMPTS_WITHIN = 3600;
async function findDatasets({ value, since }, { datastore }, call) {
    const { username } = await datastore.checkAccess('general', call);
    const found = [];
    let until = since;
    const newestFirst = { sort_by: { sort_type: 'CREATED_TIME', ascending: false }, page_size: PAGE };
    for await (const dataset of datastore.forAllDatasets(newestFirst, call)) {
        if (dataset.created_timestamp < until)
            break;
        if (dataset.owner_username !== username)
            continue;
        if (dataset.collection_format.dataset_info.user_metadata?.[record_key/* KEY_FIELD */.Nt] !== value)
            continue;
        found.push({ id: dataset.id, made: asMinted(dataset), createdAt: dataset.created_timestamp });
        until = Math.max(since, dataset.created_timestamp - ATTEMPTS_WITHIN);
    }
    return found;
}
function asMinted(dataset) {
    return {
        status: { success: true, details: '' },
        handle: dataset.id,
        s3_location: dataset.s3,
        register_create_activity_session_id: dataset.workflow_links?.create_activity_workflow_id,
    };
}

// EXTERNAL MODULE: ./.build/src/shared/action/creation/key.js
var creation_key = __webpack_require__(6724);
// EXTERNAL MODULE: ./.build/src/shared/action/creation/once.js
var once = __webpack_require__(5631);
// EXTERNAL MODULE: ./.build/src/shared/action/markdown.js
var markdown = __webpack_require__(1579);
// EXTERNAL MODULE: ./.build/src/shared/client/index.js + 87 modules
var client = __webpack_require__(5576);
// EXTERNAL MODULE: ./.build/src/shared/action/failure.js
var failure = __webpack_require__(4514);
;// CONCATENATED MODULE: ./.build/src/shared/action/unlinked.js


async function explainUnlinked(error, { auth }, call) {
    if (!(error instanceof client/* UnavailableError */.hG) || error.status !== 500)
        return error;
    const link = await auth.lookupLink(call).catch(() => undefined);
    if (!link || link.person_id)
        return error;
    return new failure/* OutcomeError */.R('the user of this token is not linked to a person, and Provena lets only linked users create things', {
        advice: 'Link a person to the user on the profile page of the instance, once, and run the step again.',
        topic: 'the-user-is-not-linked',
        cause: error,
    });
}

// EXTERNAL MODULE: ./.build/src/shared/action/wait.js + 8 modules
var wait = __webpack_require__(6654);
// EXTERNAL MODULE: ./.build/src/shared/action/wait-verdict.js
var wait_verdict = __webpack_require__(487);
// EXTERNAL MODULE: ./.build/src/shared/spec/load.js
var load = __webpack_require__(4265);
// EXTERNAL MODULE: ./.build/src/shared/spec/me.js
var me = __webpack_require__(7683);
// EXTERNAL MODULE: ./.build/src/shared/spec/own-keys.js
var own_keys = __webpack_require__(522);
// EXTERNAL MODULE: ./.build/src/shared/spec/problem.js
var problem = __webpack_require__(4742);
// EXTERNAL MODULE: ./.build/src/shared/spec/server-problems.js
var server_problems = __webpack_require__(5527);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/parse.js + 1 modules
var parse = __webpack_require__(3945);
// EXTERNAL MODULE: ./.build/src/shared/spec/issues.js
var issues = __webpack_require__(1693);
;// CONCATENATED MODULE: ./.build/src/shared/spec/validate.js



function validate(source, schema) {
    const result = parse/* safeParse */.xL(schema, source.value);
    if (result.success)
        return result.data;
    throw new problem/* UserError */.y(problemsOf(source, schema, result.error));
}
function problemsOf(source, schema, error) {
    return (0,issues/* complaints */.Z)(schema, error, source.value).map(({ path, message, aboutKey }) => ({
        message,
        path: (0,issues/* pathName */.D)(path),
        place: source.place(path, aboutKey ? 'key' : 'value'),
    }));
}

;// CONCATENATED MODULE: ./.build/actions/mint-dataset/run.js
















async function run(inputs, deps) {
    const source = await readMetadata(inputs, deps.workspace);
    const written = validate(source, client/* CollectionFormat */.eX);
    const { provena, pages } = await deps.connect();
    const call = { signal: deps.signal };
    const [resolved = written] = await (0,me/* resolveMe */.J)([written], client/* CollectionFormat */.eX, provena, call);
    const key = (0,creation_key/* idempotencyKey */.T)(inputs, deps.ci);
    const facts = { ...(inputs['link-run'] && deps.ci ? (0,ci_run/* runMetadata */.V)(deps.ci) : {}), [record_key/* KEY_FIELD */.Nt]: key.value };
    const metadata = withFacts(resolved, facts);
    if (inputs['validate-only'])
        return validated(metadata, source, provena, deps);
    const { made, reused } = await (0,once/* createOnce */.U)({
        key,
        find: (options) => findDatasets(key, provena, options),
        create: (recover) => mint(metadata, source, provena, { ...call, recover }, deps),
        id: (minted) => minted.handle,
        log: deps.log,
        signal: deps.signal,
    });
    const url = pages.handle(made.handle);
    deps.output(outputsOf(made, url, reused));
    deps.log.notice(`${reused ? 'An earlier attempt had minted' : 'Minted'} dataset ${made.handle}: ${url}`);
    deps.summary.add((0,markdown/* table */.tp)(['dataset', 'handle', 'files'], [
        [
            (0,markdown/* literal */.eu)(metadata.dataset_info.name),
            (0,markdown/* link */.nf)(made.handle, pages.dataset(made.handle)),
            (0,markdown/* literal */.eu)(made.s3_location.s3_uri),
        ],
    ]));
    if (inputs.wait)
        await awaitCreation(made, inputs.timeout, deps);
    return {};
}
async function validated(metadata, source, provena, { log, summary, signal }) {
    await provena.datastore.validateDatasetMetadata(metadata, { signal }).catch((error) => {
        throw (0,server_problems/* atDocument */.Z)(error, source);
    });
    log.info('The metadata is valid; nothing was minted.');
    summary.add(`The metadata of ${(0,markdown/* literal */.eu)(metadata.dataset_info.name)} is valid. Nothing was minted.`);
    return {};
}
async function mint(metadata, source, provena, options, { output, log }) {
    try {
        return await provena.datastore.mintDataset(metadata, options);
    }
    catch (error) {
        const handle = error instanceof client/* RefusedError */.fk ? error.partial?.['handle'] : undefined;
        if (typeof handle === 'string') {
            output({ 'dataset-id': handle });
            log.warning(`Dataset ${handle} exists although the server reports a failure; output dataset-id is set.`);
        }
        throw (0,server_problems/* atDocument */.Z)(await explainUnlinked(error, provena, options), source);
    }
}
async function readMetadata(inputs, workspace) {
    const source = await (0,load/* loadDocument */.Az)({
        inline: { input: 'metadata', text: inputs.metadata },
        file: { input: 'metadata-file', path: inputs['metadata-file'] },
        workspace,
    });
    if (!source)
        throw new problem/* UserError */.y('no metadata: give input metadata, input metadata-file, or both');
    return (0,own_keys/* withoutOwnKeys */.xi)(source);
}
function withFacts(metadata, facts) {
    const { dataset_info: info } = metadata;
    return { ...metadata, dataset_info: { ...info, user_metadata: { ...facts, ...info.user_metadata } } };
}
function outputsOf(minted, url, reused) {
    return {
        'dataset-id': minted.handle,
        'handle-url': url,
        's3-uri': minted.s3_location.s3_uri,
        bucket: minted.s3_location.bucket_name,
        prefix: minted.s3_location.path,
        'session-id': minted.register_create_activity_session_id ?? '',
        reused,
    };
}
async function awaitCreation(minted, timeoutSeconds, deps) {
    const session = minted.register_create_activity_session_id;
    if (!session)
        return;
    const { provena } = await deps.connect();
    const { log, signal } = deps;
    const report = await (0,wait/* waitForJobs */.pf)({ sessions: [session], follow: true, timeoutSeconds }, provena, {
        log,
        signal,
        output: () => { },
    });
    (0,wait_verdict/* judge */.S)(report, 'any');
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

/***/ 5527:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ serverProblems),
/* harmony export */   Z: () => (/* binding */ atDocument)
/* harmony export */ });
/* harmony import */ var _client_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5576);
/* harmony import */ var _issues_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1693);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4742);



function serverProblems(error, source) {
    if (!(error instanceof _client_index_js__WEBPACK_IMPORTED_MODULE_0__/* .RefusedError */ .fk || error instanceof _client_index_js__WEBPACK_IMPORTED_MODULE_0__/* .InvalidError */ .aB))
        return undefined;
    if (error.issues.length > 0)
        return error.issues.map((issue) => problemOf(issue, source));
    return [{ message: `the server refuses it: ${error.detail ?? error.message}`, place: source.place([]) }];
}
function atDocument(error, source) {
    const named = error instanceof _client_index_js__WEBPACK_IMPORTED_MODULE_0__/* .InvalidError */ .aB && error.issues.length > 0 ? serverProblems(error, source) : undefined;
    return named ? new _problem_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(named, { cause: error }) : error;
}
function problemOf({ path, message }, source) {
    const steps = (path[0] === 'body' ? path.slice(1) : path).filter((step) => !/^__.*__$/.test(String(step)));
    return { message: `the server refuses it: ${message}`, path: (0,_issues_js__WEBPACK_IMPORTED_MODULE_1__/* .pathName */ .D)(steps), place: source.place(steps) };
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
