export const id = 7948;
export const ids = [7948];
export const modules = {

/***/ 9120:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(6466);
;// CONCATENATED MODULE: ./.build/src/shared/action/data/add-sha256.js



async function withSha256(manifest, plan, signal) {
    const paths = new Map(plan.downloads.map(({ name, path }) => [name, path]));
    const files = [];
    for (const entry of manifest.files) {
        const path = entry.outcome === 'downloaded' || entry.outcome === 'skipped' ? paths.get(entry.name) : '';
        files.push(path ? { ...entry, sha256: await sha256Of(path, signal) } : entry);
    }
    return { ...manifest, files };
}
async function sha256Of(path, signal) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    await (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)(path), hash, { signal });
    return hash.digest('hex');
}

// EXTERNAL MODULE: ./.build/src/shared/action/data/dataset-store.js
var dataset_store = __webpack_require__(8357);
// EXTERNAL MODULE: ./.build/src/shared/action/data/manifest-file.js
var manifest_file = __webpack_require__(8503);
// EXTERNAL MODULE: ./node_modules/minimatch/dist/esm/index.js + 6 modules
var esm = __webpack_require__(5273);
;// CONCATENATED MODULE: ./.build/src/shared/action/data/name-patterns.js

const LIKE_ACTIONS_GLOB = {
    dot: true,
    nobrace: true,
    nocomment: true,
    noext: true,
    nonegate: true,
};
function namePattern(patterns) {
    const rules = patterns.map(ruleOf);
    const atFirst = rules[0]?.takesAway ?? true;
    return (name) => rules.reduce((wanted, { takesAway, matches }) => (matches(name) ? !takesAway : wanted), atFirst);
}
function ruleOf(pattern) {
    const [, marks = '', path = ''] = /^(!*)\s*(?:\.?\/)*(.*?)\/*$/s.exec(pattern) ?? [];
    const itself = new esm/* Minimatch */.VR(path, LIKE_ACTIONS_GLOB);
    const below = new esm/* Minimatch */.VR(`${path}/**`, LIKE_ACTIONS_GLOB);
    return {
        takesAway: marks.length % 2 === 1,
        matches: (name) => path === '' || path === '.' || itself.match(name) || below.match(name),
    };
}

// EXTERNAL MODULE: ./.build/src/shared/action/data/run-verdict.js
var run_verdict = __webpack_require__(2364);
// EXTERNAL MODULE: ./.build/src/shared/action/data/words.js
var words = __webpack_require__(7856);
// EXTERNAL MODULE: ./.build/src/shared/action/failure.js
var failure = __webpack_require__(4514);
// EXTERNAL MODULE: ./.build/src/shared/action/markdown.js
var markdown = __webpack_require__(1579);
// EXTERNAL MODULE: ./.build/src/shared/action/write-file.js
var write_file = __webpack_require__(4326);
// EXTERNAL MODULE: ./.build/src/shared/spec/problem.js
var problem = __webpack_require__(4742);
// EXTERNAL MODULE: ./.build/src/shared/transfer/index.js + 48 modules
var transfer = __webpack_require__(3987);
// EXTERNAL MODULE: ./.build/src/shared/transfer/names.js
var names = __webpack_require__(3209);
;// CONCATENATED MODULE: ./.build/actions/download-data/run.js
var __addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
    if (value !== null && value !== void 0) {
        if (typeof value !== "object" && typeof value !== "function") throw new TypeError("Object expected.");
        var dispose, inner;
        if (async) {
            if (!Symbol.asyncDispose) throw new TypeError("Symbol.asyncDispose is not defined.");
            dispose = value[Symbol.asyncDispose];
        }
        if (dispose === void 0) {
            if (!Symbol.dispose) throw new TypeError("Symbol.dispose is not defined.");
            dispose = value[Symbol.dispose];
            if (async) inner = dispose;
        }
        if (typeof dispose !== "function") throw new TypeError("Object not disposable.");
        if (inner) dispose = function() { try { inner.call(this); } catch (e) { return Promise.reject(e); } };
        env.stack.push({ value: value, dispose: dispose, async: async });
    }
    else if (async) {
        env.stack.push({ async: true });
    }
    return value;
};
var __disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
    return function (env) {
        function fail(e) {
            env.error = env.hasError ? new SuppressedError(e, env.error, "An error was suppressed during disposal.") : e;
            env.hasError = true;
        }
        var r, s = 0;
        function next() {
            while (r = env.stack.pop()) {
                try {
                    if (!r.async && s === 1) return s = 0, env.stack.push(r), Promise.resolve().then(next);
                    if (r.dispose) {
                        var result = r.dispose.call(r.value);
                        if (r.async) return s |= 2, Promise.resolve(result).then(next, function(e) { fail(e); return next(); });
                    }
                    else s |= 1;
                }
                catch (e) {
                    fail(e);
                }
            }
            if (s === 1) return env.hasError ? Promise.reject(env.error) : Promise.resolve();
            if (env.hasError) throw env.error;
        }
        return next();
    };
})(typeof SuppressedError === "function" ? SuppressedError : function (error, suppressed, message) {
    var e = new Error(message);
    return e.name = "SuppressedError", e.error = error, e.suppressed = suppressed, e;
});














