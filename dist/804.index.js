export const id = 804;
export const ids = [804];
export const modules = {

/***/ 4804:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./.build/src/shared/action/ci-run.js
var ci_run = __webpack_require__(4690);
// EXTERNAL MODULE: ./.build/src/shared/action/markdown.js
var markdown = __webpack_require__(1579);
// EXTERNAL MODULE: ./.build/src/shared/action/wait.js + 8 modules
var wait = __webpack_require__(6654);
// EXTERNAL MODULE: ./.build/src/shared/action/wait-verdict.js
var wait_verdict = __webpack_require__(487);
// EXTERNAL MODULE: ./node_modules/zod/v4/mini/schemas.js
var schemas = __webpack_require__(4343);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/api.js
var api = __webpack_require__(3759);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/registries.js
var registries = __webpack_require__(9396);
// EXTERNAL MODULE: ./.build/src/shared/client/model/model-run-record.js
var model_run_record = __webpack_require__(6134);
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

// EXTERNAL MODULE: ./.build/src/shared/spec/load.js + 1 modules
var load = __webpack_require__(5793);
// EXTERNAL MODULE: ./.build/src/shared/spec/problem.js
var problem = __webpack_require__(4742);
// EXTERNAL MODULE: ./.build/src/shared/spec/validate.js
var validate = __webpack_require__(1759);
;// CONCATENATED MODULE: ./.build/src/shared/spec/load-model-runs.js





const List = schemas/* array */.YOg(ModelRunDocument).check(api/* _minLength */.m9(1));
async function loadModelRuns(inputs) {
    const source = await (0,load/* loadDocument */.Az)(inputs);
    if (!source)
        throw new problem/* UserError */.y(`no model run: give input ${inputs.inline?.input}, input ${inputs.file?.input}, or both`);
    if (Array.isArray(source.value))
        return { records: (0,validate/* validate */.t)(source, List), isBatch: true };
    return { records: [(0,validate/* validate */.t)(source, ModelRunDocument)], isBatch: false };
}

// EXTERNAL MODULE: ./.build/src/shared/spec/resolve-me.js + 1 modules
var resolve_me = __webpack_require__(2593);
;// CONCATENATED MODULE: ./.build/actions/register-model-run/run.js






async function run(inputs, deps) {
    const { records: written, isBatch } = await loadModelRuns({
        inline: { input: 'model-run', text: inputs['model-run'] },
        file: { input: 'model-run-file', path: inputs['model-run-file'] },
        workspace: deps.workspace,
    });
    const { provena, pages } = await deps.connect();
    const call = { signal: deps.signal };
    const records = linkToRun(await resolveModellers(written, provena, call), inputs, deps);
    const session = await register(records, isBatch, provena, call);
    deps.output({ 'session-id': session, 'session-ids': [session], count: records.length });
    deps.log.info(`${records.length} ${records.length === 1 ? 'record' : 'records'} sent; session ${session}`);
    if (!inputs.wait) {
        deps.summary.add(`${records.map((record) => (0,markdown/* literal */.eu)(record.display_name)).join(', ')}: sent, session \`${session}\`.`);
        return {};
    }
    const report = await (0,wait/* waitForJobs */.pf)({ sessions: [session], follow: true, timeoutSeconds: inputs.timeout }, provena, deps);
    deps.summary.add((0,wait_verdict/* waitSummary */._)(report, pages));
    (0,wait_verdict/* judge */.S)(report, 'any');
    return {};
}
async function resolveModellers(records, provena, call) {
    return (0,resolve_me/* resolveMe */.J)(records, records.map((_, i) => [i, 'associations', 'modeller_id']), provena, call);
}
function linkToRun(records, inputs, { ci }) {
    if (!inputs['link-run'] || !ci)
        return records;
    const run = (0,ci_run/* runMetadata */.V)(ci);
    return records.map((record) => ({ ...record, annotations: { ...run, ...record.annotations } }));
}
async function register(records, isBatch, provena, call) {
    const [first] = records;
    const accepted = isBatch || !first
        ? await provena.prov.registerBatchModelRuns(records, call)
        : await provena.prov.registerModelRun(first, call);
    return accepted.session_id;
}


/***/ }),

/***/ 5793:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Az: () => (/* binding */ loadDocument)
});

// UNUSED EXPORTS: loadFile, nameFile, readText

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./.build/src/shared/spec/json.js
var json = __webpack_require__(7903);
;// CONCATENATED MODULE: ./.build/src/shared/spec/merge.js

function mergePatch(target, patch) {
    if (!(0,json/* isMapping */.pi)(patch))
        return patch;
    const merged = new Map((0,json/* isMapping */.pi)(target) ? Object.entries(target) : []);
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
        here = (0,json/* child */.jf)(here, step);
        if (here === undefined)
            return i;
    }
    return path.length;
}

