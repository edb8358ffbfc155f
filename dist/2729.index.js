export const id = 2729;
export const ids = [2729];
export const modules = {

/***/ 6034:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   run: () => (/* binding */ run)
/* harmony export */ });
/* harmony import */ var _src_shared_action_ci_run_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(4690);
/* harmony import */ var _src_shared_action_creation_key_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6724);
/* harmony import */ var _src_shared_action_creation_once_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5631);
/* harmony import */ var _src_shared_action_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4514);
/* harmony import */ var _src_shared_action_items_change_item_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2231);
/* harmony import */ var _src_shared_action_items_item_writer_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3906);
/* harmony import */ var _src_shared_action_items_plan_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3736);
/* harmony import */ var _src_shared_action_items_stored_item_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4366);
/* harmony import */ var _src_shared_action_items_version_chain_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9327);
/* harmony import */ var _src_shared_action_markdown_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(1579);
/* harmony import */ var _src_shared_action_wait_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(6654);
/* harmony import */ var _src_shared_action_wait_verdict_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(487);
/* harmony import */ var _src_shared_spec_items_item_kinds_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(4733);
/* harmony import */ var _src_shared_spec_problem_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(4742);














async function run(inputs, deps) {
    const updates = await (0,_src_shared_action_items_change_item_js__WEBPACK_IMPORTED_MODULE_3__/* .readUpdates */ .V)(inputs, deps.workspace);
    const { provena, pages } = await deps.connect();
    const call = { signal: deps.signal };
    const key = (0,_src_shared_action_creation_key_js__WEBPACK_IMPORTED_MODULE_0__/* .idempotencyKey */ .T)(inputs, deps.ci);
    const chain = await (0,_src_shared_action_items_version_chain_js__WEBPACK_IMPORTED_MODULE_7__/* .versionChain */ .k)(inputs.id, provena, call);
    const before = (0,_src_shared_action_items_version_chain_js__WEBPACK_IMPORTED_MODULE_7__/* .latestOf */ .T)(chain);
    const earlier = key.lookFirst ? chain.find((item) => carries(item, key)) : undefined;
    if (!earlier) {
        refuse(before, inputs['expect-version']);
        await (0,_src_shared_action_items_change_item_js__WEBPACK_IMPORTED_MODULE_3__/* .changeItem */ .i)(before, updates, provena, call);
    }
    const { made, reused } = await makeVersion(before, earlier, inputs, key, provena, deps);
    const created = await (0,_src_shared_action_items_stored_item_js__WEBPACK_IMPORTED_MODULE_6__/* .fetchStored */ .oh)(made.id, provena, call);
    deps.output({
        id: made.id,
        'previous-id': previousOf(made.id, chain).id,
        version: created.version?.number ?? '',
        'session-id': made.session ?? '',
        reused,
        updated: false,
    });
    deps.log.notice(`${reused ? 'An earlier attempt had made' : 'Made'} version ${created.version?.number} of ${(0,_src_shared_action_markdown_js__WEBPACK_IMPORTED_MODULE_12__/* .literal */ .eu)(created.name)}: ${pages.item(made.id)}`);
    const updated = await update(created, updates, inputs, provena, deps);
    deps.summary.add((0,_src_shared_action_markdown_js__WEBPACK_IMPORTED_MODULE_12__/* .table */ .tp)(['item', 'version', 'handle', 'updated'], [
        [
            (0,_src_shared_action_markdown_js__WEBPACK_IMPORTED_MODULE_12__/* .literal */ .eu)(created.name),
            String(created.version?.number),
            (0,_src_shared_action_markdown_js__WEBPACK_IMPORTED_MODULE_12__/* .link */ .nf)(made.id, pages.item(made.id)),
            updated ? 'yes' : 'no',
        ],
    ]));
    if (inputs.wait && made.session) {
        const { log, signal } = deps;
        const wait = { sessions: [made.session], follow: true, timeoutSeconds: inputs.timeout };
        (0,_src_shared_action_wait_verdict_js__WEBPACK_IMPORTED_MODULE_9__/* .judge */ .S)(await (0,_src_shared_action_wait_js__WEBPACK_IMPORTED_MODULE_8__/* .waitForJobs */ .pf)(wait, provena, { log, signal, output: () => { } }), 'any');
    }
    return { updated };
}
function refuse({ id, kind, version }, expected) {
    if (!version) {
        const versioned = _src_shared_spec_items_item_kinds_js__WEBPACK_IMPORTED_MODULE_10__/* .ITEM_KINDS */ .o_.filter((kind) => kind.versioned).map(({ name }) => name);
        throw new _src_shared_spec_problem_js__WEBPACK_IMPORTED_MODULE_11__/* .UserError */ .y(`input id: ${id} is of kind ${kind.name}, which has no versions. Kinds that have: ${versioned.join(', ')}`);
    }
    if (expected === undefined || expected === version.number)
        return;
    throw new _src_shared_action_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .OutcomeError */ .R(`the latest version is ${version.number} (${id}), not ${expected}`, {
        advice: 'Look at what changed, and run the step again with the number above. Nothing was sent.',
        topic: 'the-item-has-changed',
    });
}
async function makeVersion(before, earlier, inputs, key, provena, { log, signal }) {
    if (earlier)
        return { made: { id: earlier.id, session: undefined }, reused: true };
    const { version } = (0,_src_shared_action_items_item_writer_js__WEBPACK_IMPORTED_MODULE_4__/* .itemWriter */ .r)(before.kind, provena);
    if (!version)
        throw new Error(`no versions of ${before.kind.name}`);
    return (0,_src_shared_action_creation_once_js__WEBPACK_IMPORTED_MODULE_1__/* .createOnce */ .U)({
        key: { ...key, lookFirst: false },
        find: (call) => made(before.id, key, provena, call),
        create: (recover) => version(before.id, `${inputs.reason} [${key.value}]`, { signal, recover }),
        id: ({ id }) => id,
        log,
        signal,
    });
}
async function made(id, key, provena, call) {
    const [, next] = await (0,_src_shared_action_items_version_chain_js__WEBPACK_IMPORTED_MODULE_7__/* .versionChain */ .k)(id, provena, call);
    if (!next || !carries(next, key))
        return [];
    return [{ id: next.id, made: { id: next.id, session: undefined }, createdAt: next.createdAt }];
}
function previousOf(id, chain) {
    const at = chain.findIndex((item) => item.id === id);
    return chain[at - 1] ?? (0,_src_shared_action_items_version_chain_js__WEBPACK_IMPORTED_MODULE_7__/* .latestOf */ .T)(chain);
}
function carries({ version }, { value }) {
    return version?.reason?.endsWith(`[${value}]`) === true;
}
async function update(item, updates, inputs, provena, { ci, signal }) {
    const { value, changes } = await (0,_src_shared_action_items_change_item_js__WEBPACK_IMPORTED_MODULE_3__/* .changeItem */ .i)(item, updates, provena, { signal });
    if (changes.length === 0)
        return false;
    const facts = inputs['link-run'] && ci ? (0,_src_shared_action_ci_run_js__WEBPACK_IMPORTED_MODULE_13__/* .runMetadata */ .V)(ci) : {};
    await (0,_src_shared_action_items_item_writer_js__WEBPACK_IMPORTED_MODULE_4__/* .itemWriter */ .r)(item.kind, provena).update(item.id, (0,_src_shared_action_items_plan_js__WEBPACK_IMPORTED_MODULE_5__/* .withFacts */ .Qj)(value, item.kind.metadataPath, facts), inputs['update-reason'], { signal });
    return true;
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

/***/ 2231:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ readUpdates),
/* harmony export */   i: () => (/* binding */ changeItem)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(3945);
/* harmony import */ var _spec_issues_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1693);
/* harmony import */ var _spec_items_difference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1279);
/* harmony import */ var _spec_json_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7903);
/* harmony import */ var _spec_load_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4265);
/* harmony import */ var _spec_me_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7683);
/* harmony import */ var _spec_merge_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9785);
/* harmony import */ var _spec_problem_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4742);
/* harmony import */ var _stored_item_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4366);









