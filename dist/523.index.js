export const id = 523;
export const ids = [523];
export const modules = {

/***/ 9523:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   run: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var _src_shared_action_ci_run_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4690);
/* harmony import */ var _src_shared_action_markdown_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(1579);
/* harmony import */ var _src_shared_action_wait_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6654);
/* harmony import */ var _src_shared_action_wait_verdict_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(487);
/* harmony import */ var _src_shared_client_index_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(431);
/* harmony import */ var _src_shared_spec_load_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5793);
/* harmony import */ var _src_shared_spec_problem_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4742);
/* harmony import */ var _src_shared_spec_resolve_me_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2593);
/* harmony import */ var _src_shared_spec_validate_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1759);









async function run(inputs, deps) {
    const written = await readMetadata(inputs, deps.workspace);
    const { provena, pages } = await deps.connect();
    const call = { signal: deps.signal };
    const resolved = await (0,_src_shared_spec_resolve_me_js__WEBPACK_IMPORTED_MODULE_5__/* .resolveMe */ .J)(written, [['associations', 'data_custodian_id']], provena, call);
    const metadata = inputs['link-run'] && deps.ci ? withRun(resolved, (0,_src_shared_action_ci_run_js__WEBPACK_IMPORTED_MODULE_7__/* .runMetadata */ .V)(deps.ci)) : resolved;
    if (inputs['validate-only']) {
        await provena.datastore.validateDatasetMetadata(metadata, call);
        deps.log.info('The metadata is valid; nothing was minted.');
        deps.summary.add(`The metadata of ${(0,_src_shared_action_markdown_js__WEBPACK_IMPORTED_MODULE_8__/* .literal */ .eu)(metadata.dataset_info.name)} is valid. Nothing was minted.`);
        return {};
    }
    const minted = await provena.datastore.mintDataset(metadata, call);
    const url = pages.handle(minted.handle);
    deps.output(outputsOf(minted, url));
    deps.log.notice(`Minted dataset ${minted.handle}: ${url}`);
    deps.summary.add((0,_src_shared_action_markdown_js__WEBPACK_IMPORTED_MODULE_8__/* .table */ .tp)(['dataset', 'handle', 'files'], [
        [
            (0,_src_shared_action_markdown_js__WEBPACK_IMPORTED_MODULE_8__/* .literal */ .eu)(metadata.dataset_info.name),
            (0,_src_shared_action_markdown_js__WEBPACK_IMPORTED_MODULE_8__/* .link */ .nf)(minted.handle, pages.dataset(minted.handle)),
            (0,_src_shared_action_markdown_js__WEBPACK_IMPORTED_MODULE_8__/* .literal */ .eu)(minted.s3_location.s3_uri),
        ],
    ]));
    if (inputs.wait)
        await awaitCreation(minted, inputs.timeout, deps);
    return {};
}
async function readMetadata(inputs, workspace) {
    const source = await (0,_src_shared_spec_load_js__WEBPACK_IMPORTED_MODULE_3__/* .loadDocument */ .Az)({
        inline: { input: 'metadata', text: inputs.metadata },
        file: { input: 'metadata-file', path: inputs['metadata-file'] },
        workspace,
    });
    if (!source)
        throw new _src_shared_spec_problem_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .y('no metadata: give input metadata, input metadata-file, or both');
    return (0,_src_shared_spec_validate_js__WEBPACK_IMPORTED_MODULE_6__/* .validate */ .t)(source, _src_shared_client_index_js__WEBPACK_IMPORTED_MODULE_2__/* .CollectionFormat */ .eX);
}
function withRun(metadata, run) {
    const { dataset_info: info } = metadata;
    return { ...metadata, dataset_info: { ...info, user_metadata: { ...run, ...info.user_metadata } } };
}
function outputsOf(minted, url) {
    return {
        'dataset-id': minted.handle,
        'handle-url': url,
        's3-uri': minted.s3_location.s3_uri,
        bucket: minted.s3_location.bucket_name,
        prefix: minted.s3_location.path,
        'session-id': minted.register_create_activity_session_id ?? '',
        reused: false,
    };
}
async function awaitCreation(minted, timeoutSeconds, deps) {
    const session = minted.register_create_activity_session_id;
    if (!session)
        return;
    const { provena } = await deps.connect();
    const { log, signal } = deps;
    const report = await (0,_src_shared_action_wait_js__WEBPACK_IMPORTED_MODULE_0__/* .waitForJobs */ .pf)({ sessions: [session], follow: true, timeoutSeconds }, provena, {
        log,
        signal,
        output: () => { },
    });
    (0,_src_shared_action_wait_verdict_js__WEBPACK_IMPORTED_MODULE_1__/* .judge */ .S)(report, 'any');
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
