export const id = 1215;
export const ids = [1215];
export const modules = {

/***/ 5071:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./.build/src/shared/action/data/find-files.js
var find_files = __webpack_require__(7912);
// EXTERNAL MODULE: ./.build/src/shared/client/index.js + 87 modules
var client = __webpack_require__(5576);
// EXTERNAL MODULE: ./.build/src/shared/spec/me.js
var me = __webpack_require__(7683);
// EXTERNAL MODULE: ./.build/src/shared/spec/model-runs/check-templates.js + 2 modules
var check_templates = __webpack_require__(8309);
// EXTERNAL MODULE: ./.build/src/shared/spec/server-problems.js
var server_problems = __webpack_require__(5527);
// EXTERNAL MODULE: ./.build/src/shared/action/items/item-writer.js
var item_writer = __webpack_require__(3906);
;// CONCATENATED MODULE: ./.build/src/shared/action/items/ask-server.js





async function askServer({ items, records }, provena, call) {
    const problems = [];
    for (const item of items) {
        if (item.references.length > 0)
            continue;
        const [value = item.value] = await (0,me/* resolveMe */.J)([item.value], item.kind.schema, provena, call);
        try {
            await (0,item_writer/* itemWriter */.r)(item.kind, provena).validate(value, call);
        }
        catch (error) {
            const found = (0,server_problems/* serverProblems */.Q)(error, item.source);
            if (!found)
                throw error;
            problems.push(...found);
        }
    }
    if (records.length === 0)
        return problems;
    const bare = records.map(({ record }) => record);
    const resolved = await (0,me/* resolveMe */.J)(bare, client/* ModelRunRecord */.Me, provena, call);
    const named = records.map((entry, i) => ({ ...entry, record: resolved[i] ?? entry.record }));
    return [...problems, ...(await (0,check_templates/* checkAgainstRegistry */.t)(named, provena, call)).problems];
}

// EXTERNAL MODULE: ./.build/src/shared/action/markdown.js
var markdown = __webpack_require__(1579);
// EXTERNAL MODULE: ./.build/src/shared/spec/problem.js
var problem = __webpack_require__(4742);
// EXTERNAL MODULE: ./.build/src/shared/spec/json.js
var json = __webpack_require__(7903);
;// CONCATENATED MODULE: ./.build/src/shared/spec/document-kind.js

const MODEL_RUN = 'model-run';
function namedKind(text, value) {
    const said = (0,json/* isMapping */.pi)(value) ? value['kind'] : undefined;
    const schema = (0,json/* isMapping */.pi)(value) ? value['$schema'] : undefined;
    const comment = /^#\s*yaml-language-server:.*\$schema=(\S+)/m.exec(text)?.[1];
    const [, name, partial] = /([\w-]+?)(-partial)?\.json$/.exec(typeof schema === 'string' ? schema : (comment ?? '')) ?? [];
    return { kind: typeof said === 'string' ? said : name, partial: partial !== undefined };
}

// EXTERNAL MODULE: ./.build/src/shared/spec/items/item-document.js
var item_document = __webpack_require__(7061);
// EXTERNAL MODULE: ./.build/src/shared/spec/items/references.js
var references = __webpack_require__(3414);
// EXTERNAL MODULE: ./.build/src/shared/spec/load.js
var load = __webpack_require__(4265);
// EXTERNAL MODULE: ./.build/src/shared/spec/model-runs/check-records.js + 2 modules
var check_records = __webpack_require__(5000);
// EXTERNAL MODULE: ./.build/src/shared/spec/model-runs/record-source.js
var record_source = __webpack_require__(369);
// EXTERNAL MODULE: ./.build/src/shared/spec/source.js
var spec_source = __webpack_require__(6696);
;// CONCATENATED MODULE: ./.build/src/shared/spec/repository-documents.js








async function checkRepository(request) {
    const items = [];
    const whole = [];
    const records = [];
    const files = [];
    for (const path of request.paths) {
        const { file, item, good = [], partial = false } = await checkFile(path, request);
        files.push(file);
        if (item)
            items.push(item);
        if (item && !partial)
            whole.push(item);
        if (!partial)
            records.push(...good);
    }
    return { files, items: whole, records, problems: referenceProblems(items) };
}
async function checkFile(path, request) {
    const named = (0,load/* nameFile */.iC)(path, request.workspace);
    let kind;
    try {
        const text = await (0,load/* readText */.yR)(path, request.workspace, request.input);
        const source = await (0,spec_source/* readSource */.o)({ ...named, text });
        const told = namedKind(text, source.value);
        kind = told.kind ?? request.kind;
        const partial = told.partial || request.partial.has(path);
        if (kind === MODEL_RUN) {
            const { good, problems } = (0,check_records/* checkRecords */.f)((0,record_source/* recordsOf */.M)(source), { partial });
            return { file: { file: named.name, kind, problems }, good, partial };
        }
        const item = (0,item_document/* readItem */.k)({ source, file: named.name, kind, partial });
        return { file: { file: named.name, kind: item.kind.name, problems: [] }, item, partial };
    }
    catch (error) {
        if (!(error instanceof problem/* UserError */.y))
            throw error;
        return { file: { file: named.name, kind, problems: error.problems } };
    }
}
function referenceProblems(items) {
    try {
        (0,references/* inOrder */.a)(items);
        return [];
    }
    catch (error) {
        if (!(error instanceof problem/* UserError */.y))
            throw error;
        return error.problems;
    }
}

;// CONCATENATED MODULE: ./.build/actions/validate/run.js





async function run(inputs, deps) {
    const { workspace, log, summary } = deps;
    const paths = (await (0,find_files/* findPaths */.E)(inputs.path, 'path', workspace)).filter((path) => /\.(ya?ml|json)$/i.test(path));
    if (paths.length === 0)
        throw new problem/* UserError */.y(`input path: no YAML or JSON file matches ${inputs.path.join(', ')}`);
    const partial = new Set(await (0,find_files/* findPaths */.E)(inputs.partial ?? [], 'partial', workspace));
    const checked = await checkRepository({ paths, partial, kind: inputs.kind, input: 'path', workspace });
    const offline = [...checked.files.flatMap(({ problems }) => problems), ...checked.problems];
    const online = inputs.online
        ? await askServer(checked, (await deps.connect()).provena, { signal: deps.signal })
        : [];
    const problems = [...offline, ...online];
    deps.output({
        checked: paths.length,
        problems: problems.length,
        documents: checked.files.map((file) => asOutput(file, problems)),
    });
    for (const { file, kind } of checked.files)
        log.info(`${problemsOf(file, problems) === 0 ? '✔' : '✖'} ${file} (${kind ?? 'of unknown kind'})`);
    summary.add(filesTable(checked.files, problems));
    if (problems.length > 0)
        throw new problem/* UserError */.y(problems);
    log.info(`${paths.length} documents are valid${inputs.online ? ', here and on the server' : ''}.`);
    return {};
}
function problemsOf(file, problems) {
    return problems.filter(({ place }) => place?.source === file).length;
}
function asOutput({ file, kind }, problems) {
    return { file, kind, problems: problemsOf(file, problems) };
}
function filesTable(files, problems) {
    const rows = files.map(({ file, kind }) => [
        (0,markdown/* literal */.eu)(file),
        (0,markdown/* literal */.eu)(kind ?? ''),
        String(problemsOf(file, problems)),
    ]);
    return (0,markdown/* table */.tp)(['document', 'kind', 'problems'], rows);
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

/***/ 3906:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ itemWriter)
/* harmony export */ });
/* harmony import */ var _client_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5576);

