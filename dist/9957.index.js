export const id = 9957;
export const ids = [9957];
export const modules = {

/***/ 3993:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ inputs),
/* harmony export */   V: () => (/* binding */ outputs)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4343);
/* harmony import */ var _src_shared_action_connection_fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4042);
/* harmony import */ var _src_shared_action_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3491);
/* harmony import */ var _src_shared_action_report_fields_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6164);




const inputs = zod_mini__WEBPACK_IMPORTED_MODULE_3__/* .strictObject */ .rej({
    item: (0,_src_shared_action_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(_src_shared_action_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
    'item-file': (0,_src_shared_action_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(_src_shared_action_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .lines */ .Mn),
    kind: (0,_src_shared_action_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq)(_src_shared_action_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq),
    'if-exists': (0,_src_shared_action_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .withDefault */ .IQ)((0,_src_shared_action_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .choice */ .Yq)(['reuse', 'update', 'error']), 'reuse'),
    reason: (0,_src_shared_action_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .withDefault */ .IQ)(_src_shared_action_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .text */ .Qq, 'Updated from its document in the repository'),
    plan: (0,_src_shared_action_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .withDefault */ .IQ)(_src_shared_action_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .flag */ .Jt, 'false'),
    'link-run': (0,_src_shared_action_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .withDefault */ .IQ)(_src_shared_action_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .flag */ .Jt, 'true'),
    wait: (0,_src_shared_action_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .withDefault */ .IQ)(_src_shared_action_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .flag */ .Jt, 'false'),
    timeout: (0,_src_shared_action_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .withDefault */ .IQ)(_src_shared_action_fields_js__WEBPACK_IMPORTED_MODULE_1__/* .duration */ .p0, '15m'),
    ..._src_shared_action_report_fields_js__WEBPACK_IMPORTED_MODULE_2__/* .reportFields */ .E,
    ..._src_shared_action_connection_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .connectionFields */ .I,
});
const outputs = ['id', 'ids', 'created', 'updated', 'unchanged', 'changes', 'session-ids'];


/***/ }),

/***/ 9957:
/***/ ((__webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
__webpack_require__.r(__webpack_exports__);
/* harmony import */ var _src_shared_action_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(460);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3993);


await (0,_src_shared_action_index_js__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)({ name: 'register-item', inputs: _inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .inputs */ .Q, outputs: _inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .outputs */ .V, load: () => Promise.all(/* import() */[__webpack_require__.e(6752), __webpack_require__.e(731), __webpack_require__.e(2944), __webpack_require__.e(5576), __webpack_require__.e(2327), __webpack_require__.e(3987), __webpack_require__.e(7585), __webpack_require__.e(5449)]).then(__webpack_require__.bind(__webpack_require__, 5449)) });

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 4961:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ cancellation),
/* harmony export */   c: () => (/* binding */ Cancelled)
/* harmony export */ });
class Cancelled extends Error {
    name = 'Cancelled';
    constructor(signal) {
        super(`the step was cancelled (${signal})`);
    }
}
function cancellation() {
    const controller = new AbortController();
    const cancel = (name) => controller.abort(new Cancelled(name));
    process.on('SIGINT', cancel).on('SIGTERM', cancel);
    return controller.signal;
}


/***/ }),

/***/ 4690:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ readCiRun),
/* harmony export */   V: () => (/* binding */ runMetadata)
/* harmony export */ });
function readCiRun(env) {
    const repository = env['GITHUB_REPOSITORY'];
    const runId = env['GITHUB_RUN_ID'];
    if (!repository || !runId)
        return undefined;
    return {
        repository,
        runId,
        commit: env['GITHUB_SHA'] ?? '',
        ref: env['GITHUB_REF'] ?? '',
        workflow: env['GITHUB_WORKFLOW'] ?? '',
        job: env['GITHUB_JOB'] ?? '',
        step: env['GITHUB_ACTION'] ?? '',
        runAttempt: Number(env['GITHUB_RUN_ATTEMPT'] ?? '1'),
        runUrl: `${env['GITHUB_SERVER_URL'] ?? ''}/${repository}/actions/runs/${runId}`,
        actor: env['GITHUB_ACTOR'] ?? '',
    };
}
function runMetadata(run) {
    const pairs = {
        ci_repository: run.repository,
        ci_commit: run.commit,
        ci_ref: run.ref,
        ci_workflow: run.workflow,
        ci_run_url: run.runUrl,
        ci_run_attempt: String(run.runAttempt),
        ci_actor: run.actor,
    };
    return Object.fromEntries(Object.entries(pairs).filter(([, value]) => value !== ''));
}


