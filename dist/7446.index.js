export const id = 7446;
export const ids = [7446];
export const modules = {

/***/ 7446:
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
// EXTERNAL MODULE: ./.build/src/shared/action/failure.js
var failure = __webpack_require__(4514);
;// CONCATENATED MODULE: ./.build/src/shared/action/lineage/conditions.js
const CONDITIONS = {
    empty: ({ nodes }) => (nodes.length === 0 ? ['nothing is connected to the item'] : []),
    outdated: ({ nodes }, details) => nodes.flatMap(({ id }) => {
        const next = details.get(id)?.nextVersion;
        return next === undefined
            ? []
            : [`${nameOf(id, details)} is not the latest version: ${next} follows it`];
    }),
    unreleased: ({ nodes }, details) => nodes.flatMap(({ id }) => {
        const status = details.get(id)?.releaseStatus;
        return status === undefined || status === 'RELEASED' ? [] : [`${nameOf(id, details)} is ${status}`];
    }),
    unreadable: ({ nodes }, details) => nodes.filter(({ id }) => !details.has(id)).map(({ id }) => `${id} cannot be read`),
};
function findings(conditions, graph, details) {
    return conditions.flatMap((condition) => CONDITIONS[condition](graph, details));
}
function nameOf(id, details) {
    const name = details.get(id)?.name;
    return name === undefined || name === id ? id : `${name} (${id})`;
}

;// CONCATENATED MODULE: ./.build/src/shared/action/lineage/details.js
const NAMES_LOOKED_UP = 60;
const AT_ONCE = 8;
async function itemDetails(ids, { registry }, signal) {
    const details = new Map();
    const queue = ids.values();
    const worker = async () => {
        for (const id of queue) {
            const item = (await registry.general.fetch(id, { signal }).catch(() => undefined))?.item;
            if (!item)
                continue;
            const status = item['release_status'];
            details.set(id, {
                name: item.display_name ?? id,
                nextVersion: item.versioning_info?.next_version ?? undefined,
                releaseStatus: typeof status === 'string' ? status : undefined,
            });
        }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return details;
}

;// CONCATENATED MODULE: ./.build/src/shared/action/lineage/graph.js
function mergeGraphs(graphs) {
    const nodes = new Map(graphs.flatMap((graph) => graph.nodes.map((node) => [node.id, node])));
    const links = new Map(graphs.flatMap((graph) => graph.links.map((link) => [linkKey(link), link])));
    return { nodes: [...nodes.values()], links: [...links.values()] };
}
function linkKey({ source, target, type }) {
    return JSON.stringify([source, target, type]);
}

;// CONCATENATED MODULE: ./.build/src/shared/action/lineage/mermaid.js
const FOLDED_FROM = 25;
const MOST_NODES = 200;
const SHAPES = {
    ACTIVITY: ['[', ']'],
    AGENT: ['{{', '}}'],
    ENTITY: ['([', '])'],
};
function mermaid(graph, name, address) {
    if (graph.nodes.length === 0)
        return '';
    if (graph.nodes.length > MOST_NODES)
        return `The graph has ${graph.nodes.length} items, too many for a picture here.`;
    const keys = new Map(graph.nodes.map((node, i) => [node.id, `n${i}`]));
    const lines = [
        'flowchart LR',
        ...graph.nodes.map((node) => {
            const [open, close] = SHAPES[node.item_category ?? ''] ?? ['[', ']'];
            return `${keys.get(node.id)}${open}"${quoted(name(node))}<br>${quoted(node.item_subtype ?? '')}"${close}`;
        }),
        ...graph.links
            .filter(({ source, target }) => keys.has(source) && keys.has(target))
            .map(({ source, target, type }) => `${keys.get(source)} -->|"${quoted(type)}"| ${keys.get(target)}`),
        ...graph.nodes.map((node) => `click ${keys.get(node.id)} href "${quoted(address(node.id))}"`),
    ];
    const picture = ['```mermaid', ...lines, '```'].join('\n');
    if (graph.nodes.length < FOLDED_FROM)
        return picture;
    return `<details><summary>${graph.nodes.length} items</summary>\n\n${picture}\n\n</details>`;
}
function quoted(text) {
    return text
        .replace(/[\r\n]+/g, ' ')
        .replace(/[^\p{L}\p{N} .,:;/?=%&+@_-]/gu, (c) => `#${c.codePointAt(0)};`)
        .replaceAll('&', '#38;');
}

;// CONCATENATED MODULE: ./.build/src/shared/action/lineage/tree.js
const ORDER = ['MODEL_RUN', 'DATASET', 'MODEL', 'STUDY', 'PERSON', 'ORGANISATION'];
function drawTree(root, graph, direction, label) {
    const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    const drawn = new Set();
    const draw = (id, head, indent) => {
        const node = nodes.get(id) ?? { id };
        const branches = neighbours(id, graph, direction, nodes);
        if (drawn.has(id))
            return [`${head}${label(node)}${branches.length > 0 ? ' (see above)' : ''}`];
        drawn.add(id);
        const lines = branches.flatMap(({ to, type }, i) => {
            const last = i === branches.length - 1;
            return draw(to, `${indent}${last ? '└─' : '├─'} ${type} `, `${indent}${last ? '   ' : '│  '}`);
        });
        return [`${head}${label(node)}`, ...lines];
    };
    return draw(root, '', '');
}
function neighbours(id, { links }, direction, nodes) {
    const [from, to] = direction === 'upstream' ? ['source', 'target'] : ['target', 'source'];
    const rank = (node) => ORDER.indexOf(nodes.get(node)?.item_subtype ?? '') >>> 0;
    return links
        .filter((link) => link[from] === id)
        .map((link) => ({ to: link[to], type: link.type }))
        .sort((a, b) => rank(a.to) - rank(b.to) || a.to.localeCompare(b.to));
}

// EXTERNAL MODULE: ./.build/src/shared/action/markdown.js
var markdown = __webpack_require__(1579);
// EXTERNAL MODULE: ./.build/src/shared/spec/problem.js
var problem = __webpack_require__(4742);
// EXTERNAL MODULE: ./.build/src/shared/spec/wording.js
var wording = __webpack_require__(7001);
;// CONCATENATED MODULE: ./.build/actions/explore-lineage/run.js











const QUERIES = {
    upstream: { everything: 'exploreUpstream', datasets: 'contributingDatasets', agents: 'contributingAgents' },
    downstream: { everything: 'exploreDownstream', datasets: 'effectedDatasets', agents: 'effectedAgents' },
};
const HEADINGS = {
    upstream: 'What it came from',
    downstream: 'What came of it',
};
async function run(inputs, deps) {
    const conditions = readConditions(inputs['fail-if'] ?? []);
    const directions = inputs.direction === 'both' ? ['upstream', 'downstream'] : [inputs.direction];
    const { provena, pages } = await deps.connect();
    const graph = await ask(inputs, directions, provena, deps.signal);
    const ids = graph.nodes.map((node) => node.id);
    const details = await itemDetails(conditions.length > 0 ? ids : ids.slice(0, NAMES_LOOKED_UP), provena, deps.signal);
    deps.output(outputsOf(graph, details));
    const name = (node) => details.get(node.id)?.name ?? node.id;
    for (const direction of directions) {
        const lines = drawTree(inputs.id, graph, direction, (node) => `${name(node)} (${[node.item_subtype, node.id].filter(Boolean).join(', ')})`);
        deps.log.info(`${HEADINGS[direction]}, ${inputs.depth} steps:\n${lines.join('\n')}`);
    }
    deps.summary.add(`${(0,markdown/* link */.nf)(details.get(inputs.id)?.name ?? inputs.id, pages.item(inputs.id))}: ${graph.nodes.length} items, ${graph.links.length} relations within ${inputs.depth} steps, ${directions.join(' and ')}.`);
    deps.summary.add(mermaid(graph, name, pages.item));
    if (inputs.svg)
        deps.output({ svg: await draw(inputs.svg, graph, name, pages.item, deps.workspace) });
    judge(findings(conditions, graph, details));
    return {};
}
function readConditions(asked) {
    const known = Object.keys(CONDITIONS);
    const unknown = asked.filter((condition) => !known.includes(condition));
    if (unknown.length === 0)
        return asked;
    throw new problem/* UserError */.y(unknown.map((word) => ({
        message: `input fail-if: there is no condition ${JSON.stringify(word)}; there are ${known.join(', ')}${(0,wording/* didYouMean */.au)(word, known)}`,
    })));
}
async function ask(inputs, directions, { prov }, signal) {
    const answers = await Promise.all(directions.map((direction) => prov[QUERIES[direction][inputs.only]](inputs.id, { depth: inputs.depth, signal })));
    return mergeGraphs(answers.map((answer) => answer.graph));
}
function outputsOf({ nodes, links }, details) {
    return {
        graph: { nodes: nodes.map((node) => ({ ...node, display_name: details.get(node.id)?.name })), links },
        ids: nodes.map((node) => node.id),
        'node-count': nodes.length,
        'link-count': links.length,
    };
}
async function draw(file, graph, name, address, workspace) {
    const { svg } = await __webpack_require__.e(/* import() */ 2838).then(__webpack_require__.bind(__webpack_require__, 2838));
    const path = (0,external_node_path_.resolve)(workspace, file);
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
    await (0,promises_.writeFile)(path, svg(graph, name, address));
    return path;
}
function judge(found) {
    if (found.length === 0)
        return;
    throw new failure/* OutcomeError */.R(`the lineage is not as it has to be:\n${found.join('\n')}`, {
        advice: 'These are the conditions of input fail-if. The graph is in the outputs.',
        topic: 'the-lineage-is-not-as-it-has-to-be',
    });
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