function itemWriter(kind, provena) {
    return kind.name === 'dataset' ? datasetWriter(provena) : registryWriter(kind, provena);
}
function registryWriter({ subtype }, { registry }) {
    const name = (0,_client_index_js__WEBPACK_IMPORTED_MODULE_0__/* .kindNameOf */ .Lz)(subtype);
    if (!name)
        throw new Error(`the client has no kind ${subtype}`);
    const kind = registry[name];
    return {
        async validate(value, call) {
            await kind.validate(value, call);
        },
        async create(value, { recover, ...call }) {
            const created = await kind.create(value, {
                ...call,
                ...(recover ? { recover: async (lost) => asCreated(await recover(lost)) } : {}),
            });
            return {
                id: created.created_item.id,
                session: created.register_create_activity_session_id ?? undefined,
            };
        },
        async update(id, value, reason, call) {
            await kind.update(id, value, reason, call);
        },
        ...(kind.version ? { version: versionBy(kind.version) } : {}),
    };
}
function asCreated(written) {
    return (written && { created_item: { id: written.id }, register_create_activity_session_id: written.session });
}
function datasetWriter({ datastore }) {
    return {
        async validate(value, call) {
            await datastore.validateDatasetMetadata(value, call);
        },
        async create(value, { recover, ...call }) {
            const minted = await datastore.mintDataset(value, {
                ...call,
                ...(recover ? { recover: async (lost) => asMinted(await recover(lost)) } : {}),
            });
            return { id: minted.handle, session: minted.register_create_activity_session_id ?? undefined };
        },
        async update(id, value, reason, call) {
            await datastore.updateDatasetMetadata(id, reason, value, call);
        },
        version: versionBy(datastore.versionDataset),
    };
}
function asMinted(written) {
    return (written && {
        status: { success: true, details: '' },
        handle: written.id,
        s3_location: { bucket_name: '', path: '', s3_uri: '' },
        register_create_activity_session_id: written.session,
    });
}
function versionBy(version) {
    return async (id, reason, { recover, ...call }) => {
        const made = await version({ id, reason }, {
            ...call,
            ...(recover
                ? {
                    recover: async (lost) => {
                        const found = await recover(lost);
                        return found && { new_version_id: found.id, version_job_session_id: found.session ?? '' };
                    },
                }
                : {}),
        });
        return { id: made.new_version_id, session: made.version_job_session_id || undefined };
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

/***/ 7061:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ textAt),
/* harmony export */   k: () => (/* binding */ readItem)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(3945);
/* harmony import */ var _issues_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1693);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7903);
/* harmony import */ var _own_keys_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(522);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4742);
/* harmony import */ var _replace_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4373);
/* harmony import */ var _wording_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7001);
/* harmony import */ var _item_kinds_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4733);
/* harmony import */ var _references_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3414);









