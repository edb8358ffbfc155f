export const id = 589;
export const ids = [589];
export const modules = {

/***/ 2589:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./.build/src/shared/transfer/index.js + 49 modules
var transfer = __webpack_require__(6789);
// EXTERNAL MODULE: ./.build/src/shared/action/failure.js
var failure = __webpack_require__(4514);
;// CONCATENATED MODULE: ./.build/src/shared/action/data/dataset-store.js


const REGION = 'ap-southeast-2';
async function openDatasetStore({ datasetId, access, connections, inputs }, { provena, proxy }, { log, signal }) {
    const fetched = await provena.datastore.fetchDataset(datasetId, { signal });
    if (access === 'write')
        refuseClosed(datasetId, fetched);
    const { s3, display_name: name } = fetched.item;
    const env = process.env;
    const store = (0,transfer/* openStore */.Ch)({
        address: {
            bucket: s3.bucket_name,
            prefix: s3.path,
            region: inputs['s3-region'] ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? REGION,
            endpoint: inputs['s3-endpoint'] ?? env['AWS_ENDPOINT_URL_S3'] ?? env['AWS_ENDPOINT_URL'],
        },
        credentials: (call) => credentials(provena, datasetId, access, { signal: call }),
        proxy,
        signal,
        connections,
        log: (level, line) => log[level](line),
    });
    return { store, name, [Symbol.asyncDispose]: () => store.close() };
}
async function credentials({ datastore }, datasetId, access, call) {
    const request = { dataset_id: datasetId, console_session_required: false };
    const { credentials: keys } = access === 'write'
        ? await datastore.generateWriteAccessCredentials(request, call)
        : await datastore.generateReadAccessCredentials(request, call);
    return {
        accessKeyId: keys.aws_access_key_id,
        secretAccessKey: keys.aws_secret_access_key,
        sessionToken: keys.aws_session_token,
        expiration: new Date(keys.expiry),
    };
}
function refuseClosed(id, { item, locked }) {
    const reason = locked
        ? { is: 'locked', remedy: 'Unlock it in the registry, or ask whoever locked it.' }
        : CLOSED[item.release_status];
    if (!reason)
        return;
    throw new failure/* OutcomeError */.R(`dataset ${id} is ${reason.is}: it takes no files`, {
        advice: `${reason.remedy} Nothing was sent.`,
        topic: 'the-dataset-takes-no-files',
    });
}
const CLOSED = {
    PENDING: {
        is: 'waiting for the approval of its release',
        remedy: 'Upload once the release is rejected, or to a new version of the dataset.',
    },
    RELEASED: { is: 'released', remedy: 'Make a new version of the dataset and upload to that.' },
};

// EXTERNAL MODULE: ./.build/src/shared/action/data/find-files.js
var find_files = __webpack_require__(7912);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./.build/src/shared/client/index.js + 90 modules
var client = __webpack_require__(1206);
// EXTERNAL MODULE: ./.build/src/shared/spec/problem.js
var problem = __webpack_require__(4742);
;// CONCATENATED MODULE: ./.build/src/shared/action/data/manifest-file.js





function manifestPath(asked, workspace, datasetId) {
    if (asked !== undefined)
        return (0,external_node_path_.resolve)(workspace, asked);
    const name = `provena-${datasetId.replace(/[^\w-]+/g, '-')}-${process.env['GITHUB_ACTION'] ?? 'manifest'}.json`;
    return (0,external_node_path_.join)(process.env['RUNNER_TEMP'] ?? workspace, name.replace(/[^\w.-]+/g, '-'));
}
async function readManifest(path) {
    const text = await (0,promises_.readFile)(path, 'utf8').catch((error) => {
        if (error.code === 'ENOENT')
            return undefined;
        throw new problem/* UserError */.y({
            message: `input manifest-file: cannot be read (${error.code})`,
            place: { source: path },
        });
    });
    if (text === undefined)
        return undefined;
    try {
        return (0,transfer/* parseManifest */.Ng)(text);
    }
    catch (error) {
        if (!(error instanceof client/* InvalidError */.aB))
            throw error;
        throw new problem/* UserError */.y({ message: `input manifest-file: ${error.message}`, place: { source: path } }, { cause: error });
    }
}
async function writeManifest(path, manifest) {
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
    await (0,promises_.writeFile)(path, `${JSON.stringify(manifest, null, 1)}\n`);
}

;// CONCATENATED MODULE: ./.build/src/shared/action/data/run-verdict.js

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
    throw new failure/* OutcomeError */.R(`${head} (${state})\n${[...lines, ...more].join('\n')}`, {
        advice: 'Run the step again: what is there stays, and large files go on from where they were.',
        topic: 'files-were-not-transferred',
    });
}

;// CONCATENATED MODULE: ./.build/src/shared/action/data/words.js
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

