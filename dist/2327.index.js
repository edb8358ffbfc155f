export const id = 2327;
export const ids = [2327];
export const modules = {

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

/***/ 487:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ judge),
/* harmony export */   _: () => (/* binding */ waitSummary)
/* harmony export */ });
/* harmony import */ var _jobs_chain_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5035);
/* harmony import */ var _jobs_failures_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(67);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4514);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1579);
/* harmony import */ var _wait_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6654);





function judge(report, failOn) {
    if (failOn === 'never')
        return;
    const status = (0,_wait_js__WEBPACK_IMPORTED_MODULE_1__/* .statusOf */ .c2)(report);
    if (status === 'timeout')
        throw timedOut(report);
    const failed = report.counts.failed + report.counts.vanished;
    const tolerated = failOn === 'all' && report.counts.succeeded > 0;
    if (status !== 'failed' || tolerated)
        return;
    const reasons = (0,_jobs_failures_js__WEBPACK_IMPORTED_MODULE_2__/* .groupFailures */ .B)(report.jobs).map(({ reason, jobs }) => `${jobs.length} × ${reason} (${jobs[0]?.sessionId})`);
    const short = report.shortBatches.map(({ id, expected, found }) => `batch ${id} shows ${found} of ${expected ?? 'its'} jobs`);
    throw new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .OutcomeError */ .R(`${failed} of ${report.jobs.length} jobs failed:\n${[...reasons, ...short].join('\n')}`, {
        advice: 'Each line is the server’s own reason with one session id as an example. What succeeded is in the outputs.',
        topic: 'a-job-failed',
    });
}
function timedOut({ jobs, counts, elapsedMs }) {
    const open = jobs.filter((job) => job.state === 'open' || job.state === 'unseen');
    const examples = open.slice(0, 5).map((job) => `${job.sessionId} is ${job.status ?? 'not listed yet'}`);
    const more = open.length > examples.length ? [`and ${open.length - examples.length} more`] : [];
    return new _failure_js__WEBPACK_IMPORTED_MODULE_0__/* .OutcomeError */ .R(`after ${Math.round(elapsedMs / 1000)} s, ${open.length} of ${jobs.length} jobs are not finished (${counts.succeeded} succeeded):\n${[...examples, ...more].join('\n')}`, {
        advice: 'They go on running on the server. Wait longer (input timeout), or run await-job again with the output pending. A job that has not moved for ten minutes may have lost its worker; it will not finish.',
        topic: 'a-job-does-not-end',
    });
}
const ROWS_SHOWN = 50;
function waitSummary(report, pages) {
    const { counts, elapsedMs } = report;
    const jobs = (0,_wait_js__WEBPACK_IMPORTED_MODULE_1__/* .inRecordOrder */ .Xr)(report.jobs);
    const line = `${counts.succeeded} of ${jobs.length} jobs succeeded in ${Math.round(elapsedMs / 1000)} s.`;
    const rows = jobs.slice(0, ROWS_SHOWN).map((job) => {
        const run = (0,_jobs_chain_js__WEBPACK_IMPORTED_MODULE_3__/* .modelRunId */ .u)(job.result);
        return [
            (0,_markdown_js__WEBPACK_IMPORTED_MODULE_4__/* .literal */ .eu)(job.displayName ?? job.subType ?? ''),
            (0,_markdown_js__WEBPACK_IMPORTED_MODULE_4__/* .literal */ .eu)(job.status ?? job.state),
            run ? (0,_markdown_js__WEBPACK_IMPORTED_MODULE_4__/* .link */ .nf)(run, pages.item(run)) : '',
            (0,_markdown_js__WEBPACK_IMPORTED_MODULE_4__/* .literal */ .eu)(job.state === 'failed' ? (job.info ?? '') : ''),
            `\`${job.sessionId.replaceAll('`', '')}\``,
        ];
    });
    const more = jobs.length > ROWS_SHOWN ? `\n\n…and ${jobs.length - ROWS_SHOWN} more.` : '';
    return `${line}\n\n${(0,_markdown_js__WEBPACK_IMPORTED_MODULE_4__/* .table */ .tp)(['job', 'status', 'model run', 'reason', 'session'], rows)}${more}`;
}