const PLACEHOLDER = '10378.1/0';
function readItem({ source, file, kind: fallback, partial = false }) {
    const { value } = source;
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .isMapping */ .pi)(value))
        throw new _problem_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y({ message: 'expected a mapping that describes an item', place: source.place([]) });
    const kind = kindOf(value, source, fallback);
    const fields = (0,_own_keys_js__WEBPACK_IMPORTED_MODULE_1__/* .fieldsOf */ .Pf)(value);
    const references = (0,_references_js__WEBPACK_IMPORTED_MODULE_5__/* .referencesIn */ .i)(fields);
    const standIn = (0,_replace_js__WEBPACK_IMPORTED_MODULE_7__/* .replaceAt */ ._)(fields, references.map(({ path }) => ({ path, value: PLACEHOLDER })));
    const problems = [...ownProblems(value, source), ...schemaProblems(kind, standIn, source, partial)];
    if (problems.length > 0)
        throw new _problem_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(problems);
    const id = value['$id'];
    const handle = value['$handle'];
    return {
        name: typeof id === 'string' ? id : file,
        file,
        kind,
        handle: typeof handle === 'string' ? handle : undefined,
        value: fields,
        references,
        source,
    };
}
function kindOf(value, source, fallback) {
    const word = value['kind'] ?? kindOfSchema(value['$schema']) ?? fallback;
    const kind = typeof word === 'string' ? (0,_item_kinds_js__WEBPACK_IMPORTED_MODULE_4__/* .itemKind */ .GC)(word) : undefined;
    if (kind)
        return kind;
    const names = _item_kinds_js__WEBPACK_IMPORTED_MODULE_4__/* .ITEM_KINDS */ .o_.map(({ name }) => name);
    const message = word === undefined
        ? `does not say what it describes: expected \`kind\` with one of ${names.join(', ')}`
        : `expected one of ${names.join(', ')}, found ${(0,_wording_js__WEBPACK_IMPORTED_MODULE_3__/* .show */ .WU)(word)}${typeof word === 'string' ? (0,_wording_js__WEBPACK_IMPORTED_MODULE_3__/* .didYouMean */ .au)(word, names) : ''}`;
    throw new _problem_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y({ message, path: 'kind', place: source.place(['kind']) });
}
function kindOfSchema(schema) {
    return typeof schema === 'string' ? /([\w-]+)\.json$/.exec(schema)?.[1] : undefined;
}
function ownProblems(value, source) {
    return ['$id', '$handle', '$schema']
        .filter((key) => value[key] !== undefined && (typeof value[key] !== 'string' || value[key] === ''))
        .map((key) => ({
        message: `expected text, found ${(0,_wording_js__WEBPACK_IMPORTED_MODULE_3__/* .show */ .WU)(value[key])}`,
        path: key,
        place: source.place([key]),
    }));
}
function schemaProblems({ schema }, value, source, partial) {
    const result = zod_mini__WEBPACK_IMPORTED_MODULE_8__/* .safeParse */ .xL(schema, value);
    if (result.success)
        return [];
    const found = (0,_issues_js__WEBPACK_IMPORTED_MODULE_0__/* .complaints */ .Z)(schema, result.error, value).filter(({ isMissing }) => !(partial && isMissing));
    return found.map(({ path, message, aboutKey }) => ({
        message,
        path: (0,_issues_js__WEBPACK_IMPORTED_MODULE_0__/* .pathName */ .D)(path),
        place: source.place(path, aboutKey ? 'key' : 'value'),
    }));
}
function textAt(value, path) {
    let here = value;
    for (const step of path)
        here = (0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .isMapping */ .pi)(here) ? here[step] : undefined;
    return typeof here === 'string' ? here : undefined;
}


/***/ }),

/***/ 4733:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GC: () => (/* binding */ itemKind),
/* harmony export */   TT: () => (/* binding */ itemKindOf),
/* harmony export */   o_: () => (/* binding */ ITEM_KINDS)
/* harmony export */ });
/* harmony import */ var _client_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5576);