/***/ }),

/***/ 4042:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ connectionFields),
/* harmony export */   T: () => (/* binding */ CONNECTION_ENVIRONMENT)
/* harmony export */ });
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3491);

const connectionFields = {
    domain: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    realm: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    endpoints: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    'offline-token': (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .secret */ .rJ),
    'client-id': (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
    'client-secret': (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .secret */ .rJ),
    'access-token': (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .secret */ .rJ),
};
const CONNECTION_ENVIRONMENT = Object.fromEntries(Object.keys(connectionFields).map((name) => [name, `PROVENA_${name.replaceAll('-', '_').toUpperCase()}`]));


/***/ }),

/***/ 3491:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $f: () => (/* binding */ isSecret),
/* harmony export */   IQ: () => (/* binding */ withDefault),
/* harmony export */   Jt: () => (/* binding */ flag),
/* harmony export */   Mn: () => (/* binding */ lines),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   Yq: () => (/* binding */ choice),
/* harmony export */   Yz: () => (/* binding */ parsed),
/* harmony export */   lq: () => (/* binding */ optional),
/* harmony export */   p0: () => (/* binding */ duration),
/* harmony export */   p_: () => (/* binding */ list),
/* harmony export */   rD: () => (/* binding */ wholeNumber),
/* harmony export */   rJ: () => (/* binding */ secret)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4343);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9396);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8532);

const text = zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP();
const secret = zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().check(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .meta */ .mIj({ secret: true }));
function isSecret(schema) {
    const inner = schema._zod.def.innerType;
    return zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .globalRegistry */ .fd.get(schema)?.['secret'] === true || (inner !== undefined && isSecret(inner));
}
const flag = parsed('true or false', (raw) => /^(true|True|TRUE)$/.test(raw) ? true : /^(false|False|FALSE)$/.test(raw) ? false : undefined);
function wholeNumber({ min, max = Number.MAX_SAFE_INTEGER }) {
    const bounds = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
    return parsed(`a whole number ${bounds}`, (raw) => {
        const value = /^[+-]?\d+$/.test(raw) ? Number(raw) : Number.NaN;
        return value >= min && value <= max ? value : undefined;
    });
}
const UNIT_SECONDS = { s: 1, m: 60, h: 3600, d: 86400 };
const duration = parsed('a time such as 90s, 30m or 6h', (raw) => {
    if (/^\d+$/.test(raw))
        return Number(raw);
    if (!/^(\d+[dhms])+$/.test(raw))
        return undefined;
    return [...raw.matchAll(/(\d+)([dhms])/g)].reduce((sum, [, n, unit]) => sum + Number(n) * (UNIT_SECONDS[unit ?? ''] ?? 0), 0);
});
function choice(words) {
    return zod_mini__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(words);
}
const lines = zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .transform */ .pdi((raw) => raw
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))));
const list = parsed('entries separated by lines, blanks or commas, or a JSON list of text', (raw) => {
    if (!raw.startsWith('['))
        return raw.split(/[\s,]+/).filter((entry) => entry !== '');
    const entries = parseJson(raw);
    return Array.isArray(entries) && entries.every((entry) => typeof entry === 'string') ? entries : undefined;
});
const optional = zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lqM;
function withDefault(field, raw) {
    return zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .prefault */ .SdS(field, raw);
}
function parsed(expected, read) {
    return zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .FsL(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .transform */ .pdi((raw, context) => {
        const value = read(raw);
        if (value !== undefined)
            return value;
        context.issues.push({
            code: 'custom',
            message: `expected ${expected}, found ${JSON.stringify(raw)}`,
            input: raw,
        });
        return zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .NEVER */ .tm;
    }));
}
function parseJson(raw) {
    try {
        return JSON.parse(raw);
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 460:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  C: () => (/* reexport */ runAction)
});