const NOTHING = { downloaded: 0, skipped: 0, failed: 0, 'total-bytes': 0 };
async function run(inputs, deps) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const target = (0,external_node_path_.resolve)(deps.workspace, inputs.path);
        await demandFolder(target);
        const path = (0,manifest_file/* manifestPath */.ji)(inputs['manifest-file'], deps.workspace, inputs['dataset-id']);
        const known = inputs['manifest-file'] === undefined ? undefined : await (0,manifest_file/* readManifest */.WI)(path);
        const plans = planOptions(inputs, target, known);
        const connection = await deps.connect();
        const dataset = __addDisposableResource(env_1, await (0,dataset_store/* openDataset */.J)({ datasetId: inputs['dataset-id'], access: 'read', connections: inputs.concurrency, inputs }, connection, deps), true);
        deps.output({ path: target });
        const plan = await (0,transfer/* planDownload */.cE)(dataset.store, plans);
        if (plan.downloads.length === 0)
            return nothingFound(inputs, deps);
        deps.log.info(planLine(plan));
        if (inputs['dry-run'])
            return dryRun(plan, deps);
        const result = await fetchAll(dataset.store, plan, deps);
        await (0,manifest_file/* writeManifest */.HN)(path, inputs.sha256 ? await withSha256(result.manifest, plan, deps.signal) : result.manifest);
        const { downloaded, skipped, failed } = result.counts;
        deps.output({ downloaded, skipped, failed, 'total-bytes': result.bytes, manifest: path });
        deps.log.info((0,words/* tookLine */.WI)(result));
        const page = (0,markdown/* link */.nf)(dataset.name, connection.pages.dataset(inputs['dataset-id']));
        deps.summary.add((0,markdown/* table */.tp)(['dataset', 'downloaded', 'unchanged', 'failed', 'bytes', 'folder'], [[page, `${downloaded}`, `${skipped}`, `${failed}`, (0,words/* bytes */.ee)(result.bytes), (0,markdown/* literal */.eu)(inputs.path)]]));
        (0,run_verdict/* judgeRun */.Z)(result, 'downloaded', deps.signal);
        return {};
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        const result_1 = __disposeResources(env_1);
        if (result_1)
            await result_1;
    }
}
function planOptions(inputs, target, known) {
    const { source, shard } = inputs;
    if (source?.split('/').includes('..'))
        throw new problem/* UserError */.y(`input source: must not lead out of the dataset by "..", found ${JSON.stringify(source)}`);
    const isWanted = namePattern(inputs.include ?? []);
    const isAtRoot = source === undefined || /^(\.?\/)*$/.test(source);
    return {
        target,
        source,
        include: (name) => (inputs['include-metadata'] || !isAtRoot || name !== names/* SERVERS_OWN */.W6) && isWanted(name),
        ifExists: inputs['if-exists'],
        ...(shard === undefined ? {} : { shard: (0,transfer/* parseShard */.uK)(shard) }),
        known: known ? [known] : [],
    };
}
async function demandFolder(target) {
    const there = await (0,promises_.stat)(target).catch(() => undefined);
    if (there && !there.isDirectory())
        throw new problem/* UserError */.y(`input path: ${target} is a file, and the files need a folder to go to`);
}
async function fetchAll(store, plan, { log }) {
    try {
        return await (0,transfer/* runDownload */.a9)(store, plan, { onProgress: (progress) => log.info((0,words/* progressLine */.oz)(progress)) });
    }
    catch (error) {
        if (!(error instanceof transfer/* FileProblem */.kc))
            throw (0,write_file/* explainUnwritable */.D)(error, { path: plan.target, input: 'path' });
        const advice = 'Nothing was downloaded.';
        throw new failure/* OutcomeError */.R(error.message, { advice, topic: 'a-file-cannot-be-written', cause: error });
    }
}
function nothingFound(inputs, { log }) {
    const patterns = inputs.include?.map((line) => JSON.stringify(line)).join(', ');
    const where = inputs.source === undefined ? '' : ` below ${inputs.source}`;
    const message = `dataset ${inputs['dataset-id']} has no file${where}${patterns ? ` that matches ${patterns}` : ''}`;
    if (inputs['if-no-files-found'] === 'error')
        throw new problem/* UserError */.y(`input include: ${message}`);
    if (inputs['if-no-files-found'] === 'warn')
        log.warning(message);
    return NOTHING;
}
function planLine(plan) {
    const { download, replace, skip, refuse } = (0,transfer/* tallyDownload */.zN)(plan);
    const parts = [
        `${(0,words/* tallied */.mG)(download)} to download`,
        ...(replace.files > 0 ? [`${(0,words/* tallied */.mG)(replace)} to replace`] : []),
        ...(skip.files > 0 ? [`${(0,words/* tallied */.mG)(skip)} unchanged`] : []),
        ...(refuse.files > 0 ? [`${(0,words/* tallied */.mG)(refuse)} refused`] : []),
    ];
    return parts.join(', ');
}
function dryRun(plan, { log, summary }) {
    for (const { name, decision, reason } of plan.downloads)
        log.info(`${decision}: ${name} (${reason})`);
    summary.add(`Dry run, nothing was done: ${(0,markdown/* literal */.eu)(planLine(plan))}.`);
    return NOTHING;
}


