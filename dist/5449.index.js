export const id = 5449;
export const ids = [5449];
export const modules = {

/***/ 5449:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./.build/src/shared/action/ci-run.js
var ci_run = __webpack_require__(4690);
// EXTERNAL MODULE: ./.build/src/shared/action/data/find-files.js
var find_files = __webpack_require__(7912);
// EXTERNAL MODULE: ./.build/src/shared/action/items/find-stored.js
var find_stored = __webpack_require__(8574);
// EXTERNAL MODULE: ./.build/src/shared/action/items/plan.js
var plan = __webpack_require__(3736);
// EXTERNAL MODULE: ./.build/src/shared/action/items/plan-words.js
var plan_words = __webpack_require__(8020);
// EXTERNAL MODULE: ./.build/src/shared/spec/items/item-document.js
var item_document = __webpack_require__(7061);
// EXTERNAL MODULE: ./.build/src/shared/spec/load.js
var load = __webpack_require__(4265);
// EXTERNAL MODULE: ./.build/src/shared/spec/problem.js
var problem = __webpack_require__(4742);
;// CONCATENATED MODULE: ./.build/src/shared/action/items/read-items.js



async function readItems({ inline, files, kind, workspace }) {
    const [first, ...others] = files.paths;
    if (inline.text?.trim() || first === undefined) {
        if (others.length > 0) {
            throw new problem/* UserError */.y(`input ${inline.input} is merged over one file; input ${files.input} names ${files.paths.length}`);
        }
        const source = await (0,load/* loadDocument */.Az)({ inline, file: { input: files.input, path: first }, workspace });
        if (!source)
            throw new problem/* UserError */.y(`no item: give input ${inline.input}, input ${files.input}, or both`);
        return [
            (0,item_document/* readItem */.k)({
                source,
                file: first === undefined ? `input ${inline.input}` : (0,load/* nameFile */.iC)(first, workspace).name,
                kind,
            }),
        ];
    }
    const documents = [];
    const problems = [];
    for (const path of files.paths) {
        try {
            const source = await (0,load/* loadFile */.ZN)(path, workspace, files.input);
            documents.push((0,item_document/* readItem */.k)({ source, file: (0,load/* nameFile */.iC)(path, workspace).name, kind }));
        }
        catch (error) {
            if (!(error instanceof problem/* UserError */.y))
                throw error;
            problems.push(...error.problems);
        }
    }
    if (problems.length > 0)
        throw new problem/* UserError */.y(problems);
    return documents;
}

// EXTERNAL MODULE: ./.build/src/shared/spec/me.js
var me = __webpack_require__(7683);
// EXTERNAL MODULE: ./.build/src/shared/spec/server-problems.js
var server_problems = __webpack_require__(5527);
// EXTERNAL MODULE: ./.build/src/shared/action/creation/once.js
var once = __webpack_require__(5631);
// EXTERNAL MODULE: ./.build/src/shared/action/items/item-writer.js
var item_writer = __webpack_require__(3906);
// EXTERNAL MODULE: ./.build/src/shared/action/items/stored-item.js
var stored_item = __webpack_require__(4366);
;// CONCATENATED MODULE: ./.build/src/shared/action/items/write-items.js






async function writeItems(planned, options) {
    const handles = new Map();
    for (const entry of planned) {
        const written = await writeOne(entry, handles, options);
        handles.set(entry.document.name, written.id);
        options.onDone(entry, written);
    }
}
async function writeOne(entry, handles, options) {
    const { document, key, found, action } = entry;
    const { provena, call, facts, reason } = options;
    if (found && action === 'keep')
        return { id: found.item.id, session: undefined };
    const { schema, metadataPath } = document.kind;
    const [value = document.value] = await (0,me/* resolveMe */.J)([(0,plan/* withHandles */.qU)(document, handles)], schema, provena, call);
    const full = (0,plan/* withFacts */.Qj)(value, metadataPath, { ...facts, [stored_item/* DOCUMENT_KEY */.wt]: key });
    try {
        if (!found)
            return await create(entry, full, options);
        await (0,item_writer/* itemWriter */.r)(document.kind, provena).update(found.item.id, full, reason, call);
        return { id: found.item.id, session: undefined };
    }
    catch (error) {
        throw (0,server_problems/* atDocument */.Z)(error, document.source);
    }
}
async function create({ document, key }, value, options) {
    const { provena, call, finder, log } = options;
    const writer = (0,item_writer/* itemWriter */.r)(document.kind, provena);
    const { made } = await (0,once/* createOnce */.U)({
        key: { value: key, lookFirst: false, since: 0 },
        find: async () => (await finder.findAnew(document.kind, key)).map(asTrace),
        create: (recover) => writer.create(value, { ...call, recover }),
        id: (written) => written.id,
        log,
        signal: call.signal,
    });
    return made;
}
function asTrace({ id, createdAt }) {
    return { id, createdAt, made: { id, session: undefined } };
}

// EXTERNAL MODULE: ./.build/src/shared/action/wait.js + 8 modules
var action_wait = __webpack_require__(6654);
// EXTERNAL MODULE: ./.build/src/shared/action/wait-verdict.js
var wait_verdict = __webpack_require__(487);
// EXTERNAL MODULE: ./.build/src/shared/spec/items/references.js
var references = __webpack_require__(3414);
;// CONCATENATED MODULE: ./.build/actions/register-item/run.js










async function run(inputs, deps) {
    const documents = (0,references/* inOrder */.a)(await read(inputs, deps));
    const { provena, pages } = await deps.connect();
    const call = { signal: deps.signal };
    const finder = new find_stored/* ItemFinder */.O(provena, call);
    const planned = await (0,plan/* planItems */.ki)(documents, {
        provena,
        call,
        finder,
        ifExists: inputs['if-exists'],
        repository: deps.ci?.repository,
    });
    for (const line of planned.flatMap(plan_words/* describePlan */.df))
        deps.log.info(line);
    deps.output({ changes: (0,plan_words/* planOutput */.pp)(planned, new Map()), ...counts(planned) });
    if (inputs.plan) {
        deps.summary.add(`Plan, nothing was written.\n\n${(0,plan_words/* changesTable */.EI)(planned, new Map(), pages)}`);
        return {};
    }
    const ids = new Map();
    const sessions = [];
    await writeItems(planned, {
        provena,
        call,
        finder,
        log: deps.log,
        facts: inputs['link-run'] && deps.ci ? (0,ci_run/* runMetadata */.V)(deps.ci) : {},
        reason: inputs.reason,
        onDone({ document, action }, { id, session }) {
            ids.set(document.name, id);
            if (session)
                sessions.push(session);
            deps.output({
                ids: Object.fromEntries(ids),
                'session-ids': sessions,
                ...(planned.length === 1 ? { id } : {}),
            });
            if (action !== 'keep')
                deps.log.notice(`${action === 'create' ? 'Created' : 'Updated'} ${document.name}: ${pages.item(id)}`);
        },
    });
    deps.output({ changes: (0,plan_words/* planOutput */.pp)(planned, ids) });
    deps.summary.add((0,plan_words/* changesTable */.EI)(planned, ids, pages));
    if (inputs.wait && sessions.length > 0) {
        const { log, signal } = deps;
        const wait = { sessions, follow: true, timeoutSeconds: inputs.timeout };
        (0,wait_verdict/* judge */.S)(await (0,action_wait/* waitForJobs */.pf)(wait, provena, { log, signal, output: () => { } }), 'any');
    }
    return {};
}
async function read(inputs, { workspace }) {
    return readItems({
        inline: { input: 'item', text: inputs.item },
        files: { input: 'item-file', paths: await (0,find_files/* findPaths */.E)(inputs['item-file'] ?? [], 'item-file', workspace) },
        kind: inputs.kind,
        workspace,
    });
}
function counts(planned) {
    const count = (action) => planned.filter((entry) => entry.action === action).length;
    return { created: count('create'), updated: count('update'), unchanged: count('keep') };
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


/***/ })

};
