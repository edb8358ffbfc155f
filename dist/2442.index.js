export const id = 2442;
export const ids = [2442];
export const modules = {

/***/ 6677:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./.build/src/shared/action/failure.js
var failure = __webpack_require__(4514);
// EXTERNAL MODULE: ./.build/src/shared/client/index.js + 87 modules
var client = __webpack_require__(5576);
;// CONCATENATED MODULE: ./.build/src/shared/action/items/look-up.js

const AT_ONCE = 8;
async function lookUp(ids, { registry }, signal) {
    const found = new Map();
    const queue = ids.values();
    const worker = async () => {
        for (const id of queue)
            found.set(id, await lookUpOne(id, registry, signal));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return found;
}
async function lookUpOne(id, { general }, signal) {
    try {
        const { item } = await general.fetch(id, { signal });
        return { item, state: item.record_type === 'SEED_ITEM' ? 'seed' : 'complete' };
    }
    catch (error) {
        if (!(error instanceof client/* ProvenaError */.YK) || error.family === 'auth' || error.family === 'aborted')
            throw error;
        if (error instanceof client/* ForbiddenError */.qQ)
            return { state: 'closed', because: error };
        return { state: error instanceof client/* NotFoundError */.m_ ? 'deleted' : 'unknown', because: error };
    }
}

// EXTERNAL MODULE: ./.build/src/shared/action/kind-field.js
var kind_field = __webpack_require__(2561);
// EXTERNAL MODULE: ./.build/src/shared/action/markdown.js
var markdown = __webpack_require__(1579);
;// CONCATENATED MODULE: ./.build/actions/search-items/run.js




async function run(inputs, deps) {
    const { provena, pages } = await deps.connect();
    const { results, warnings } = await provena.search.searchRegistry(inputs.query, {
        subtype: inputs.kind,
        limit: inputs.limit,
        signal: deps.signal,
    });
    const found = results ?? [];
    const ids = found.map(({ id }) => id);
    deps.output({ ids, count: ids.length });
    for (const warning of warnings ?? [])
        deps.log.warning(`The search says: ${warning}`);
    if (found.length === 0)
        return nothing(inputs, deps);
    const known = await lookUp(ids, provena, deps.signal);
    for (const [id, { state, because }] of known)
        if (state === 'unknown')
            deps.log.warning(`${id} was found and could not be read: ${because?.message}`);
    const hits = found.map(({ id, score }) => {
        const { state = 'unknown', item } = known.get(id) ?? {};
        const { display_name, item_subtype } = item ?? {};
        return { id, score, state, display_name: display_name ?? undefined, item_subtype };
    });
    for (const hit of hits)
        deps.log.info(`${hit.id}: ${nameOf(hit)}`);
    deps.summary.add(`${hits.length} found for ${(0,markdown/* literal */.eu)(inputs.query)}.`);
    deps.summary.add(hitTable(hits, pages));
    return { items: hits };
}
function nothing({ query, kind, 'fail-if-none': fails }, { log, summary }) {
    const message = `nothing in the registry matches ${JSON.stringify(query)}${kind ? ` among items of kind ${(0,kind_field/* kindWord */.d)(kind)}` : ''}`;
    if (fails) {
        throw new failure/* OutcomeError */.R(message, {
            advice: 'Search for fewer or other words. An item that was only just written is found some seconds later.',
            topic: 'nothing-was-found',
        });
    }
    log.info(`${message}.`);
    summary.add(`Nothing found for ${(0,markdown/* literal */.eu)(query)}.`);
    return { items: [] };
}
const WITHOUT_NAME = {
    complete: '(without a name)',
    seed: '(a seed: so far only a handle)',
    closed: '(this user may not read it)',
    deleted: '(deleted)',
    unknown: '(could not be read)',
};
function nameOf({ display_name, state }) {
    return display_name ?? WITHOUT_NAME[state];
}
function hitTable(hits, pages) {
    return (0,markdown/* table */.tp)(['item', 'kind', 'handle', 'score'], hits.map((hit) => [
        hit.state === 'complete' ? (0,markdown/* link */.nf)(nameOf(hit), pages.item(hit.id)) : (0,markdown/* literal */.eu)(nameOf(hit)),
        (0,markdown/* literal */.eu)((0,kind_field/* kindWord */.d)(hit.item_subtype ?? '')),
        (0,markdown/* literal */.eu)(hit.id),
        hit.score.toFixed(2),
    ]));
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