/***/ }),

/***/ 8357:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ openDataset)
/* harmony export */ });
/* harmony import */ var _transfer_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3987);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4514);


async function openDataset({ datasetId, access, connections, inputs }, { provena, proxy }, { log, signal }) {
    const environment = (0,_transfer_index_js__WEBPACK_IMPORTED_MODULE_0__/* .storeSettingsFrom */ .zI)(process.env);
    const opened = await (0,_transfer_index_js__WEBPACK_IMPORTED_MODULE_0__/* .openDatasetStore */ .We)(provena.datastore, datasetId, access, {
        region: inputs['s3-region'] ?? environment.region,
        endpoint: inputs['s3-endpoint'] ?? environment.endpoint,
        connections,
        proxy,
        signal,
        log: (level, line) => log[level](line),
    }).catch((error) => {
        throw error instanceof _transfer_index_js__WEBPACK_IMPORTED_MODULE_0__/* .DatasetClosedError */ .JZ ? explained(error) : error;
    });
    return { ...opened, [Symbol.asyncDispose]: () => opened.store.close() };
}
const REMEDIES = {
    locked: 'Unlock it in the registry, or ask whoever locked it.',
    pending: 'Upload once the release is rejected, or to a new version of the dataset.',
    released: 'Make a new version of the dataset and upload to that.',
};
function explained(error) {
    const advice = `${REMEDIES[error.closed]} Nothing was sent.`;
    return new _failure_js__WEBPACK_IMPORTED_MODULE_1__/* .OutcomeError */ .R(error.message, { advice, topic: 'the-dataset-takes-no-files', cause: error });
}


/***/ }),

/***/ 8503:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HN: () => (/* binding */ writeManifest),
/* harmony export */   WI: () => (/* binding */ readManifest),
/* harmony export */   ji: () => (/* binding */ manifestPath)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _client_index_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5576);
/* harmony import */ var _spec_problem_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4742);
/* harmony import */ var _transfer_index_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3987);





function manifestPath(asked, workspace, datasetId) {
    if (asked !== undefined)
        return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, asked);
    const name = `provena-${datasetId.replace(/[^\w-]+/g, '-')}-${process.env['GITHUB_ACTION'] ?? 'manifest'}.json`;
    return (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(process.env['RUNNER_TEMP'] ?? workspace, name.replace(/[^\w.-]+/g, '-'));
}
async function readManifest(path) {
    const text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path, 'utf8').catch((error) => {
        if (error.code === 'ENOENT')
            return undefined;
        throw new _spec_problem_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y({
            message: `input manifest-file: cannot be read (${error.code})`,
            place: { source: path },
        });
    });
    if (text === undefined)
        return undefined;
    try {
        return (0,_transfer_index_js__WEBPACK_IMPORTED_MODULE_4__/* .parseManifest */ .Ng)(text);
    }
    catch (error) {
        if (!(error instanceof _client_index_js__WEBPACK_IMPORTED_MODULE_2__/* .InvalidError */ .aB))
            throw error;
        throw new _spec_problem_js__WEBPACK_IMPORTED_MODULE_3__/* .UserError */ .y({ message: `input manifest-file: ${error.message}`, place: { source: path } }, { cause: error });
    }
}
async function writeManifest(path, manifest) {
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path), { recursive: true });
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(path, `${JSON.stringify(manifest, null, 1)}\n`);
}


/***/ }),

/***/ 2364:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ judgeRun)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4514);

const NAMED = 20;
function judgeRun(result, verb, signal) {
    const { counts, manifest, ended, error } = result;
    const undone = manifest.files.filter(({ outcome }) => outcome === 'failed' || outcome === 'not-done');
    const state = `${counts[verb]} ${verb}, ${counts.skipped} there already, ${counts.failed} failed, ${counts['not-done']} not begun or not finished`;
    if (ended === 'stopped')
        throw signal.reason;
    if (ended === 'complete' && undone.length === 0)
        return;
    const lines = undone.slice(0, NAMED).map(({ name, reason }) => `${name}: ${reason ?? ''}`);
    const more = undone.length > NAMED ? [`and ${undone.length - NAMED} more; the manifest names all`] : [];
    const head = ended === 'store-lost'
        ? `the store gave up on us: ${error?.message}`
        : `${undone.length} files were not ${verb}`;
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .OutcomeError */ .R(`${head} (${state})\n${[...lines, ...more].join('\n')}`, {
        advice: 'Run the step again: what is there stays, and large files go on from where they were.',
        topic: 'files-were-not-transferred',
    });
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


/***/ })

};