const ofRegistry = (name, { subtype, info, operations }) => ({
    name,
    subtype,
    schema: info,
    namePath: ['display_name'],
    metadataPath: ['user_metadata'],
    versioned: operations.includes('version'),
});
const ITEM_KINDS = [
    ofRegistry('organisation', _client_index_js__WEBPACK_IMPORTED_MODULE_0__/* .KINDS */ .GW.organisation),
    ofRegistry('person', _client_index_js__WEBPACK_IMPORTED_MODULE_0__/* .KINDS */ .GW.person),
    ofRegistry('model', _client_index_js__WEBPACK_IMPORTED_MODULE_0__/* .KINDS */ .GW.model),
    ofRegistry('dataset-template', _client_index_js__WEBPACK_IMPORTED_MODULE_0__/* .KINDS */ .GW.datasetTemplate),
    ofRegistry('model-run-workflow-template', _client_index_js__WEBPACK_IMPORTED_MODULE_0__/* .KINDS */ .GW.modelRunWorkflow),
    ofRegistry('study', _client_index_js__WEBPACK_IMPORTED_MODULE_0__/* .KINDS */ .GW.study),
    {
        name: 'dataset',
        subtype: _client_index_js__WEBPACK_IMPORTED_MODULE_0__/* .KINDS */ .GW.dataset.subtype,
        schema: _client_index_js__WEBPACK_IMPORTED_MODULE_0__/* .CollectionFormat */ .eX,
        namePath: ['dataset_info', 'name'],
        metadataPath: ['dataset_info', 'user_metadata'],
        versioned: true,
    },
];
function itemKind(word) {
    const plain = (text) => text.toLowerCase().replace(/[\s_-]+/g, '-');
    const asked = plain(word);
    return ITEM_KINDS.find(({ name, subtype }) => name === asked || plain(subtype) === asked);
}
function itemKindOf(subtype) {
    return ITEM_KINDS.find((kind) => kind.subtype === subtype);
}


/***/ }),

/***/ 3414:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   a: () => (/* binding */ inOrder),
/* harmony export */   i: () => (/* binding */ referencesIn)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7903);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4742);
/* harmony import */ var _schema_walk_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1846);
/* harmony import */ var _wording_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7001);





function referencesIn(value, path = []) {
    if (Array.isArray(value))
        return value.flatMap((entry, i) => referencesIn(entry, [...path, i]));
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isMapping */ .pi)(value))
        return [];
    const target = value['$ref'];
    if (typeof target === 'string' && Object.keys(value).length === 1)
        return [{ path, target }];
    return Object.entries(value).flatMap(([key, entry]) => referencesIn(entry, [...path, key]));
}
function inOrder(documents) {
    const problems = [...namesGivenTwice(documents)];
    const linked = documents.map((document) => {
        const links = document.references.flatMap((reference) => {
            const to = find(document, reference, documents);
            const problem = to ? wrongKind(document, reference, to) : unknown(document, reference, documents);
            if (problem)
                problems.push(problem);
            return to ? [{ path: reference.path, to }] : [];
        });
        return { ...document, links };
    });
    if (problems.length > 0)
        throw new _problem_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y(problems);
    return sorted(linked);
}
function find(from, { target }, documents) {
    const file = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.normalize(node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(node_path__WEBPACK_IMPORTED_MODULE_0__.posix.dirname(from.file), target));
    return (documents.find(({ name }) => name === target) ?? documents.find((document) => document.file === file));
}
function unknown(from, { path, target }, documents) {
    const known = documents.map(({ name }) => name).filter((name) => name !== from.name);
    const message = `${(0,_wording_js__WEBPACK_IMPORTED_MODULE_2__/* .show */ .WU)(target)} is neither the $id nor the file of a document here${(0,_wording_js__WEBPACK_IMPORTED_MODULE_2__/* .didYouMean */ .au)(target, known)}`;
    return { message, path: (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .formatPath */ .jV)(path), place: from.source.place(path) };
}
function wrongKind(from, { path }, to) {
    const wanted = (0,_schema_walk_js__WEBPACK_IMPORTED_MODULE_4__/* .notesAt */ .x5)(from.kind.schema, path)['handleOf'];
    if (wanted === undefined) {
        const message = 'only a field that holds a handle can refer to another document';
        return { message, path: (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .formatPath */ .jV)(path), place: from.source.place(path) };
    }
    if (wanted === 'ANY' || wanted === to.kind.subtype)
        return undefined;
    const message = `expected a document of kind ${wanted}; ${to.name} is one of ${to.kind.subtype}`;
    return { message, path: (0,_json_js__WEBPACK_IMPORTED_MODULE_3__/* .formatPath */ .jV)(path), place: from.source.place(path) };
}
function namesGivenTwice(documents) {
    return [...Map.groupBy(documents, ({ name }) => name)].flatMap(([name, [first, ...others]]) => others.map((other) => ({
        message: `${(0,_wording_js__WEBPACK_IMPORTED_MODULE_2__/* .show */ .WU)(name)} is also the name of ${first?.file}`,
        path: '$id',
        place: other.source.place(['$id']),
    })));
}
function sorted(documents) {
    const done = new Map();
    const open = new Set();
    const byName = new Map(documents.map((document) => [document.name, document]));
    const visit = (document) => {
        if (done.has(document.name))
            return;
        if (open.has(document.name)) {
            const circle = [...open, document.name].join(' → ');
            throw new _problem_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y({
                message: `the references run in a circle: ${circle}`,
                place: document.source.place([]),
            });
        }
        open.add(document.name);
        for (const { to } of document.links) {
            const next = byName.get(to.name);
            if (next)
                visit(next);
        }
        open.delete(document.name);
        done.set(document.name, document);
    };
    documents.forEach(visit);
    return [...done.values()];
}