async function readUpdates(inputs, workspace) {
    const source = await (0,_spec_load_js__WEBPACK_IMPORTED_MODULE_2__/* .loadDocument */ .Az)({
        inline: { input: 'updates', text: inputs.updates },
        file: { input: 'updates-file', path: inputs['updates-file'] },
        workspace,
    });
    if (!source || (0,_spec_json_js__WEBPACK_IMPORTED_MODULE_6__/* .isMapping */ .pi)(source.value))
        return source;
    throw new _spec_problem_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .y({ message: 'expected a mapping of the fields that change', place: source.place([]) });
}
async function changeItem(item, updates, provena, call) {
    if (!updates)
        return { value: item.value, changes: [] };
    const { schema } = item.kind;
    const merged = (0,_spec_merge_js__WEBPACK_IMPORTED_MODULE_7__/* .mergePatch */ .b)(item.value, updates.value);
    const result = zod_mini__WEBPACK_IMPORTED_MODULE_8__/* .safeParse */ .xL(schema, merged);
    if (!result.success) {
        throw new _spec_problem_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .y((0,_spec_issues_js__WEBPACK_IMPORTED_MODULE_0__/* .complaints */ .Z)(schema, result.error, merged).map(({ path, message, aboutKey }) => ({
            message,
            path: (0,_spec_issues_js__WEBPACK_IMPORTED_MODULE_0__/* .pathName */ .D)(path),
            place: updates.place(path, aboutKey ? 'key' : 'value'),
        })));
    }
    const [value = merged] = await (0,_spec_me_js__WEBPACK_IMPORTED_MODULE_3__/* .resolveMe */ .J)([merged], schema, provena, call);
    return { value, changes: (0,_spec_items_difference_js__WEBPACK_IMPORTED_MODULE_1__/* .differences */ .t)(schema, item.value, value, (path) => (0,_stored_item_js__WEBPACK_IMPORTED_MODULE_5__/* .isOurFact */ .N7)(item.kind, path)) };
}


/***/ }),

/***/ 9327:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ latestOf),
/* harmony export */   k: () => (/* binding */ versionChain)
/* harmony export */ });
/* harmony import */ var _spec_problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4742);
/* harmony import */ var _stored_item_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4366);


async function versionChain(id, provena, call) {
    const chain = [await (0,_stored_item_js__WEBPACK_IMPORTED_MODULE_1__/* .fetchStored */ .oh)(id, provena, call)];
    const seen = new Set([id]);
    for (let next = chain[0].version?.next; next !== undefined; next = chain.at(-1)?.version?.next) {
        if (seen.has(next))
            throw new _spec_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y(`the versions of ${id} run in a circle at ${next}`);
        seen.add(next);
        chain.push(await (0,_stored_item_js__WEBPACK_IMPORTED_MODULE_1__/* .fetchStored */ .oh)(next, provena, call));
    }
    return chain;
}
function latestOf([first, ...later]) {
    return later.at(-1) ?? first;
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
