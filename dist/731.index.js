export const id = 731;
export const ids = [731];
export const modules = {

/***/ 8731:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

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

;// CONCATENATED MODULE: ./.build/src/shared/action/lineage/names.js
const MOST_NAMES = 60;
const AT_ONCE = 8;
async function displayNames(ids, { registry }, signal) {
    const names = new Map();
    const queue = ids.slice(0, MOST_NAMES).values();
    const worker = async () => {
        for (const id of queue) {
            const found = await registry.general.fetch(id, { signal }).catch(() => undefined);
            const name = found?.item?.['display_name'];
            if (typeof name === 'string')
                names.set(id, name);
        }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return names;
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
;// CONCATENATED MODULE: ./.build/actions/explore-lineage/run.js





const QUERIES = {
    upstream: { everything: 'exploreUpstream', datasets: 'contributingDatasets', agents: 'contributingAgents' },
    downstream: { everything: 'exploreDownstream', datasets: 'effectedDatasets', agents: 'effectedAgents' },
};
async function run(inputs, deps) {
    const { provena, pages } = await deps.connect();
    const directions = inputs.direction === 'both' ? ['upstream', 'downstream'] : [inputs.direction];
    const answers = await Promise.all(directions.map((direction) => provena.prov[QUERIES[direction][inputs.only]](inputs.id, { depth: inputs.depth, signal: deps.signal })));
    const graph = mergeGraphs(answers.map((answer) => answer.graph));
    const known = await displayNames(graph.nodes.map((node) => node.id), provena, deps.signal);
    deps.output(outputsOf(graph, known));
    const name = (node) => known.get(node.id) ?? node.id;
    for (const direction of directions) {
        const lines = drawTree(inputs.id, graph, direction, (node) => `${name(node)} (${[node.item_subtype, node.id].filter(Boolean).join(', ')})`);
        deps.log.info(`${direction === 'upstream' ? 'What it came from' : 'What came of it'}, ${inputs.depth} steps:\n${lines.join('\n')}`);
    }
    deps.summary.add(`${(0,markdown/* link */.nf)(known.get(inputs.id) ?? inputs.id, pages.item(inputs.id))}: ${graph.nodes.length} items, ${graph.links.length} relations within ${inputs.depth} steps ${inputs.direction === 'both' ? 'either way' : inputs.direction}.`);
    deps.summary.add(mermaid(graph, name, pages.item));
    return {};
}
function outputsOf({ nodes, links }, names) {
    return {
        graph: { nodes: nodes.map((node) => ({ ...node, display_name: names.get(node.id) })), links },
        ids: nodes.map((node) => node.id),
        'node-count': nodes.length,
        'link-count': links.length,
    };
}


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