/***/ }),

/***/ 4265:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Az: () => (/* binding */ loadDocument),
/* harmony export */   ZN: () => (/* binding */ loadFile),
/* harmony export */   iC: () => (/* binding */ nameFile),
/* harmony export */   yR: () => (/* binding */ readText)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _merge_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9785);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4742);
/* harmony import */ var _source_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6696);





async function loadDocument({ inline, file, workspace }) {
    const written = inline?.text?.trim()
        ? await (0,_source_js__WEBPACK_IMPORTED_MODULE_3__/* .readSource */ .o)({ name: `input ${inline.input}`, text: inline.text })
        : undefined;
    const stored = file?.path ? await loadFile(file.path, workspace, file.input) : undefined;
    return written && stored ? (0,_merge_js__WEBPACK_IMPORTED_MODULE_4__/* .mergeSources */ .R)(stored, written) : (written ?? stored);
}
async function loadFile(path, workspace, input) {
    return (0,_source_js__WEBPACK_IMPORTED_MODULE_3__/* .readSource */ .o)({ ...nameFile(path, workspace), text: await readText(path, workspace, input) });
}
function nameFile(path, workspace) {
    const inside = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(workspace, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, path));
    if (inside.startsWith('..') || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(inside))
        return { name: path };
    const file = inside.split(node_path__WEBPACK_IMPORTED_MODULE_1__.sep).join('/');
    return { name: file, file };
}
async function readText(path, workspace, input) {
    const refuse = (message, cause) => new _problem_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y({ message: `input ${input}: ${message}`, place: { source: path } }, { cause });
    const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.open)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, path)).catch((cause) => {
        throw refuse(OPEN_FAILURES[cause.code ?? ''] ?? `cannot be read (${cause.code})`, cause);
    });
    try {
        const stat = await handle.stat();
        if (!stat.isFile())
            throw refuse('is not a file');
        if (stat.size > _source_js__WEBPACK_IMPORTED_MODULE_3__/* .MAX_DOCUMENT_BYTES */ .b) {
            throw refuse(`has ${stat.size} bytes, at most ${_source_js__WEBPACK_IMPORTED_MODULE_3__/* .MAX_DOCUMENT_BYTES */ .b} are read: split it`);
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

/***/ 7683:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ resolveMe)
/* harmony export */ });
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4742);
/* harmony import */ var _replace_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4373);
/* harmony import */ var _schema_walk_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1846);



const ME = 'me';
async function resolveMe(documents, schema, provena, options) {
    const places = documents.map((document) => (0,_schema_walk_js__WEBPACK_IMPORTED_MODULE_1__/* .handlePlaces */ .DU)(schema, document).filter(({ kind, value }) => kind === 'PERSON' && value === ME));
    if (places.every((found) => found.length === 0))
        return documents;
    const { person_id: personId } = await provena.auth.lookupLink(options);
    if (!personId) {
        throw new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .y('the document says `me`, but the user of this token is not linked to a person. Link one on the profile page of the instance, or write the handle of a person instead.');
    }
    return documents.map((document, i) => (0,_replace_js__WEBPACK_IMPORTED_MODULE_2__/* .replaceAt */ ._)(document, (places[i] ?? []).map(({ path }) => ({ path, value: personId }))));
}


/***/ }),

/***/ 9785:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ mergeSources),
/* harmony export */   b: () => (/* binding */ mergePatch)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7903);

function mergePatch(target, patch) {
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .pi)(patch))
        return patch;
    const merged = new Map((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .pi)(target) ? Object.entries(target) : []);
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
        here = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .child */ .jf)(here, step);
        if (here === undefined)
            return i;
    }
    return path.length;
}