// EXTERNAL MODULE: ./.build/node_modules/@actions/core/lib/core.js + 9 modules
var core = __webpack_require__(5274);
// EXTERNAL MODULE: ./.build/src/shared/action/cancellation.js
var cancellation = __webpack_require__(4961);
// EXTERNAL MODULE: ./.build/src/shared/action/ci-run.js
var ci_run = __webpack_require__(4690);
// EXTERNAL MODULE: ./.build/src/shared/action/connection-fields.js
var connection_fields = __webpack_require__(4042);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/parse.js + 1 modules
var parse = __webpack_require__(3945);
// EXTERNAL MODULE: ./.build/src/shared/spec/issues.js
var issues = __webpack_require__(1693);
// EXTERNAL MODULE: ./.build/src/shared/spec/problem.js
var problem = __webpack_require__(4742);
// EXTERNAL MODULE: ./.build/src/shared/action/fields.js
var fields = __webpack_require__(3491);
;// CONCATENATED MODULE: ./.build/src/shared/action/inputs.js





function readInputs(schema, environment) {
    const raw = {};
    for (const [name, field] of Object.entries(schema.def.shape)) {
        const value = given(name) ?? process.env[environment[name] ?? '']?.trim();
        if (!value)
            continue;
        if ((0,fields/* isSecret */.$f)(field))
            core/* setSecret */.Pq(value);
        raw[name] = value;
    }
    const result = parse/* safeParse */.xL(schema, raw);
    if (result.success)
        return result.data;
    throw new problem/* UserError */.y((0,issues/* complaints */.Z)(schema, result.error, raw).map(({ path, message }) => ({
        message: `input ${path.join('.')} ${message}`,
    })));
}
function given(name) {
    const value = core/* getInput */.V4(name, { trimWhitespace: false });
    if (value.trim() === '')
        return undefined;
    return value.includes('\n') ? value : value.trim();
}

// EXTERNAL MODULE: ./.build/src/shared/action/log.js
var log = __webpack_require__(2714);
// EXTERNAL MODULE: ./.build/src/shared/action/outputs.js
var action_outputs = __webpack_require__(1622);
;// CONCATENATED MODULE: ./.build/src/shared/action/summary.js

const MAX_BYTES = 1024 * 1024;
const CUT = '\n\n*(The rest does not fit into a job summary.)*\n';
class Summary {
    #parts = [];
    add(markdown) {
        this.#parts.push(markdown);
    }
    get isEmpty() {
        return this.#parts.length === 0;
    }
    get markdown() {
        return this.#parts.join('\n\n');
    }
    async write(title) {
        if (this.isEmpty || !process.env['GITHUB_STEP_SUMMARY'])
            return;
        const text = `### ${title}\n\n${this.markdown}\n`;
        await core/* summary */.z.addRaw(fit(text)).write({ overwrite: true });
    }
}
function fit(text) {
    const bytes = Buffer.from(text);
    if (bytes.length <= MAX_BYTES)
        return text;
    const kept = bytes.subarray(0, MAX_BYTES - Buffer.byteLength(CUT)).toString();
    return kept.slice(0, kept.lastIndexOf('\n')) + CUT;
}

;// CONCATENATED MODULE: ./.build/src/shared/action/run-action.js