// EXTERNAL MODULE: ./.build/src/shared/spec/problem.js
var problem = __webpack_require__(4742);
// EXTERNAL MODULE: ./.build/src/shared/spec/source.js
var source = __webpack_require__(6696);
;// CONCATENATED MODULE: ./.build/src/shared/spec/load.js





async function loadDocument({ inline, file, workspace }) {
    const written = inline?.text?.trim()
        ? await (0,source/* readSource */.o)({ name: `input ${inline.input}`, text: inline.text })
        : undefined;
    const stored = file?.path ? await loadFile(file.path, workspace, file.input) : undefined;
    return written && stored ? mergeSources(stored, written) : (written ?? stored);
}
async function loadFile(path, workspace, input) {
    return (0,source/* readSource */.o)({ ...nameFile(path, workspace), text: await readText(path, workspace, input) });
}
function nameFile(path, workspace) {
    const inside = (0,external_node_path_.relative)(workspace, (0,external_node_path_.resolve)(workspace, path));
    if (inside.startsWith('..') || (0,external_node_path_.isAbsolute)(inside))
        return { name: path };
    const file = inside.split(external_node_path_.sep).join('/');
    return { name: file, file };
}
async function readText(path, workspace, input) {
    const refuse = (message, cause) => new problem/* UserError */.y({ message: `input ${input}: ${message}`, place: { source: path } }, { cause });
    const handle = await (0,promises_.open)((0,external_node_path_.resolve)(workspace, path)).catch((cause) => {
        throw refuse(OPEN_FAILURES[cause.code ?? ''] ?? `cannot be read (${cause.code})`, cause);
    });
    try {
        const stat = await handle.stat();
        if (!stat.isFile())
            throw refuse('is not a file');
        if (stat.size > source/* MAX_DOCUMENT_BYTES */.b) {
            throw refuse(`has ${stat.size} bytes, at most ${source/* MAX_DOCUMENT_BYTES */.b} are read: split it`);
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

/***/ 2593:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  J: () => (/* binding */ resolveMe)
});

// EXTERNAL MODULE: ./.build/src/shared/spec/json.js
var json = __webpack_require__(7903);
;// CONCATENATED MODULE: ./.build/src/shared/spec/me.js

const ME = 'me';
function saysMe(document, fields) {
    return fields.some((field) => (0,json/* valueAt */.fK)(document, field) === ME);
}
function withMe(document, fields, personId) {
    return fields.reduce((result, field) => replaceAt(result, field, personId), document);
}
function replaceAt(value, [step, ...rest], personId) {
    if (step === undefined)
        return (value === ME ? personId : value);
    if (!(0,json/* isMapping */.pi)(value) || !Object.hasOwn(value, step))
        return value;
    return { ...value, [step]: replaceAt(value[step], rest, personId) };
}

// EXTERNAL MODULE: ./.build/src/shared/spec/problem.js
var problem = __webpack_require__(4742);
;// CONCATENATED MODULE: ./.build/src/shared/spec/resolve-me.js


async function resolveMe(document, fields, provena, options) {
    if (!saysMe(document, fields))
        return document;
    const { person_id: personId } = await provena.auth.lookupLink(options);
    if (personId)
        return withMe(document, fields, personId);
    throw new problem/* UserError */.y('the document says `me`, but the user of this token is not linked to a person. Link one on the profile page of the instance, or write the handle of a person instead.');
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
            return (await Promise.all(/* import() */[__webpack_require__.e(547), __webpack_require__.e(743)]).then(__webpack_require__.bind(__webpack_require__, 6743))).parseJson(text);
        return (await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(484)]).then(__webpack_require__.bind(__webpack_require__, 8484))).parseYaml(text);
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

/***/ 1759:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ validate)
/* harmony export */ });
/* unused harmony export problemsOf */
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3945);
/* harmony import */ var _issues_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1725);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4742);



function validate(source, schema) {
    const result = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .safeParse */ .xL(schema, source.value);
    if (result.success)
        return result.data;
    throw new _problem_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y(problemsOf(source, schema, result.error));
}
function problemsOf(source, schema, error) {
    return (0,_issues_js__WEBPACK_IMPORTED_MODULE_0__/* .complaints */ .Z)(schema, error, source.value).map(({ path, message, aboutKey }) => ({
        message,
        path: (0,_issues_js__WEBPACK_IMPORTED_MODULE_0__/* .pathName */ .D)(path),
        place: source.place(path, aboutKey ? 'key' : 'value'),
    }));
}


/***/ })

};