// EXTERNAL MODULE: ./.build/src/shared/action/markdown.js
var markdown = __webpack_require__(1579);
;// CONCATENATED MODULE: ./.build/actions/upload-data/run.js
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








async function run(inputs, deps) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const shard = inputs.shard === undefined ? undefined : (0,transfer/* parseShard */.uK)(inputs.shard);
        const files = await listFiles(inputs, deps);
        if (files.length === 0)
            return { uploaded: 0, skipped: 0, deleted: 0, failed: 0, 'total-bytes': 0 };
        const path = manifestPath(inputs['manifest-file'], deps.workspace, inputs['dataset-id']);
        const known = inputs['manifest-file'] === undefined ? undefined : await readManifest(path);
        const connection = await deps.connect();
        const dataset = __addDisposableResource(env_1, await openDatasetStore({ datasetId: inputs['dataset-id'], access: 'write', connections: inputs.concurrency, inputs }, connection, deps), true);
        const plan = await (0,transfer/* planUpload */.d7)(dataset.store, {
            files,
            destination: inputs.destination,
            ifExists: inputs['if-exists'],
            deleteMissing: inputs['delete-missing'],
            ...(shard ? { shard } : {}),
            known: known ? [known] : [],
        });
        deps.log.info(planLine(plan));
        if (inputs['dry-run'])
            return dryRun(plan, deps);
        const result = await (0,transfer/* runUpload */.zM)(dataset.store, plan, {
            sha256: inputs.sha256,
            onProgress: (progress) => deps.log.info(progressLine(progress)),
        });
        await writeManifest(path, result.manifest);
        const { counts } = result;
        deps.output({ ...countsOf(counts), 'total-bytes': result.bytes, manifest: path });
        deps.log.info(tookLine(result));
        const page = (0,markdown/* link */.nf)(dataset.name, connection.pages.dataset(inputs['dataset-id']));
        deps.summary.add((0,markdown/* table */.tp)(['dataset', 'uploaded', 'unchanged', 'deleted', 'failed', 'bytes'], [
            [
                page,
                ...[counts.uploaded, counts.skipped, counts.deleted, counts.failed].map(String),
                bytes(result.bytes),
            ],
        ]));
        judgeRun(result, 'uploaded', deps.signal);
        if (inputs['abort-incomplete'] !== undefined)
            await removeLeftovers(dataset, inputs['abort-incomplete'], deps);
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
async function listFiles(inputs, { workspace, log }) {
    const { files, problems } = await (0,find_files/* findFiles */.l)({
        patterns: inputs.path,
        workspace,
        hidden: inputs['include-hidden-files'],
        symlinks: inputs.symlinks,
    });
    if (problems.length > 0) {
        throw new problem/* UserError */.y(problems.map(({ path, reason }) => ({ message: `input path: ${path}: ${reason}` })));
    }
    if (files.length > 0)
        return files;
    const message = `input path: nothing matches ${inputs.path.map((line) => JSON.stringify(line)).join(', ')}. Paths start at ${workspace}`;
    if (inputs['if-no-files-found'] === 'error')
        throw new problem/* UserError */.y(message);
    if (inputs['if-no-files-found'] === 'warn')
        log.warning(message);
    return [];
}
function planLine(plan) {
    const { upload, replace, skip, refuse, keep, delete: remove } = (0,transfer/* tallyUpload */.e8)(plan);
    const parts = [
        `${tallied(upload)} to upload`,
        ...(replace.files > 0 ? [`${tallied(replace)} to replace`] : []),
        ...(skip.files > 0 ? [`${tallied(skip)} unchanged`] : []),
        ...(remove.files > 0 ? [`${tallied(remove)} to delete`] : []),
        ...(refuse.files > 0 ? [`${tallied(refuse)} refused`] : []),
        ...(keep.files > 0 ? ['metadata.json is the server’s own and stays'] : []),
    ];
    return parts.join(', ');
}
function dryRun(plan, { log, summary }) {
    for (const { name, decision, reason } of plan.uploads)
        log.info(`${decision}: ${name} (${reason})`);
    for (const { name } of plan.deletes)
        log.info(`delete: ${name}`);
    summary.add(`Dry run, nothing was done: ${(0,markdown/* literal */.eu)(planLine(plan))}.`);
    return { uploaded: 0, skipped: 0, deleted: 0, failed: 0, 'total-bytes': 0 };
}
function countsOf(counts) {
    return {
        uploaded: counts.uploaded,
        skipped: counts.skipped,
        deleted: counts.deleted,
        failed: counts.failed,
    };
}
async function removeLeftovers({ store }, olderThanSeconds, { log }) {
    const removed = await (0,transfer/* abortIncomplete */.rd)(store, { begunBefore: Date.now() - olderThanSeconds * 1000 });
    for (const { name } of removed)
        log.info(`Removed what an interrupted upload of ${name} had left.`);
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


/***/ })

};