async function runAction(action) {
    const signal = (0,cancellation/* cancellation */.W)();
    const summary = new Summary();
    const opened = [];
    let report = {};
    const fail = async (error) => (await __webpack_require__.e(/* import() */ 3573).then(__webpack_require__.bind(__webpack_require__, 3573))).failStep(error, summary);
    const escaped = (error) => void fail(error);
    process.on('uncaughtException', escaped).on('unhandledRejection', escaped);
    try {
        const inputs = readInputs(action.inputs, connection_fields/* CONNECTION_ENVIRONMENT */.T);
        report = inputs;
        const { run } = await action.load();
        const deps = dependencies({ signal, summary, connect: () => run_action_open(action.name, inputs, opened) });
        deps.output(await run(inputs, deps));
        signal.throwIfAborted();
    }
    catch (error) {
        await fail(signal.aborted ? signal.reason : error);
    }
    finally {
        await publish(`Provena: ${action.name}`, summary, report).catch(fail);
        for (const { provena } of opened)
            await provena.close();
        process.off('uncaughtException', escaped).off('unhandledRejection', escaped);
    }
}
async function publish(title, summary, { comment, 'github-token': token, 'job-index': leg }) {
    await summary.write(title);
    if (!comment || summary.isEmpty)
        return;
    const { keepComment } = await Promise.all(/* import() */[__webpack_require__.e(6752), __webpack_require__.e(2413), __webpack_require__.e(1628)]).then(__webpack_require__.bind(__webpack_require__, 1628));
    await keepComment({ token, leg, title, markdown: summary.markdown, log: log/* runnerLog */.M });
}
function dependencies(given) {
    return {
        ...given,
        log: log/* runnerLog */.M,
        output: setOrWarn,
        ci: (0,ci_run/* readCiRun */.C)(process.env),
        workspace: process.env['GITHUB_WORKSPACE'] ?? process.cwd(),
    };
}
function setOrWarn(outputs) {
    for (const name of (0,action_outputs/* setOutputs */.n0)(outputs)) {
        core/* warning */.$e(`Output ${name} is larger than the outputs of a job may be, and was not set.`);
    }
}
async function run_action_open(name, inputs, opened) {
    const known = opened[0];
    if (known)
        return known;
    const { openConnection } = await Promise.all(/* import() */[__webpack_require__.e(5576), __webpack_require__.e(8567)]).then(__webpack_require__.bind(__webpack_require__, 912));
    const connection = await openConnection(inputs, {
        log: log/* runnerLog */.M,
        userAgent: `provena-actions (${(0,log/* inert */.t)(name)})`,
    });
    opened.push(connection);
    return connection;
}

;// CONCATENATED MODULE: ./.build/src/shared/action/index.js



/***/ }),

/***/ 2714:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ runnerLog),
/* harmony export */   t: () => (/* binding */ inert)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5274);

const runnerLog = {
    debug: (message) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .debug */ .Yz(message),
    info: (message) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .info */ .pq(inert(message)),
    notice: (message, place) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .notice */ .lm(message, properties(place)),
    warning: (message, place) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e(message, properties(place)),
    error: (message, place) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .error */ .z3(message, properties(place)),
    group: (title, work) => _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .group */ .Os(inert(title).replaceAll('\n', ' '), work),
};
function properties(place) {
    if (place?.file === undefined)
        return {};
    return {
        file: place.file,
        ...(place.line === undefined ? {} : { startLine: place.line }),
        ...(place.column === undefined ? {} : { startColumn: place.column }),
    };
}
function inert(message) {
    return message.replace(/^(\s*):(?=:)/gm, '$1:\u200B').replaceAll('##[', '#\u200B#[');
}


/***/ }),

/***/ 1622:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b6: () => (/* binding */ textOf),
/* harmony export */   f7: () => (/* binding */ fitsOutputs),
/* harmony export */   n0: () => (/* binding */ setOutputs)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5274);

const MAX_OUTPUT_CHARACTERS = 1024 * 1024;
function setOutputs(outputs) {
    const tooLarge = [];
    for (const [name, value] of Object.entries(outputs)) {
        if (value === undefined)
            continue;
        if (fitsOutputs(value))
            _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setOutput */ .uH(name, textOf(value));
        else
            tooLarge.push(name);
    }
    return tooLarge;
}
function fitsOutputs(value) {
    return textOf(value).length <= MAX_OUTPUT_CHARACTERS;
}
function textOf(value) {
    return typeof value === 'string' ? value : JSON.stringify(value);
}


/***/ }),

/***/ 6164:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ reportFields)
/* harmony export */ });
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3491);

const reportFields = {
    comment: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .withDefault */ .IQ)(_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .flag */ .Jt, 'false'),
    'github-token': (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .secret */ .rJ),
    'job-index': (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .optional */ .lq)(_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq),
};


/***/ }),

