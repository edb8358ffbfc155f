export const id = 3573;
export const ids = [3573];
export const modules = {

/***/ 3573:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   failStep: () => (/* binding */ failStep)
/* harmony export */ });
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5274);
/* harmony import */ var _spec_problem_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4742);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4514);
/* harmony import */ var _log_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2714);
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1579);





function failStep(error, summary) {
    const { message, advice, topic, problems } = (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .describeFailure */ .I)(error);
    for (const problem of problems) {
        const text = [problem.path, problem.message].filter(Boolean).join(': ');
        _log_js__WEBPACK_IMPORTED_MODULE_3__/* .runnerLog */ .M.error(problem.place?.file === undefined ? (0,_spec_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .describeProblem */ .B)(problem) : text, problem.place);
    }
    _log_js__WEBPACK_IMPORTED_MODULE_3__/* .runnerLog */ .M.debug((0,_log_js__WEBPACK_IMPORTED_MODULE_3__/* .inert */ .t)(error instanceof Error ? (error.stack ?? error.message) : String(error)));
    const help = troubleshooting(topic);
    _actions_core__WEBPACK_IMPORTED_MODULE_0__/* .setFailed */ .C1([message, advice, help].filter(Boolean).join('\n'));
    summary.add(`**Failed.** ${message.split('\n').map(_markdown_js__WEBPACK_IMPORTED_MODULE_4__/* .literal */ .eu).join('<br>')}\n\n${advice}`);
}
function troubleshooting(topic) {
    const { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref, } = process.env;
    const path = `docs/troubleshooting.md#${topic}`;
    return `More: ${server && repository ? `${server}/${repository}/blob/${ref || 'main'}/${path}` : path}`;
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

/***/ 9795:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   On: () => (/* binding */ TimedOutError),
/* harmony export */   YK: () => (/* binding */ ProvenaError),
/* harmony export */   aB: () => (/* binding */ InvalidError),
/* harmony export */   fk: () => (/* binding */ RefusedError),
/* harmony export */   hG: () => (/* binding */ UnavailableError),
/* harmony export */   lR: () => (/* binding */ AuthError),
/* harmony export */   m_: () => (/* binding */ NotFoundError),
/* harmony export */   oM: () => (/* binding */ AbortedError),
/* harmony export */   qQ: () => (/* binding */ ForbiddenError),
/* harmony export */   v4: () => (/* binding */ NotUnderstoodError)
/* harmony export */ });
/* unused harmony exports describeIssue, describePath */
class ProvenaError extends Error {
    asked;
    status;
    detail;
    issues;
    body;
    mayHaveActed;
    transient;
    retryAfterMs;
    constructor(message, facts = {}) {
        super(sentence(message, facts), facts.cause === undefined ? {} : { cause: facts.cause });
        this.asked = facts.asked;
        this.status = facts.status;
        this.detail = facts.detail;
        this.issues = facts.issues ?? [];
        this.body = facts.body;
        this.mayHaveActed = facts.mayHaveActed ?? false;
        this.transient = facts.transient ?? false;
        this.retryAfterMs = facts.retryAfterMs;
    }
}
class AuthError extends ProvenaError {
    name = 'AuthError';
    family = 'auth';
    oauthError;
    constructor(message, facts = {}) {
        super(message, facts);
        this.oauthError = facts.oauthError;
    }
}
class ForbiddenError extends ProvenaError {
    name = 'ForbiddenError';
    family = 'forbidden';
    missingRoles;
    constructor(message, facts = {}) {
        super(message, facts);
        this.missingRoles = facts.missingRoles ?? [];
    }
}
class RefusedError extends ProvenaError {
    name = 'RefusedError';
    family = 'refused';
    partial;
    constructor(message, facts = {}) {
        super(message, facts);
        this.partial = facts.partial;
    }
}
class InvalidError extends ProvenaError {
    name = 'InvalidError';
    family = 'invalid';
}
class NotFoundError extends ProvenaError {
    name = 'NotFoundError';
    family = 'notFound';
}
class UnavailableError extends ProvenaError {
    name = 'UnavailableError';
    family = 'unavailable';
}
class TimedOutError extends ProvenaError {
    name = 'TimedOutError';
    family = 'timedOut';
}
class AbortedError extends ProvenaError {
    name = 'AbortedError';
    family = 'aborted';
}
class NotUnderstoodError extends ProvenaError {
    name = 'NotUnderstoodError';
    family = 'notUnderstood';
}
function sentence(message, { asked, issues }) {
    const head = asked ? `${asked.operation}: ${message}` : message;
    if (!issues?.length)
        return head;
    return [`${head}:`, ...issues.map((issue) => `  ${describeIssue(issue)}`)].join('\n');
}
function describeIssue({ path, message }) {
    return path.length > 0 ? `${describePath(path)}: ${message}` : message;
}
function describePath(path) {
    return path
        .map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`))
        .join('');
}


/***/ })

};