/***/ }),

/***/ 5000:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  f: () => (/* binding */ checkRecords),
  l: () => (/* binding */ problemAt)
});

// EXTERNAL MODULE: ./node_modules/zod/v4/core/parse.js + 1 modules
var parse = __webpack_require__(3945);
// EXTERNAL MODULE: ./.build/src/shared/spec/issues.js
var issues = __webpack_require__(1693);
// EXTERNAL MODULE: ./node_modules/zod/v4/mini/schemas.js
var schemas = __webpack_require__(4343);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/registries.js
var registries = __webpack_require__(9396);
// EXTERNAL MODULE: ./.build/src/shared/client/model/model-run-record.js
var model_run_record = __webpack_require__(3753);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/core.js
var core = __webpack_require__(8532);
;// CONCATENATED MODULE: ./.build/src/shared/spec/moment.js

const ISO_8601 = /^(?<day>\d{4}-\d{2}-\d{2})(?:[T ](?<time>\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?<zone>Z|[+-]\d{2}(?::?\d{2})?)?)?$/;
function unixSeconds(text) {
    const { day, time = '00:00', zone = 'Z' } = ISO_8601.exec(text)?.groups ?? {};
    if (day === undefined || !existing(day))
        return undefined;
    const ms = Date.parse(`${day}T${time}${zone.replace(/^([+-]\d{2}):?(\d{2})?$/, (_, h, m) => `${h}:${m ?? '00'}`)}`);
    return Number.isNaN(ms) ? undefined : Math.floor(ms / 1000);
}
function existing(day) {
    const date = new Date(`${day}T00:00Z`);
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}
const EXPECTED = 'expected unix seconds, an ISO 8601 time such as 2024-05-01T06:00:00Z, or now';
function moment(description) {
    return schemas/* pipe */.FsL(schemas/* union */.KCZ([schemas/* int */.Whr(), schemas/* string */.YjP()], EXPECTED), schemas/* transform */.pdi((value, context) => {
        const seconds = typeof value === 'number' ? value : value === 'now' ? now() : unixSeconds(value);
        if (seconds !== undefined)
            return seconds;
        context.issues.push({
            code: 'custom',
            message: `${EXPECTED}; found ${JSON.stringify(value)}`,
            input: value,
        });
        return core/* NEVER */.tm;
    }))
        .check(schemas/* meta */.mIj({ description, examples: ['2024-05-01T06:00:00Z', 1714543200, 'now'] }));
}
function now() {
    return Math.floor(Date.now() / 1000);
}

;// CONCATENATED MODULE: ./.build/src/shared/spec/kinds/model-run.js



const { shape } = model_run_record/* ModelRunRecord */.M;
const TemplatedDataset = schemas/* strictObject */.rej({
    ...shape.inputs.def.element.shape,
    dataset_type: schemas/* _default */.Rvf(shape.inputs.def.element.shape.dataset_type, 'DATA_STORE'),
});
const ModelRunDocument = schemas/* pipe */.FsL(schemas/* strictObject */.rej({
    ...shape,
    inputs: schemas/* array */.YOg(TemplatedDataset).check(schemas/* meta */.mIj(registries/* globalRegistry */.fd.get(shape.inputs) ?? {})),
    outputs: schemas/* array */.YOg(TemplatedDataset).check(schemas/* meta */.mIj(registries/* globalRegistry */.fd.get(shape.outputs) ?? {})),
    start_time: moment('When the run began.'),
    end_time: moment('When the run ended.'),
}), model_run_record/* ModelRunRecord */.M);

;// CONCATENATED MODULE: ./.build/src/shared/spec/model-runs/check-records.js



function checkRecords(sources, { partial = false } = {}) {
    const good = [];
    const problems = [];
    for (const source of sources) {
        const result = parse/* safeParse */.xL(ModelRunDocument, source.value);
        if (result.success)
            good.push({ record: result.data, source });
        else {
            const found = (0,issues/* complaints */.Z)(ModelRunDocument, result.error, source.value);
            problems.push(...found
                .filter(({ isMissing }) => !(partial && isMissing))
                .map((complaint) => problemAt(source, complaint)));
        }
    }
    return { good, problems };
}
function problemAt(source, { path, message, aboutKey = false, }) {
    return {
        message,
        path: (0,issues/* pathName */.D)([...source.at, ...path]),
        place: source.place(path, aboutKey ? 'key' : 'value'),
    };
}


/***/ }),

/***/ 8309:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  t: () => (/* binding */ checkAgainstRegistry)
});

// EXTERNAL MODULE: ./.build/src/shared/client/index.js + 87 modules
var client = __webpack_require__(5576);
// EXTERNAL MODULE: ./.build/src/shared/spec/model-runs/check-records.js + 2 modules
var check_records = __webpack_require__(5000);
;// CONCATENATED MODULE: ./.build/src/shared/spec/model-runs/references.js

