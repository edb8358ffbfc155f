export const id = 7585;
export const ids = [7585];
export const modules = {

/***/ 8574:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ ItemFinder),
/* harmony export */   X: () => (/* binding */ documentKey)
/* harmony export */ });
/* harmony import */ var _client_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5576);
/* harmony import */ var _spec_items_item_document_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7061);
/* harmony import */ var _spec_problem_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4742);
/* harmony import */ var _stored_item_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4366);




function documentKey(document, repository) {
    return [repository, document.name].filter(Boolean).join(':');
}
class ItemFinder {
    #provena;
    #call;
    #known = new Map();
    #me;
    constructor(provena, call) {
        this.#provena = provena;
        this.#call = call;
    }
    async find(document, key) {
        if (document.handle !== undefined)
            return { item: await this.#byHandle(document, document.handle), by: 'handle' };
        const items = await this.#all(document.kind);
        const keyed = items.filter((item) => keyOf(item) === key).sort((a, b) => a.createdAt - b.createdAt);
        const latest = keyed.filter((item) => item.version?.next === undefined);
        const byKey = latest[0] ?? keyed[0];
        if (byKey)
            return { item: byKey, by: 'key' };
        const name = (0,_spec_items_item_document_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$)(document.value, document.kind.namePath);
        const named = items.filter((item) => item.name === name && item.version?.next === undefined && keyOf(item) === undefined);
        const only = named.length > 1 ? await this.#mine(named) : named;
        if (only.length > 1)
            throw new _spec_problem_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(ambiguous(document, name, only));
        return only[0] ? { item: only[0], by: 'name' } : undefined;
    }
    async findAnew(kind, key) {
        this.#known.delete(kind.name);
        return (await this.#all(kind)).filter((item) => keyOf(item) === key);
    }
    async #byHandle(document, handle) {
        const refuse = (message) => new _spec_problem_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y({ message, path: '$handle', place: document.source.place(['$handle']) });
        const item = await (0,_stored_item_js__WEBPACK_IMPORTED_MODULE_3__/* .fetchStored */ .oh)(handle, this.#provena, this.#call).catch((error) => {
            throw error instanceof _client_index_js__WEBPACK_IMPORTED_MODULE_0__/* .NotFoundError */ .m_ ? refuse(`${handle} is not in this registry`) : error;
        });
        if (item.kind !== document.kind)
            throw refuse(`${handle} is of kind ${item.kind.name}, not ${document.kind.name}`);
        return item;
    }
    #all(kind) {
        const known = this.#known.get(kind.name) ?? Array.fromAsync((0,_stored_item_js__WEBPACK_IMPORTED_MODULE_3__/* .listStored */ .Kx)(kind, this.#provena, this.#call));
        this.#known.set(kind.name, known);
        return known;
    }
    async #mine(items) {
        this.#me ??= this.#provena.registry.checkAccess('general', this.#call).then(({ username }) => username);
        const me = await this.#me;
        const mine = items.filter((item) => item.owner === me);
        return mine.length === 1 ? mine : items;
    }
}
function keyOf(item) {
    return (0,_spec_items_item_document_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$)(item.value, [...item.kind.metadataPath, _stored_item_js__WEBPACK_IMPORTED_MODULE_3__/* .DOCUMENT_KEY */ .wt]);
}
function ambiguous(document, name, items) {
    const ids = items.map(({ id }) => id).join(', ');
    return {
        message: `${items.length} items are called ${JSON.stringify(name)}: ${ids}. Say which by $handle`,
        path: document.kind.namePath.join('.'),
        place: document.source.place(document.kind.namePath),
    };
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

/***/ 3736:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Qj: () => (/* binding */ withFacts),
/* harmony export */   ki: () => (/* binding */ planItems),
/* harmony export */   qU: () => (/* binding */ withHandles)
/* harmony export */ });
/* harmony import */ var _spec_items_difference_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1279);
/* harmony import */ var _spec_json_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7903);
/* harmony import */ var _spec_me_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7683);
/* harmony import */ var _spec_problem_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4742);
/* harmony import */ var _spec_replace_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4373);
/* harmony import */ var _find_stored_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8574);
/* harmony import */ var _stored_item_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4366);







async function planItems(documents, options) {
    const { provena, call, ifExists, repository, finder } = options;
    const planned = [];
    const problems = [];
    const handles = new Map();
    for (const document of documents) {
        try {
            const key = (0,_find_stored_js__WEBPACK_IMPORTED_MODULE_3__/* .documentKey */ .X)(document, repository);
            const found = await finder.find(document, key);
            if (found && ifExists === 'error')
                throw new _spec_problem_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(existsAlready(document, found));
            const [value = document.value] = await (0,_spec_me_js__WEBPACK_IMPORTED_MODULE_1__/* .resolveMe */ .J)([withHandles(document, handles)], document.kind.schema, provena, call);
            const changes = found
                ? (0,_spec_items_difference_js__WEBPACK_IMPORTED_MODULE_0__/* .differences */ .t)(document.kind.schema, found.item.value, value, (path) => (0,_stored_item_js__WEBPACK_IMPORTED_MODULE_4__/* .isOurFact */ .N7)(document.kind, path))
                : [];
            const action = !found ? 'create' : ifExists === 'update' && changes.length > 0 ? 'update' : 'keep';
            if (found)
                handles.set(document.name, found.item.id);
            planned.push({ document, key, found, action, changes });
        }
        catch (error) {
            if (!(error instanceof _spec_problem_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y))
                throw error;
            problems.push(...error.problems);
        }
    }
    if (problems.length > 0)
        throw new _spec_problem_js__WEBPACK_IMPORTED_MODULE_2__/* .UserError */ .y(problems);
    return planned;
}
function withHandles(document, handles) {
    const known = document.links.map(({ path, to }) => ({
        path,
        value: handles.get(to.name) ?? `(handle of ${to.name})`,
    }));
    return (0,_spec_replace_js__WEBPACK_IMPORTED_MODULE_5__/* .replaceAt */ ._)(document.value, known);
}
function withFacts(value, [step, ...rest], facts) {
    if (!(0,_spec_json_js__WEBPACK_IMPORTED_MODULE_6__/* .isMapping */ .pi)(value) && value !== undefined)
        return value;
    if (step === undefined)
        return { ...facts, ...value };
    return { ...value, [step]: withFacts((value?.[step] ?? {}), rest, facts) };
}
function existsAlready({ name, kind, source }, { item, by }) {
    return {
        message: `${name} is there already: ${item.id}, found by its ${by}. With if-exists: reuse or update it would be used`,
        path: kind.namePath.join('.'),
        place: source.place(kind.namePath),
    };
}