/***/ 1693:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ pathName),
/* harmony export */   Z: () => (/* binding */ complaints)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7903);
/* harmony import */ var _schema_walk_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1846);
/* harmony import */ var _wording_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7001);



function complaints(schema, error, value) {
    return error.issues.flatMap((issue) => complaintsOf(schema, issue, value, []));
}
function complaintsOf(schema, issue, root, above) {
    const path = [...above, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
    if (issue.code === 'unrecognized_keys') {
        const known = (0,_schema_walk_js__WEBPACK_IMPORTED_MODULE_1__/* .knownKeys */ .eE)(schema, path);
        return issue.keys.map((key) => ({
            path: [...path, key],
            aboutKey: true,
            isMissing: false,
            message: `is not a known field${(0,_wording_js__WEBPACK_IMPORTED_MODULE_0__/* .didYouMean */ .au)(key, known)}`,
        }));
    }
    const closest = issue.code === 'invalid_union' ? closestAlternative(issue) : undefined;
    if (closest)
        return closest.flatMap((inner) => complaintsOf(schema, inner, root, path));
    const found = root === undefined ? undefined : (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .valueAt */ .fK)(root, path);
    return [{ path, aboutKey: false, isMissing: found === undefined, message: (0,_wording_js__WEBPACK_IMPORTED_MODULE_0__/* .describe */ .q0)(issue, found) }];
}
function closestAlternative(issue) {
    const deep = issue.errors.filter((issues) => issues.some((inner) => inner.path.length > 0));
    return deep.length === 1 ? deep[0] : undefined;
}
function pathName(path) {
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .formatPath */ .jV)(path) || '(document)';
}


/***/ }),

/***/ 7903:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fK: () => (/* binding */ valueAt),
/* harmony export */   jV: () => (/* binding */ formatPath),
/* harmony export */   jf: () => (/* binding */ child),
/* harmony export */   pi: () => (/* binding */ isMapping)
/* harmony export */ });
function isMapping(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function formatPath(path) {
    return path
        .map((step, i) => {
        if (typeof step === 'number')
            return `[${step}]`;
        if (!/^[A-Za-z_][\w-]*$/.test(step))
            return `[${JSON.stringify(step)}]`;
        return i === 0 ? step : `.${step}`;
    })
        .join('');
}
function child(value, step) {
    if (Array.isArray(value))
        return value[Number(step)];
    return isMapping(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}
function valueAt(value, path) {
    return path.reduce(child, value);
}


/***/ }),

/***/ 4742:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ describeProblem),
/* harmony export */   y: () => (/* binding */ UserError)
/* harmony export */ });
class UserError extends Error {
    name = 'UserError';
    problems;
    constructor(problems, options) {
        const list = typeof problems === 'string' ? [{ message: problems }] : [problems].flat();
        super(list.map(describeProblem).join('\n'), options);
        this.problems = list;
    }
}
function describeProblem(problem) {
    return [describePlace(problem.place), problem.path, problem.message].filter(Boolean).join(': ');
}
function describePlace(place) {
    if (!place)
        return undefined;
    const position = [place.line, place.column].filter((n) => n !== undefined);
    return place.file
        ? [place.source, ...position].join(':')
        : [place.source, position.length > 0 ? `line ${position.join(', column ')}` : '']
            .filter(Boolean)
            .join(', ');
}


/***/ }),

/***/ 1846:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DU: () => (/* binding */ handlePlaces),
/* harmony export */   eE: () => (/* binding */ knownKeys),
/* harmony export */   x5: () => (/* binding */ notesAt)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9396);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7903);