const MOST_LOOKUPS = 2000;
const AT_ONCE = 16;
function referencesOf(record) {
    const { study_id: study, associations } = record;
    const { modeller_id: modeller, requesting_organisation_id: organisation } = associations;
    return [
        ...(study ? [{ path: ['study_id'], id: study, subtype: 'STUDY' }] : []),
        { path: ['associations', 'modeller_id'], id: modeller, subtype: 'PERSON' },
        ...(organisation
            ? [{ path: ['associations', 'requesting_organisation_id'], id: organisation, subtype: 'ORGANISATION' }]
            : []),
        ...['inputs', 'outputs'].flatMap((side) => record[side].map(({ dataset_id: id }, i) => ({
            path: [side, i, 'dataset_id'],
            id,
            subtype: 'DATASET',
        }))),
    ];
}
async function checkReferences(records, { registry }, call) {
    const distinct = [...new Set(records.flatMap((record) => referencesOf(record).map(({ id }) => id)))];
    const found = new Map();
    const queue = distinct.slice(0, MOST_LOOKUPS).values();
    const worker = async () => {
        for (const id of queue)
            found.set(id, await kindOf(id, registry, call));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return {
        lookedUp: found.size,
        distinct: distinct.length,
        complaintsOf: (record) => referencesOf(record)
            .filter(({ id, subtype }) => found.has(id) && found.get(id) !== subtype)
            .map(({ path, id, subtype }) => ({
            path,
            message: `expected the handle of a ${subtype}; ${id} is ${found.get(id)}`,
        })),
    };
}
async function kindOf(id, { general }, call) {
    try {
        const { item } = await general.fetch(id, call);
        return item.record_type === 'SEED_ITEM' ? 'a seed, not yet complete' : String(item.item_subtype);
    }
    catch (error) {
        if (error instanceof client/* NotFoundError */.m_)
            return 'not in this registry';
        if (error instanceof client/* ForbiddenError */.qQ)
            return 'not readable for this user';
        throw error;
    }
}

// EXTERNAL MODULE: ./.build/src/shared/spec/wording.js
var wording = __webpack_require__(7001);
;// CONCATENATED MODULE: ./.build/src/shared/spec/model-runs/template-rules.js

function workflowComplaints(record, workflow, templates) {
    return [
        ...missingTemplates(record, 'inputs', workflow.input_templates ?? []),
        ...missingTemplates(record, 'outputs', workflow.output_templates ?? []),
        ...['inputs', 'outputs'].flatMap((side) => record[side].flatMap((_, i) => datasetComplaints(record, side, i, workflow, templates))),
        ...missingAnnotations(record, workflow.annotations?.required ?? []),
    ];
}
function missingTemplates(record, side, wanted) {
    const used = new Set(record[side].map((dataset) => dataset.dataset_template_id));
    return wanted
        .filter(({ template_id: id, optional }) => optional !== true && !used.has(id))
        .map(({ template_id: id }) => ({
        path: [side],
        message: `the workflow needs a dataset of template ${id} here`,
    }));
}
function datasetComplaints(record, side, i, workflow, templates) {
    const dataset = record[side][i];
    if (!dataset)
        return [];
    const known = [...(workflow.input_templates ?? []), ...(workflow.output_templates ?? [])].map((entry) => entry.template_id);
    const { dataset_template_id: id, resources } = dataset;
    if (!known.includes(id)) {
        const message = `${(0,wording/* show */.WU)(id)} is not a template of the workflow${(0,wording/* didYouMean */.au)(id, known)} It has ${known.join(', ') || 'none'}`;
        return [{ path: [side, i, 'dataset_template_id'], message }];
    }
    const deferred = templates.get(id)?.deferred_resources ?? [];
    const keys = deferred.map((resource) => resource.key);
    const missing = deferred.filter(({ key, optional }) => optional !== true && !Object.hasOwn(resources ?? {}, key));
    const unknown = Object.keys(resources ?? {}).filter((key) => !keys.includes(key));
    return [
        ...missing.map(({ key }) => ({
            path: [side, i, 'resources'],
            message: `the template needs the path of the resource ${(0,wording/* show */.WU)(key)}`,
        })),
        ...unknown.map((key) => ({
            path: [side, i, 'resources', key],
            message: `is not a resource of the template${(0,wording/* didYouMean */.au)(key, keys)} It has ${keys.join(', ') || 'none'}`,
        })),
    ];
}
function missingAnnotations({ annotations }, required) {
    return required
        .filter((key) => !Object.hasOwn(annotations ?? {}, key))
        .map((key) => ({ path: ['annotations'], message: `the workflow needs the annotation ${(0,wording/* show */.WU)(key)}` }));
}

;// CONCATENATED MODULE: ./.build/src/shared/spec/model-runs/check-templates.js




async function checkAgainstRegistry(records, provena, call) {
    const workflows = new Map();
    for (const id of new Set(records.map(({ record }) => record.workflow_template_id))) {
        workflows.set(id, await loadWorkflow(id, provena.registry, call));
    }
    const references = await checkReferences(records.map(({ record }) => record), provena, call);
    const good = [];
    const problems = [];
    for (const checked of records) {
        const { record, source } = checked;
        const found = [
            ...(workflows.get(record.workflow_template_id)?.complaintsOf(record) ?? []),
            ...references.complaintsOf(record),
        ];
        if (found.length === 0)
            good.push(checked);
        problems.push(...found.map((complaint) => (0,check_records/* problemAt */.l)(source, complaint)));
    }
    const { lookedUp, distinct } = references;
    const note = lookedUp < distinct
        ? `${lookedUp} of the ${distinct} items that the records name were looked up; the server checks the others.`
        : undefined;
    return { good, problems, note };
}
async function loadWorkflow(id, registry, call) {
    const workflow = await fetched(() => registry.modelRunWorkflow.fetch(id, call));
    if (typeof workflow === 'string') {
        const complaint = {
            path: ['workflow_template_id'],
            message: `${id} ${workflow}: expected the handle of a model run workflow template`,
        };
        return { complaintsOf: () => [complaint] };
    }
    const named = [...(workflow.input_templates ?? []), ...(workflow.output_templates ?? [])].map((entry) => entry.template_id);
    const templates = new Map();
    for (const templateId of new Set(named)) {
        const template = await fetched(() => registry.datasetTemplate.fetch(templateId, call));
        if (typeof template !== 'string')
            templates.set(templateId, template);
    }
    return { complaintsOf: (record) => workflowComplaints(record, workflow, templates) };
}
async function fetched(fetch) {
    try {
        return (await fetch()).item;
    }
    catch (error) {
        if (error instanceof client/* NotFoundError */.m_)
            return 'is not in this registry';
        if (error instanceof client/* ForbiddenError */.qQ)
            return 'may not be read by this user';
        throw error;
    }
}


/***/ }),