/***/ }),

/***/ 4366:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kx: () => (/* binding */ listStored),
/* harmony export */   N7: () => (/* binding */ isOurFact),
/* harmony export */   oh: () => (/* binding */ fetchStored),
/* harmony export */   wt: () => (/* binding */ DOCUMENT_KEY)
/* harmony export */ });
/* harmony import */ var _jobs_record_key_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9151);
/* harmony import */ var _spec_items_item_kinds_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4733);
/* harmony import */ var _spec_problem_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4742);



const DOCUMENT_KEY = 'document_key';
function isOurFact(kind, path) {
    const { metadataPath } = kind;
    const key = path[metadataPath.length];
    const isFact = path.length === metadataPath.length + 1 && metadataPath.every((step, i) => step === path[i]);
    return (isFact && typeof key === 'string' && (key === DOCUMENT_KEY || key === _jobs_record_key_js__WEBPACK_IMPORTED_MODULE_2__/* .KEY_FIELD */ .Nt || key.startsWith('ci_')));
}
async function fetchStored(id, { registry }, call) {
    const { item } = await registry.general.fetch(id, call);
    const stored = asStored(item);
    if (stored)
        return stored;
    const what = item.record_type === 'SEED_ITEM'
        ? 'so far only a seed, with nothing in it'
        : `of kind ${item.item_subtype}, which nobody writes by hand`;
    throw new _spec_problem_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .y(`${id} is ${what}`);
}
const PAGE = 100;
async function* listStored(kind, { registry }, call) {
    const request = { filter_by: { item_subtype: kind.subtype }, page_size: PAGE };
    for await (const item of registry.general.forAll(request, call)) {
        const stored = asStored(item);
        if (stored)
            yield stored;
    }
}
function asStored(item) {
    const kind = (0,_spec_items_item_kinds_js__WEBPACK_IMPORTED_MODULE_0__/* .itemKindOf */ .TT)(item.item_subtype);
    if (!kind || item.record_type === 'SEED_ITEM')
        return undefined;
    const { versioning_info: versioning } = item;
    const history = item['history'];
    return {
        id: item.id,
        kind,
        owner: item.owner_username,
        value: said(kind, item),
        name: item.display_name ?? item.id,
        historyId: history?.[0]?.id ?? 0,
        version: versioning
            ? {
                number: versioning.version,
                reason: versioning.reason ?? undefined,
                next: versioning.next_version ?? undefined,
            }
            : undefined,
        createdAt: item.created_timestamp,
    };
}
function said(kind, item) {
    const fields = (kind.name === 'dataset' ? item['collection_format'] : item);
    const known = Object.keys(kind.schema._zod.def.shape);
    return Object.fromEntries(known.filter((key) => fields[key] !== undefined).map((key) => [key, fields[key] ?? null]));
}


/***/ }),

/***/ 1279:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t: () => (/* binding */ differences),
/* harmony export */   u: () => (/* binding */ describeChange)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7903);
/* harmony import */ var _schema_walk_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1846);
/* harmony import */ var _wording_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7001);



function differences(schema, stored, wanted, isOurs, path = []) {
    if (isOurs(path))
        return [];
    const keys = [...new Set([...keysOf(stored), ...keysOf(wanted)])];
    if (keys.length > 0 && ((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isMapping */ .pi)(stored) || isUnsaid(stored)) && ((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isMapping */ .pi)(wanted) || isUnsaid(wanted))) {
        return keys.flatMap((key) => differences(schema, entry(stored, key), entry(wanted, key), isOurs, [...path, key]));
    }
    if (Array.isArray(stored) && Array.isArray(wanted) && stored.length === wanted.length) {
        return stored.flatMap((before, i) => differences(schema, before, wanted[i], isOurs, [...path, i]));
    }
    return isSame(schema, stored, wanted, path) ? [] : [{ path, before: stored, after: wanted }];
}
function isSame(schema, stored, wanted, path) {
    if (isUnsaid(stored) && isUnsaid(wanted))
        return true;
    const fallback = (0,_schema_walk_js__WEBPACK_IMPORTED_MODULE_2__/* .notesAt */ .x5)(schema, path)['default'];
    const value = (said) => (isUnsaid(said) ? (fallback ?? false) : said);
    return value(stored) === value(wanted);
}
function isUnsaid(value) {
    return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
function keysOf(value) {
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isMapping */ .pi)(value) ? Object.keys(value) : [];
}
function entry(value, key) {
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isMapping */ .pi)(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
function describeChange({ path, before, after }) {
    const said = (value) => value === undefined || value === null ? '(nothing)' : (0,_wording_js__WEBPACK_IMPORTED_MODULE_0__/* .show */ .WU)(value);
    return `${(0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .formatPath */ .jV)(path)}: ${said(before)} → ${said(after)}`;
}


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