/***/ }),

/***/ 6654:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Xr: () => (/* binding */ inRecordOrder),
  c2: () => (/* binding */ statusOf),
  pf: () => (/* binding */ waitForJobs)
});

// UNUSED EXPORTS: outputsOf

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./.build/src/shared/jobs/clock.js

const systemClock = {
    now: () => performance.now(),
    async sleep(ms, signal) {
        await (0,promises_.setTimeout)(ms, undefined, signal ? { signal } : {}).catch((error) => {
            if (error.name !== 'AbortError')
                throw error;
        });
    },
};

;// CONCATENATED MODULE: ./.build/src/shared/jobs/patience.js
const GRACE_MS = 15_000;
const QUIET_MS = 3000;
class Patience {
    #missingSince = new Map();
    #growth = new Map();
    judge(tracker, missing, now) {
        const stillMissing = new Set(missing);
        for (const id of this.#missingSince.keys())
            if (!stillMissing.has(id))
                this.#missingSince.delete(id);
        for (const id of missing) {
            const since = this.#missingSince.get(id) ?? now;
            this.#missingSince.set(id, since);
            if (now - since >= GRACE_MS)
                tracker.giveUp(id);
        }
        for (const batch of tracker.openBatches()) {
            const patience = batch.members > 0 && !batch.sizeKnown ? QUIET_MS : GRACE_MS;
            if (!batch.whole && now - this.#quietSince(batch, now) >= patience)
                tracker.closeBatch(batch.id);
        }
    }
    #quietSince({ id, members }, now) {
        const known = this.#growth.get(id);
        if (known?.members === members)
            return known.since;
        this.#growth.set(id, { members, since: now });
        return now;
    }
}

;// CONCATENATED MODULE: ./.build/src/shared/jobs/round.js
const PAGE = 250;
const AT_ONCE = 8;
const SWEEP_FROM = 20;
async function pollRound(tracker, jobs, signal) {
    let moved = false;
    const seen = new Set();
    const observe = (row) => {
        seen.add(row.session_id);
        moved = tracker.observe(row) || moved;
    };
    if (tracker.openSessions().length + tracker.openBatches().length >= SWEEP_FROM) {
        const pages = pagesOf((key) => jobs.list({ ...key, limit: PAGE }, signal));
        await sweep(pages, observe, () => isAllSeen(tracker, seen), pageBudget(tracker.openCount()));
    }
    for (const batch of tracker.openBatches()) {
        if (batch.whole && [...batch.open].every((id) => seen.has(id)))
            continue;
        const pages = pagesOf((key) => jobs.listBatch({ ...key, batch_id: batch.id, limit: PAGE }, signal));
        const isRead = () => batch.whole && [...batch.open].every((id) => seen.has(id));
        await sweep(pages, observe, isRead, Number.POSITIVE_INFINITY);
    }
    const missing = [];
    const unseen = tracker.openSessions().filter((job) => !seen.has(job.sessionId));
    await inParallel(unseen, async ({ sessionId }) => {
        const row = await jobs.fetch(sessionId, signal);
        if (row)
            observe(row);
        else
            missing.push(sessionId);
    });
    return { moved, missing };
}
function pageBudget(open) {
    return Math.ceil(open / PAGE) * 2 + 1;
}
function isAllSeen(tracker, seen) {
    return (tracker.openSessions().every((job) => seen.has(job.sessionId)) &&
        tracker.openBatches().every((batch) => batch.whole && [...batch.open].every((id) => seen.has(id))));
}
async function sweep(pages, observe, isRead, budget) {
    let read = 0;
    for await (const rows of pages) {
        rows.forEach(observe);
        read++;
        if (isRead() || read >= budget)
            return;
    }
}
async function* pagesOf(read) {
    let page = await read({});
    yield page.jobs;
    let previous = '';
    while (page.pagination_key) {
        const key = JSON.stringify(page.pagination_key);
        if (key === previous)
            throw new Error('the job list came back with the same pagination key twice');
        previous = key;
        page = await read({ pagination_key: page.pagination_key });
        yield page.jobs;
    }
}
async function inParallel(items, work) {
    const queue = items.values();
    const worker = async () => {
        for (const item of queue)
            await work(item);
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
}

;// CONCATENATED MODULE: ./.build/src/shared/jobs/schedule.js
const DEFAULT_PACE = { quickest: 250, slowest: 10_000, longest: 30_000 };
const BACKOFF = 1.6;
function nextDelay({ idleRounds, open, rate }, pace) {
    const backoff = Math.min(pace.slowest, pace.quickest * BACKOFF ** idleRounds);
    const halfway = rate > 0 && idleRounds === 0 ? (open / rate / 2) * 1000 : 0;
    return Math.max(backoff, Math.min(pace.longest, halfway));
}
function jittered(delay, random = Math.random) {
    return delay * (0.8 + 0.4 * random());
}

// EXTERNAL MODULE: ./.build/src/shared/jobs/chain.js
var chain = __webpack_require__(5035);
;// CONCATENATED MODULE: ./.build/src/shared/jobs/job-row.js
function isTerminal(row) {
    return row.status === 'SUCCEEDED' || row.status === 'FAILED';
}

// EXTERNAL MODULE: ./.build/src/shared/jobs/record-key.js
var record_key = __webpack_require__(9151);
;// CONCATENATED MODULE: ./.build/src/shared/jobs/tracker.js



class Tracker {
    #jobs = new Map();
    #batches = new Map();
    #follow;
    constructor(options) {
        this.#follow = options.follow;
        for (const id of options.sessions)
            this.#add(id, true);
        for (const id of options.batches)
            this.#addBatch(id, undefined);
    }
    jobs() {
        return [...this.#jobs.values()];
    }
    batchIds() {
        return [...this.#batches.keys()];
    }
    openSessions() {
        return this.jobs().filter((job) => isOpen(job) && !(job.batchId && this.#batches.has(job.batchId)));
    }
    openBatches() {
        return [...this.#batches.values()]
            .map((batch) => ({
            id: batch.id,
            members: batch.members.size,
            whole: isWhole(batch),
            sizeKnown: batch.size !== undefined,
            open: this.#openMembers(batch),
        }))
            .filter((batch) => !batch.whole || batch.open.size > 0);
    }
    openCount() {
        const open = this.jobs().filter(isOpen);
        const promised = open.reduce((sum, job) => sum + job.launches, 0);
        const lacking = [...this.#batches.values()].reduce((sum, batch) => sum + (isWhole(batch) ? 0 : Math.max(0, (batch.size ?? 0) - batch.members.size)), 0);
        return open.length + promised + lacking;
    }
    isSettled() {
        return this.openBatches().length === 0 && !this.jobs().some(isOpen);
    }
    observe(row) {
        const before = this.#jobs.get(row.session_id);
        if (before && !isOpen(before) && before.state !== 'vanished')
            return false;
        const batch = row.batch_id ? this.#batches.get(row.batch_id) : undefined;
        if (!before && !batch)
            return false;
        batch?.members.add(row.session_id);
        const asked = before?.asked ?? false;
        this.#jobs.set(row.session_id, { ...describe(row, asked), asked });
        if (this.#follow)
            this.#followUp(row);
        return before?.status !== row.status;
    }
    giveUp(sessionId) {
        const job = this.#jobs.get(sessionId);
        if (job)
            this.#jobs.set(sessionId, { ...job, state: 'vanished' });
    }
    closeBatch(id) {
        const batch = this.#batches.get(id);
        if (batch)
            batch.closed = true;
    }
    shortBatches() {
        return [...this.#batches.values()]
            .filter((batch) => batch.closed && batch.members.size < (batch.size ?? 1))
            .map((batch) => ({ id: batch.id, expected: batch.size, found: batch.members.size }));
    }
    #followUp(row) {
        const { session, batch } = (0,chain/* continuation */.w)(row);
        if (session)
            this.#add(session, false);
        if (batch)
            this.#addBatch(batch.id, batch.size);
    }
    #add(sessionId, asked) {
        if (this.#jobs.has(sessionId))
            return;
        this.#jobs.set(sessionId, { ...UNSEEN, sessionId, asked });
    }
    #addBatch(id, size) {
        const known = this.#batches.get(id);
        if (known)
            known.size ??= size;
        else
            this.#batches.set(id, { id, size, closed: false, members: new Set() });
    }
    #openMembers(batch) {
        return new Set([...batch.members].filter((id) => isOpen(this.#jobs.get(id))));
    }
}
const UNSEEN = {
    state: 'unseen',
    status: undefined,
    subType: undefined,
    batchId: undefined,
    info: undefined,
    displayName: undefined,
    recordKey: undefined,
    launches: 0,
    result: undefined,
};
function isWhole(batch) {
    return batch.closed || (batch.size !== undefined && batch.members.size >= batch.size);
}
function isOpen(job) {
    return job?.state === 'unseen' || job?.state === 'open';
}
function describe(row, asked) {
    return {
        sessionId: row.session_id,
        state: !isTerminal(row) ? 'open' : row.status === 'SUCCEEDED' ? 'succeeded' : 'failed',
        status: row.status,
        subType: row.job_sub_type,
        batchId: row.batch_id ?? undefined,
        info: row.info ?? undefined,
        displayName: nameOf(row.payload?.['record']),
        recordKey: row.payload?.['record'] ? (0,record_key/* recordKeys */.IH)(row)[0] : undefined,
        launches: Array.isArray(row.payload?.['records']) ? row.payload['records'].length : 0,
        result: row.result ? cut(row.result, asked) : undefined,
    };
}
function cut(result, asked) {
    const record = result['record'];
    if (!isMapping(record))
        return result;
    const { prov_json: _, ...rest } = record;
    return { ...result, record: asked ? rest : { id: record['id'] } };
}
function nameOf(record) {
    const name = isMapping(record) ? record['display_name'] : undefined;
    return typeof name === 'string' ? name : undefined;
}
function isMapping(value) {
    return typeof value === 'object' && value !== null;
}

;// CONCATENATED MODULE: ./.build/src/shared/jobs/await-jobs.js





async function awaitJobs(options) {
    const { jobs, signal, onProgress, onTransient, pace = DEFAULT_PACE, clock = systemClock } = options;
    const tracker = new Tracker({
        sessions: options.sessions ?? [],
        batches: options.batches ?? [],
        follow: options.follow,
    });
    const patience = new Patience();
    const started = clock.now();
    const progress = () => {
        const rows = tracker.jobs();
        return { jobs: rows, counts: count(rows), elapsedMs: clock.now() - started };
    };
    let idleRounds = 0;
    for (;;) {
        try {
            const round = await pollRound(tracker, jobs, signal);
            idleRounds = round.moved ? 0 : idleRounds + 1;
            patience.judge(tracker, round.missing, clock.now());
        }
        catch (error) {
            if (!signal?.aborted && !options.isTransient(error))
                throw error;
            idleRounds++;
            onTransient?.(error, nextDelay({ idleRounds, open: 0, rate: 0 }, pace));
        }
        const now = progress();
        onProgress?.(now);
        const ending = endingOf(tracker, now, options);
        if (ending)
            return { ...now, ending, batchIds: tracker.batchIds(), shortBatches: tracker.shortBatches() };
        const ended = now.counts.succeeded + now.counts.failed;
        const rate = ended / (now.elapsedMs / 1000 || 1);
        const delay = nextDelay({ idleRounds, open: tracker.openCount(), rate }, pace);
        await clock.sleep(Math.min(jittered(delay), Math.max(0, options.timeoutMs - now.elapsedMs)), signal);
    }
}
function endingOf(tracker, { counts, elapsedMs }, options) {
    if (tracker.isSettled())
        return 'settled';
    if (options.signal?.aborted)
        return 'cancelled';
    if (counts.failed > (options.maxFailures ?? Number.POSITIVE_INFINITY))
        return 'too-many-failures';
    return elapsedMs >= options.timeoutMs ? 'timeout' : undefined;
}
function count(jobs) {
    const counts = { unseen: 0, open: 0, succeeded: 0, failed: 0, vanished: 0 };
    for (const job of jobs)
        counts[job.state]++;
    return counts;
}

// EXTERNAL MODULE: ./.build/src/shared/jobs/failures.js
var failures = __webpack_require__(67);
// EXTERNAL MODULE: ./.build/src/shared/client/index.js + 87 modules
var client = __webpack_require__(5576);
;// CONCATENATED MODULE: ./.build/src/shared/jobs/reader.js

function jobReader({ jobService }) {
    return {
        fetch: (sessionId, signal) => jobService.fetch(sessionId, { signal }).catch((error) => {
            if (error instanceof client/* NotFoundError */.m_)
                return undefined;
            throw error;
        }),
        list: (request, signal) => jobService.list(request, { signal }),
        listBatch: (request, signal) => jobService.listBatch(request, { signal }),
    };
}
function isTransient(error) {
    return error instanceof client/* ProvenaError */.YK && (error.family === 'unavailable' || error.family === 'timedOut');
}

;// CONCATENATED MODULE: ./.build/src/shared/action/wait.js




async function waitForJobs(wait, provena, { log, signal, output }) {
    const report = await awaitJobs({
        jobs: jobReader(provena),
        isTransient: isTransient,
        sessions: wait.sessions ?? [],
        batches: wait.batches ?? [],
        follow: wait.follow,
        timeoutMs: wait.timeoutSeconds * 1000,
        ...(wait.maxFailures === undefined ? {} : { maxFailures: wait.maxFailures }),
        signal,
        onProgress: progressLog(log),
        onTransient: (error) => log.info(`Jobs could not be read, waiting goes on: ${error.message.split('\n', 1)[0]}`),
    });
    output(outputsOf(report));
    for (const { reason, jobs } of (0,failures/* groupFailures */.B)(report.jobs))
        log.info(`${jobs.length} ${jobs.length === 1 ? 'job' : 'jobs'} failed: ${reason}`);
    return report;
}
const LINE_EVERY_MS = 5000;
const SIGN_OF_LIFE_EVERY_MS = 30_000;
function progressLog(log) {
    let said = '';
    let saidAt = Number.NEGATIVE_INFINITY;
    return ({ jobs, counts, elapsedMs }) => {
        const parts = [
            `${counts.succeeded} of ${jobs.length} succeeded`,
            ...(counts.failed + counts.vanished > 0 ? [`${counts.failed + counts.vanished} failed`] : []),
            ...(counts.open + counts.unseen > 0 ? [`${statesOf(jobs)}`] : []),
        ];
        const line = parts.join(', ');
        const due = line === said ? SIGN_OF_LIFE_EVERY_MS : LINE_EVERY_MS;
        if (elapsedMs - saidAt < due && counts.open + counts.unseen > 0)
            return;
        if (line === said && counts.open + counts.unseen === 0)
            return;
        log.info(`${Math.round(elapsedMs / 1000)} s: ${line}`);
        said = line;
        saidAt = elapsedMs;
    };
}
function statesOf(jobs) {
    const open = jobs.filter((job) => job.state === 'open' || job.state === 'unseen');
    return [...Map.groupBy(open, (job) => job.status ?? 'not listed yet')]
        .map(([status, group]) => `${group.length} ${status}`)
        .join(', ');
}
function outputsOf(report) {
    const { counts, batchIds } = report;
    const jobs = inRecordOrder(report.jobs);
    const runs = jobs.flatMap((job) => (0,chain/* modelRunId */.u)(job.result) ?? []);
    return {
        status: statusOf(report),
        results: jobs.map((job) => ({
            session_id: job.sessionId,
            state: job.state,
            status: job.status,
            sub_type: job.subType,
            batch_id: job.batchId,
            model_run_id: (0,chain/* modelRunId */.u)(job.result),
            display_name: job.displayName,
            info: job.info,
        })),
        ...(runs.length === 1 && runs[0] ? { 'model-run-id': runs[0] } : {}),
        'model-run-ids': runs,
        ...(batchIds.length === 1 && batchIds[0] ? { 'batch-id': batchIds[0] } : {}),
        pending: jobs.filter((job) => job.state === 'open' || job.state === 'unseen').map((job) => job.sessionId),
        succeeded: counts.succeeded,
        failed: counts.failed + counts.vanished,
    };
}
const byNumber = new Intl.Collator('en', { numeric: true });
function inRecordOrder(jobs) {
    return jobs.toSorted((a, b) => byNumber.compare(a.recordKey ?? '', b.recordKey ?? ''));
}
function statusOf({ ending, counts, shortBatches }) {
    if (ending === 'timeout' || ending === 'cancelled')
        return ending;
    return counts.failed + counts.vanished + shortBatches.length > 0 ? 'failed' : 'succeeded';
}


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


/***/ }),

/***/ 5035:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ modelRunId),
/* harmony export */   w: () => (/* binding */ continuation)
/* harmony export */ });
function continuation(row) {
    if (row.status !== 'SUCCEEDED')
        return {};
    const session = row.result?.['lodge_session_id'];
    const batch = row.result?.['batch_id'];
    const records = row.payload?.['records'];
    return {
        ...(typeof session === 'string' ? { session } : {}),
        ...(typeof batch === 'string'
            ? { batch: { id: batch, size: Array.isArray(records) ? records.length : undefined } }
            : {}),
    };
}
function modelRunId(result) {
    const record = result?.['record'];
    const id = typeof record === 'object' && record !== null && 'id' in record ? record.id : undefined;
    return typeof id === 'string' ? id : undefined;
}


/***/ }),

/***/ 67:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ groupFailures)
/* harmony export */ });
const PARTICULARS = /\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b\d+(\.\d+)*\/\d+\b|\b\d{3,}\b/gi;
const LONGEST = 300;
function groupFailures(jobs) {
    const groups = Map.groupBy(jobs.filter((job) => job.state === 'failed' || job.state === 'vanished'), (job) => reasonOf(job).replace(PARTICULARS, '…').slice(0, LONGEST));
    return [...groups]
        .map(([reason, members]) => ({
        reason: members.length === 1 ? members.map(reasonOf).join('').slice(0, LONGEST) : reason,
        jobs: members,
    }))
        .sort((a, b) => b.jobs.length - a.jobs.length);
}
function reasonOf(job) {
    if (job.state === 'vanished') {
        return job.status
            ? 'the server no longer has this job'
            : 'the server has no such job, or it belongs to another user';
    }
    return job.info?.trim() || 'the server gave no reason';
}


/***/ }),

/***/ 9151:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IH: () => (/* binding */ recordKeys),
/* harmony export */   Nt: () => (/* binding */ KEY_FIELD),
/* harmony export */   Sy: () => (/* binding */ keyOfRecord),
/* harmony export */   _j: () => (/* binding */ recordAnnotations)
/* harmony export */ });
const KEY_FIELD = 'idempotency_key';
function keyOfRecord(key, index) {
    return `${key}/${index + 1}`;
}
function recordKeys(job) {
    return recordAnnotations(job).flatMap((annotations) => {
        const key = annotations[KEY_FIELD];
        return typeof key === 'string' ? [key] : [];
    });
}
function recordAnnotations({ payload }) {
    const records = Array.isArray(payload?.['records']) ? payload['records'] : [payload?.['record']];
    return records.flatMap((record) => {
        const annotations = isMapping(record) ? record['annotations'] : undefined;
        return isMapping(annotations) ? [annotations] : [];
    });
}
function isMapping(value) {
    return typeof value === 'object' && value !== null;
}


/***/ })

};