/***/ 369:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ recordsOf),
/* harmony export */   Z: () => (/* binding */ merged)
/* harmony export */ });
/* harmony import */ var _merge_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9785);
/* harmony import */ var _own_keys_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(522);


function recordsOf(source) {
    if (!Array.isArray(source.value))
        return [{ ...(0,_own_keys_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutOwnKeys */ .xi)(source), at: [] }];
    return source.value.map((value, i) => {
        const record = { value, place: (path, part) => source.place([i, ...path], part) };
        return { ...(0,_own_keys_js__WEBPACK_IMPORTED_MODULE_0__/* .withoutOwnKeys */ .xi)(record), at: [i] };
    });
}
function merged(base, patch, at) {
    return { ...(0,_merge_js__WEBPACK_IMPORTED_MODULE_1__/* .mergeSources */ .R)(base, patch), at };
}


/***/ }),

/***/ 522:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pf: () => (/* binding */ fieldsOf),
/* harmony export */   xi: () => (/* binding */ withoutOwnKeys)
/* harmony export */ });
/* unused harmony export OWN_KEYS */
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7903);

const OWN_KEYS = new Set(['$schema', '$id', '$handle', 'kind']);
function withoutOwnKeys(source) {
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .pi)(source.value) ? { ...source, value: fieldsOf(source.value) } : source;
}
function fieldsOf(value) {
    return Object.fromEntries(Object.entries(value).filter(([key]) => !OWN_KEYS.has(key)));
}


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

/***/ 4373:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ replaceAt)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7903);

function replaceAt(document, places) {
    return places.reduce((result, { path, value }) => replaceOne(result, path, value), document);
}
function replaceOne(document, [step, ...rest], value) {
    if (step === undefined)
        return value;
    if (Array.isArray(document))
        return document.map((entry, i) => (i === step ? replaceOne(entry, rest, value) : entry));
    if (!(0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isMapping */ .pi)(document))
        return document;
    return Object.fromEntries(Object.entries(document).map(([key, entry]) => [
        key,
        key === step ? replaceOne(entry, rest, value) : entry,
    ]));
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
            return (await Promise.all(/* import() */[__webpack_require__.e(9547), __webpack_require__.e(6743)]).then(__webpack_require__.bind(__webpack_require__, 6743))).parseJson(text);
        return (await Promise.all(/* import() */[__webpack_require__.e(8815), __webpack_require__.e(8484)]).then(__webpack_require__.bind(__webpack_require__, 8484))).parseYaml(text);
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


/***/ })

};