function knownKeys(schema, path) {
    return Object.keys(partsOf(schemaAt(schema, path))?.shape ?? {});
}
function notesAt(schema, path) {
    return notesOf(schemaAt(schema, path));
}
function handlePlaces(schema, document, path = []) {
    const here = bare(schema);
    const kind = notesOf(here)['handleOf'];
    if (typeof kind === 'string')
        return [{ path, kind, value: document }];
    const parts = partsOf(here);
    const below = (step, value, next) => next ? handlePlaces(next, value, [...path, step]) : [];
    if (Array.isArray(document))
        return document.flatMap((entry, i) => below(i, entry, parts?.element));
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .pi)(document))
        return [];
    return Object.entries(document).flatMap(([key, value]) => below(key, value, parts?.shape && Object.hasOwn(parts.shape, key) ? parts.shape[key] : parts?.valueType));
}
function schemaAt(schema, path) {
    let here = schema;
    for (const step of path) {
        const parts = partsOf(bare(here));
        here = parts?.shape?.[step] ?? parts?.element ?? parts?.valueType;
    }
    return bare(here);
}
function bare(schema) {
    const parts = partsOf(schema);
    const inner = parts?.innerType ?? parts?.in;
    return inner ? bare(inner) : schema;
}
function partsOf(schema) {
    return schema?._zod.def;
}
function notesOf(schema) {
    return (schema && zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .globalRegistry */ .fd.get(schema)) ?? {};
}


/***/ }),

/***/ 7001:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   WU: () => (/* binding */ show),
/* harmony export */   au: () => (/* binding */ didYouMean),
/* harmony export */   q0: () => (/* binding */ describe)
/* harmony export */ });
/* harmony import */ var fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1916);

function describe(issue, found) {
    if (issue.code === 'custom')
        return issue.message;
    if (isOwnWords(issue))
        return found === undefined ? `is required: ${issue.message}` : `${issue.message}; found ${show(found)}`;
    if (found === undefined)
        return `is required: expected ${expectation(issue)}`;
    const near = issue.code === 'invalid_value' && typeof found === 'string'
        ? didYouMean(found, issue.values.map(String))
        : '';
    if (found === null)
        return `expected ${expectation(issue)}, found nothing: is what should fill it in empty?`;
    return `expected ${expectation(issue)}, found ${show(found)}${near}`;
}
function isOwnWords(issue) {
    return issue.message !== '' && issue.message !== 'Invalid input';
}
function expectation(issue) {
    switch (issue.code) {
        case 'invalid_type':
            return TYPES[issue.expected] ?? issue.expected;
        case 'invalid_value':
            return issue.values.length === 1
                ? show(issue.values[0])
                : `one of ${issue.values.map(show).join(', ')}`;
        case 'invalid_format':
            return FORMATS[issue.format] ?? (issue.pattern ? `text matching ${issue.pattern}` : issue.format);
        case 'too_small':
            return bound(issue, issue.minimum, 'at least');
        case 'too_big':
            return bound(issue, issue.maximum, 'at most');
        case 'not_multiple_of':
            return `a multiple of ${issue.divisor}`;
        case 'invalid_union':
            return [...new Set(issue.errors.flatMap((issues) => issues.map(expectation)))].join(' or ');
        default:
            return issue.message;
    }
}
const TYPES = {
    string: 'text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    object: 'a mapping',
    record: 'a mapping',
    array: 'a list',
    null: 'null',
};
const FORMATS = {
    url: 'a URL',
    email: 'an e-mail address',
    date: 'a date (YYYY-MM-DD)',
    datetime: 'an ISO 8601 date and time',
    uuid: 'a UUID',
};
const UNITS = {
    string: ' characters',
    array: ' entries',
    set: ' entries',
    object: ' entries',
};
function bound(issue, limit, words) {
    if (issue.origin === 'string' && limit === 1)
        return 'text that is not empty';
    const exclusive = issue.inclusive === false ? (words === 'at least' ? 'more than' : 'less than') : words;
    return `${exclusive} ${limit}${UNITS[issue.origin] ?? ''}`;
}
function didYouMean(name, known) {
    const nearest = known
        .map((candidate) => ({ candidate, edits: (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__/* .distance */ .Io)(name.toLowerCase(), candidate.toLowerCase()) }))
        .filter(({ candidate, edits }) => edits <= Math.max(2, Math.floor(candidate.length / 3)) || candidate.startsWith(name))
        .sort((a, b) => a.edits - b.edits)[0];
    return nearest ? `. Did you mean ${show(nearest.candidate)}?` : '';
}
const SHOWN = 60;
function show(value) {
    const text = JSON.stringify(value) ?? String(value);
    return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}


/***/ })

};
