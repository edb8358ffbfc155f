export const id = 3987;
export const ids = [3987];
export const modules = {

/***/ 3974:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A3: () => (/* binding */ reasonOf),
/* harmony export */   g8: () => (/* binding */ StoreRefusal),
/* harmony export */   kc: () => (/* binding */ FileProblem),
/* harmony export */   q0: () => (/* binding */ describe),
/* harmony export */   sP: () => (/* binding */ badNames)
/* harmony export */ });
/* harmony import */ var _client_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5576);

const FAMILIES = {
    AccessDenied: 'forbidden',
    ExpiredToken: 'auth',
    InvalidAccessKeyId: 'auth',
    InvalidToken: 'auth',
    SignatureDoesNotMatch: 'auth',
    NoSuchBucket: 'notFound',
    NoSuchKey: 'notFound',
    NoSuchUpload: 'notFound',
    InternalError: 'unavailable',
    RequestTimeout: 'unavailable',
    ServiceUnavailable: 'unavailable',
    SlowDown: 'unavailable',
};
class StoreRefusal extends _client_index_js__WEBPACK_IMPORTED_MODULE_0__/* .ProvenaError */ .YK {
    name = 'StoreRefusal';
    family;
    code;
    constructor(request, answer) {
        const { status, code, message, retryAfterMs } = answer;
        const family = FAMILIES[code] ?? (status >= 500 ? 'unavailable' : 'refused');
        super(`the store refused ${describe(request)}: ${code} (${status}) ${message}`.trimEnd(), {
            status,
            detail: message,
            retryAfterMs,
            transient: family === 'unavailable',
        });
        this.code = code;
        this.family = family;
    }
}
class FileProblem extends Error {
    name = 'FileProblem';
}
function badNames(issues) {
    const count = issues.length === 1 ? 'one file' : `${issues.length} files`;
    return new _client_index_js__WEBPACK_IMPORTED_MODULE_0__/* .InvalidError */ .aB(`${count} cannot be transferred as named`, { issues });
}
function describe({ operation, key }) {
    return key === undefined ? operation : `${operation} of ${key}`;
}
function reasonOf(error) {
    return error instanceof Error ? error.message : String(error);
}


/***/ }),

/***/ 3987:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  JZ: () => (/* reexport */ DatasetClosedError),
  kc: () => (/* reexport */ errors/* FileProblem */.kc),
  rd: () => (/* reexport */ abortIncomplete),
  Pe: () => (/* reexport */ listPaths),
  We: () => (/* reexport */ openDatasetStore),
  Ng: () => (/* reexport */ parseManifest),
  uK: () => (/* reexport */ parseShard),
  cE: () => (/* reexport */ planDownload),
  d7: () => (/* reexport */ planUpload),
  a9: () => (/* reexport */ runDownload),
  zM: () => (/* reexport */ runUpload),
  zI: () => (/* reexport */ storeSettingsFrom),
  zN: () => (/* reexport */ tallyDownload),
  e8: () => (/* reexport */ tallyUpload)
});

// UNUSED EXPORTS: StoreRefusal, listFolder, openStore, verify

// EXTERNAL MODULE: ./.build/src/shared/transfer/errors.js
var errors = __webpack_require__(3974);
;// CONCATENATED MODULE: ./.build/src/shared/transfer/flow/each.js
async function each_each(items, limit, work) {
    const rest = items[Symbol.iterator]();
    let failure;
    const worker = async () => {
        for (let next = rest.next(); !next.done && !failure; next = rest.next()) {
            try {
                await work(next.value);
            }
            catch (error) {
                failure ??= { error };
            }
        }
    };
    await Promise.all(Array.from({ length: limit }, worker));
    if (failure)
        throw failure.error;
}

// EXTERNAL MODULE: ./.build/src/shared/transfer/names.js
var names = __webpack_require__(3209);
// EXTERNAL MODULE: ./node_modules/zod/v4/mini/schemas.js
var schemas = __webpack_require__(4343);
;// CONCATENATED MODULE: ./.build/src/shared/transfer/checksum.js
const POLYNOMIAL = 0xedb88320;
function toBase64(crc) {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc);
    return bytes.toString('base64');
}
function checksum_fromBase64(text) {
    if (text === undefined || !/^[A-Za-z0-9+/]{6}==$/.test(text))
        return undefined;
    return Buffer.from(text, 'base64').readUInt32BE();
}
function combineCrc32(first, second, secondLength) {
    return (multiply(zeros(secondLength), first) ^ second) >>> 0;
}
function zeros(length) {
    let result = 0x80000000;
    let square = 0x00800000;
    for (let rest = length; rest > 0; rest = Math.floor(rest / 2)) {
        if (rest % 2 === 1)
            result = multiply(result, square);
        square = multiply(square, square);
    }
    return result;
}
function multiply(a, b) {
    let product = 0;
    let factor = b;
    for (let mask = 0x80000000; mask !== 0; mask >>>= 1) {
        if (a & mask)
            product ^= factor;
        factor = factor & 1 ? (factor >>> 1) ^ POLYNOMIAL : factor >>> 1;
    }
    return product >>> 0;
}

// EXTERNAL MODULE: ./node_modules/fast-xml-parser/src/xmlparser/XMLParser.js + 28 modules
var XMLParser = __webpack_require__(8879);
// EXTERNAL MODULE: ./.build/src/shared/client/index.js + 87 modules
var client = __webpack_require__(5576);
;// CONCATENATED MODULE: ./.build/src/shared/transfer/s3/xml.js



const REPEATED = new Set(['Contents', 'CommonPrefixes', 'Upload', 'Part', 'Deleted', 'Error']);
const parser = new XMLParser/* default */.A({
    parseTagValue: false,
    ignoreAttributes: true,
    ignoreDeclaration: true,
    htmlEntities: true,
    isArray: (name, path) => REPEATED.has(name) && String(path).includes('.'),
});
const ErrorBody = schemas/* object */.Ikc({
    Error: schemas/* object */.Ikc({ Code: schemas/* string */.YjP(), Message: schemas/* optional */.lqM(schemas/* string */.YjP()) }),
});
function parseError(body) {
    if (!body.includes('<Error>'))
        return undefined;
    const found = ErrorBody.safeParse(parse(body));
    if (!found.success)
        return undefined;
    const { Code: code, Message: message = '' } = found.data.Error;
    return { code, message };
}
function readXml(operation, body, schema) {
    const found = schema.safeParse(parse(body));
    if (found.success)
        return found.data;
    const issue = found.error.issues[0];
    const place = issue ? `${issue.path.join('.')}: ${issue.message}` : 'no XML';
    throw new client/* NotUnderstoodError */.v4(`the store's answer to ${operation} has another form than S3's (${place})`);
}
function parse(body) {
    try {
        return parser.parse(body.toString('utf8'));
    }
    catch {
        return undefined;
    }
}
const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
function escapeXml(text) {
    return text.replace(/[&<>"]/g, (c) => ESCAPES[c] ?? c);
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/s3/listing.js


const Page = schemas/* object */.Ikc({
    ListBucketResult: schemas/* object */.Ikc({
        Contents: schemas/* optional */.lqM(schemas/* array */.YOg(schemas/* object */.Ikc({ Key: schemas/* string */.YjP(), Size: schemas/* string */.YjP(), ETag: schemas/* string */.YjP(), LastModified: schemas/* string */.YjP() }))),
        IsTruncated: schemas/* string */.YjP(),
        NextContinuationToken: schemas/* optional */.lqM(schemas/* string */.YjP()),
    }),
});
async function* listObjects(requester, prefix) {
    let token;
    do {
        const query = { 'list-type': 2, prefix, 'encoding-type': 'url', 'continuation-token': token };
        const answer = await requester.send({ operation: 'ListObjectsV2', method: 'GET', query });
        const { ListBucketResult: page } = readXml('ListObjectsV2', answer.body, Page);
        for (const { Key, Size, ETag, LastModified } of page.Contents ?? []) {
            yield { key: decodeKey(Key), size: Number(Size), etag: ETag, modified: Date.parse(LastModified) };
        }
        token = page.IsTruncated === 'true' ? page.NextContinuationToken : undefined;
    } while (token !== undefined);
}
function decodeKey(text) {
    return decodeURIComponent(text.replaceAll('+', '%20'));
}

// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./.build/src/shared/transfer/s3/objects.js



const MTIME = 'x-amz-meta-mtime';
function timeHeader(modified) {
    return { [MTIME]: (modified / 1000).toFixed(3) };
}
async function headObject(requester, key) {
    try {
        const headers = { 'x-amz-checksum-mode': 'ENABLED' };
        const answer = await requester.send({ operation: 'HeadObject', method: 'HEAD', key, headers });
        return factsOf(key, answer.headers);
    }
    catch (error) {
        if (error instanceof errors/* StoreRefusal */.g8 && error.status === 404)
            return undefined;
        throw error;
    }
}
async function putObject(requester, key, bytes, modified) {
    const sum = (0,external_node_zlib_.crc32)(bytes);
    const headers = {
        'content-length': String(bytes.length),
        'content-type': 'binary/octet-stream',
        'x-amz-checksum-crc32': toBase64(sum),
        ...timeHeader(modified),
    };
    const answer = await requester.send({ operation: 'PutObject', method: 'PUT', key, headers, body: bytes });
    const stored = checksum_fromBase64(answer.headers['x-amz-checksum-crc32']);
    if (stored !== undefined && stored !== sum) {
        throw new errors/* FileProblem */.kc(`${key}: the store took other bytes than were sent. Upload it again`);
    }
    return { etag: tagOf(answer.headers), crc32: sum };
}
async function getObject(requester, request, download) {
    const { key, range, etag } = request;
    const headers = { 'x-amz-checksum-mode': 'ENABLED' };
    if (range)
        headers['range'] = `bytes=${range.start}-${range.end - 1}`;
    if (etag)
        headers['if-match'] = etag;
    const answer = await requester.send({ operation: 'GetObject', method: 'GET', key, headers }, download);
    return factsOf(key, answer.headers);
}
async function deleteObject(requester, key) {
    await requester.send({ operation: 'DeleteObject', method: 'DELETE', key });
}
function factsOf(key, headers) {
    const seconds = Number(headers[MTIME]);
    return {
        key,
        size: Number(headers['content-range']?.split('/')[1] ?? headers['content-length']),
        etag: tagOf(headers),
        modified: Date.parse(headers['last-modified'] ?? ''),
        crc32: headers['x-amz-checksum-type'] === 'COMPOSITE'
            ? undefined
            : checksum_fromBase64(headers['x-amz-checksum-crc32']),
        fileModified: seconds > 0 ? Math.round(seconds * 1000) : undefined,
    };
}
function tagOf(headers) {
    return Buffer.from(headers['etag'] ?? '', 'latin1').toString('latin1');
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/s3/multipart.js





const SUM_HEADERS = { 'x-amz-checksum-algorithm': 'CRC32', 'x-amz-checksum-type': 'FULL_OBJECT' };
async function createUpload(requester, key, modified) {
    const headers = { ...SUM_HEADERS, ...timeHeader(modified), 'content-type': 'binary/octet-stream' };
    const operation = 'CreateMultipartUpload';
    const answer = await requester.send({ operation, method: 'POST', key, query: { uploads: '' }, headers });
    const Reply = schemas/* object */.Ikc({ InitiateMultipartUploadResult: schemas/* object */.Ikc({ UploadId: schemas/* string */.YjP() }) });
    return readXml(operation, answer.body, Reply).InitiateMultipartUploadResult.UploadId;
}
async function uploadPart(requester, target, bytes, sum) {
    const { key, uploadId, number } = target;
    const headers = { 'content-length': String(bytes.length), 'x-amz-checksum-crc32': toBase64(sum) };
    const query = { partNumber: number, uploadId };
    const request = { operation: 'UploadPart', method: 'PUT', key, query, headers, body: bytes };
    const answer = await requester.send(request);
    return { number, etag: answer.headers['etag'] ?? '', size: bytes.length, crc32: sum };
}
async function completeUpload(requester, target, parts, whole) {
    const listed = parts.map(({ number, etag, crc32: sum }) => {
        const value = sum === undefined ? '' : `<ChecksumCRC32>${toBase64(sum)}</ChecksumCRC32>`;
        return `<Part><PartNumber>${number}</PartNumber><ETag>${escapeXml(etag)}</ETag>${value}</Part>`;
    });
    const body = Buffer.from(`<CompleteMultipartUpload>${listed.join('')}</CompleteMultipartUpload>`);
    const operation = 'CompleteMultipartUpload';
    const answer = await requester.send({
        operation,
        method: 'POST',
        key: target.key,
        query: { uploadId: target.uploadId },
        headers: {
            'content-length': String(body.length),
            'content-type': 'application/xml',
            'x-amz-checksum-crc32': toBase64(whole.crc32),
            'x-amz-checksum-type': 'FULL_OBJECT',
            'x-amz-mp-object-size': String(whole.size),
        },
        body,
        mayFailIn200: true,
    });
    const Reply = schemas/* object */.Ikc({ CompleteMultipartUploadResult: schemas/* object */.Ikc({ ETag: schemas/* string */.YjP() }) });
    return readXml(operation, answer.body, Reply).CompleteMultipartUploadResult.ETag;
}
async function abortUpload(requester, key, uploadId) {
    await requester.send({ operation: 'AbortMultipartUpload', method: 'DELETE', key, query: { uploadId } });
}
const Parts = schemas/* object */.Ikc({
    ListPartsResult: schemas/* object */.Ikc({
        Part: schemas/* optional */.lqM(schemas/* array */.YOg(schemas/* object */.Ikc({
            PartNumber: schemas/* string */.YjP(),
            ETag: schemas/* string */.YjP(),
            Size: schemas/* string */.YjP(),
            ChecksumCRC32: schemas/* optional */.lqM(schemas/* string */.YjP()),
        }))),
        IsTruncated: schemas/* string */.YjP(),
        NextPartNumberMarker: schemas/* optional */.lqM(schemas/* string */.YjP()),
    }),
});
async function listParts(requester, key, uploadId) {
    const parts = [];
    let marker;
    do {
        const query = { uploadId, 'part-number-marker': marker };
        const answer = await requester.send({ operation: 'ListParts', method: 'GET', key, query });
        const { ListPartsResult: page } = readXml('ListParts', answer.body, Parts);
        for (const { PartNumber, ETag, Size, ChecksumCRC32 } of page.Part ?? []) {
            parts.push({
                number: Number(PartNumber),
                etag: ETag,
                size: Number(Size),
                crc32: checksum_fromBase64(ChecksumCRC32),
            });
        }
        marker = page.IsTruncated === 'true' ? page.NextPartNumberMarker : undefined;
    } while (marker !== undefined);
    return parts;
}
const Uploads = schemas/* object */.Ikc({
    ListMultipartUploadsResult: schemas/* object */.Ikc({
        Upload: schemas/* optional */.lqM(schemas/* array */.YOg(schemas/* object */.Ikc({
            Key: schemas/* string */.YjP(),
            UploadId: schemas/* string */.YjP(),
            Initiated: schemas/* string */.YjP(),
            ChecksumAlgorithm: schemas/* optional */.lqM(schemas/* string */.YjP()),
            ChecksumType: schemas/* optional */.lqM(schemas/* string */.YjP()),
        }))),
        IsTruncated: schemas/* string */.YjP(),
        NextKeyMarker: schemas/* optional */.lqM(schemas/* string */.YjP()),
        NextUploadIdMarker: schemas/* optional */.lqM(schemas/* string */.YjP()),
    }),
});
async function listUploads(requester, prefix) {
    const uploads = [];
    let at = {};
    while (at) {
        const query = { uploads: '', prefix, 'encoding-type': 'url', ...at };
        const answer = await requester.send({ operation: 'ListMultipartUploads', method: 'GET', query });
        const { ListMultipartUploadsResult: page } = readXml('ListMultipartUploads', answer.body, Uploads);
        for (const { Key, UploadId, Initiated, ChecksumAlgorithm, ChecksumType } of page.Upload ?? []) {
            const isSummed = ChecksumAlgorithm === 'CRC32' && ChecksumType === 'FULL_OBJECT';
            uploads.push({ key: decodeKey(Key), uploadId: UploadId, initiated: Date.parse(Initiated), isSummed });
        }
        const { NextKeyMarker: key = '', NextUploadIdMarker: id } = page;
        at = page.IsTruncated === 'true' ? { 'key-marker': decodeKey(key), 'upload-id-marker': id } : undefined;
    }
    return uploads;
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/abort-incomplete.js




const AT_ONCE = 16;
async function abortIncomplete(store, options) {
    const { requester, address } = store.session;
    const folder = (0,names/* folderOf */.yS)(address);
    const old = (await listUploads(requester, folder)).filter(({ initiated }) => initiated < options.begunBefore);
    const aborted = [];
    await each_each(old, AT_ONCE, async ({ key, uploadId, initiated }) => {
        try {
            await abortUpload(requester, key, uploadId);
            aborted.push({ name: key.slice(folder.length), initiated });
        }
        catch (error) {
            if (!(error instanceof errors/* StoreRefusal */.g8) || error.code !== 'NoSuchUpload')
                throw error;
        }
    });
    return aborted;
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/store.js
const RETRY = { attempts: 8, baseMs: 200, maxMs: 20_000, silenceMs: 60_000 };
const DEFAULT_CONNECTIONS = 128;

;// CONCATENATED MODULE: ./.build/src/shared/transfer/wire/wire.js
const CONNECT_TIMEOUT_MS = 10_000;
class Wire {
    #options;
    #signal;
    #underWay = new Set();
    #dispatcher;
    constructor(options, signal) {
        this.#options = options;
        this.#signal = signal;
        signal.addEventListener('abort', () => {
            for (const receiver of this.#underWay)
                receiver.stop(reasonFor(signal));
        });
    }
    async send(request, sink) {
        this.#dispatcher ??= wire_open(this.#options);
        const dispatcher = await this.#dispatcher;
        this.#signal.throwIfAborted();
        let receiver;
        const answer = new Promise((resolve, reject) => {
            receiver = new Receiver(resolve, reject, sink);
            this.#underWay.add(receiver);
            const method = request.method;
            dispatcher.dispatch({ ...request, method, body: request.body ?? null }, receiver);
        });
        return answer.finally(() => receiver && this.#underWay.delete(receiver));
    }
    async close() {
        await (await this.#dispatcher)?.destroy();
    }
}
async function wire_open({ proxy, connections, silenceMs }) {
    const { Agent, EnvHttpProxyAgent } = await __webpack_require__.e(/* import() */ 6752).then(__webpack_require__.t.bind(__webpack_require__, 6752, 19));
    const options = {
        connections,
        headersTimeout: silenceMs,
        bodyTimeout: silenceMs,
        connect: { timeout: CONNECT_TIMEOUT_MS },
    };
    if (!isProxied(proxy))
        return new Agent(options);
    const { httpProxy = '', httpsProxy = httpProxy, noProxy = '' } = proxy ?? {};
    return new EnvHttpProxyAgent({ ...options, httpProxy, httpsProxy, noProxy });
}
function isProxied(proxy) {
    return Boolean(proxy?.httpProxy || proxy?.httpsProxy);
}
class Receiver {
    #resolve;
    #reject;
    #sink;
    #pieces = [];
    #head = { status: 0, headers: {} };
    #controller;
    #stopped;
    constructor(resolve, reject, sink) {
        this.#resolve = resolve;
        this.#reject = reject;
        this.#sink = sink;
    }
    stop(reason) {
        this.#stopped = reason;
        this.#controller?.abort(reason);
        if (!this.#controller)
            this.#reject(reason);
    }
    onRequestStart(controller) {
        this.#controller = controller;
        if (this.#stopped)
            controller.abort(this.#stopped);
    }
    onResponseStart(_, status, headers) {
        this.#head = { status, headers: joined(headers) };
    }
    onResponseData(_, bytes) {
        const { status } = this.#head;
        if (this.#sink && (status === 200 || status === 206))
            this.#sink(bytes);
        else
            this.#pieces.push(bytes);
    }
    onResponseEnd() {
        this.#resolve({ ...this.#head, body: Buffer.concat(this.#pieces) });
    }
    onResponseError(_, error) {
        this.#reject(error);
    }
}
function reasonFor(signal) {
    return signal.reason instanceof Error ? signal.reason : new Error('aborted', { cause: signal.reason });
}
function joined(headers) {
    const single = {};
    for (const [name, value] of Object.entries(headers)) {
        if (value !== undefined)
            single[name] = Array.isArray(value) ? value.join(', ') : value;
    }
    return single;
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/wire/gate.js

const FIRST_SLOTS = 16;
class Gate {
    #limits;
    #queue = [];
    #slots;
    #knownGood;
    #held = 0;
    #heldBytes = 0;
    #goodSinceChange = 0;
    #lastHalved = 0;
    constructor(limits) {
        this.#limits = limits;
        this.#slots = Math.min(FIRST_SLOTS, limits.slots);
        this.#knownGood = limits.slots;
    }
    get slots() {
        return this.#slots;
    }
    async enter(bytes, signal) {
        signal.throwIfAborted();
        if (this.#queue.length > 0 || !this.#fits(bytes))
            await this.#wait(bytes, signal);
        else
            this.#take(bytes);
        let isHeld = true;
        return () => {
            if (!isHeld)
                return;
            isHeld = false;
            this.#held -= 1;
            this.#heldBytes -= bytes;
            this.#admit();
        };
    }
    succeeded() {
        if (this.#slots >= this.#limits.slots)
            return;
        this.#goodSinceChange += 1;
        if (this.#slots >= this.#knownGood && this.#goodSinceChange < this.#slots)
            return;
        this.#goodSinceChange = 0;
        this.#slots += 1;
        this.#admit();
    }
    slowDown(sentAt) {
        if (sentAt < this.#lastHalved)
            return;
        this.#lastHalved = Date.now();
        this.#slots = Math.max(1, this.#slots >> 1);
        this.#knownGood = this.#slots;
        this.#goodSinceChange = 0;
    }
    #wait(bytes, signal) {
        return new Promise((resolve, reject) => {
            const leave = () => {
                const at = this.#queue.indexOf(waiter);
                if (at >= 0)
                    this.#queue.splice(at, 1);
                reject(reasonFor(signal));
            };
            const enter = () => {
                signal.removeEventListener('abort', leave);
                resolve();
            };
            const waiter = { bytes, enter };
            signal.addEventListener('abort', leave, { once: true });
            this.#queue.push(waiter);
        });
    }
    #admit() {
        for (let next = this.#queue[0]; next && this.#fits(next.bytes); next = this.#queue[0]) {
            this.#queue.shift();
            this.#take(next.bytes);
            next.enter();
        }
    }
    #take(bytes) {
        this.#held += 1;
        this.#heldBytes += bytes;
    }
    #fits(bytes) {
        if (this.#held === 0)
            return true;
        return this.#held < this.#slots && this.#heldBytes + bytes <= this.#limits.bytes;
    }
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./.build/src/shared/transfer/wire/credentials.js
const RENEW_AT_SHARE = 0.25;
const RENEW_AT_MOST_MS = 5 * 60_000;
class FreshCredentials {
    #source;
    #signal;
    #current;
    #renewAt = 0;
    #renewal;
    constructor(source, signal) {
        this.#source = source;
        this.#signal = signal;
    }
    async get() {
        const now = Date.now();
        if (!this.#current)
            return this.#renew();
        if (now < this.#renewAt)
            return this.#current;
        const renewal = this.#renew();
        if (now >= (this.#current.expiration?.getTime() ?? Number.POSITIVE_INFINITY))
            return renewal;
        renewal.catch(() => undefined);
        return this.#current;
    }
    async rejected(credentials) {
        if (this.#current === credentials || this.#current === undefined)
            await this.#renew();
    }
    #renew() {
        this.#renewal ??= this.#fetch().finally(() => {
            this.#renewal = undefined;
        });
        return this.#renewal;
    }
    async #fetch() {
        const asked = Date.now();
        const fresh = await this.#source(this.#signal);
        const life = (fresh.expiration?.getTime() ?? Number.POSITIVE_INFINITY) - asked;
        this.#renewAt = asked + life - Math.min(life * RENEW_AT_SHARE, RENEW_AT_MOST_MS);
        this.#current = fresh;
        return fresh;
    }
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: external "node:tls"
var external_node_tls_ = __webpack_require__(1692);
;// CONCATENATED MODULE: ./.build/src/shared/transfer/wire/head.js
const LONGEST_HEAD = 64 * 1024;
function parseHead(bytes, method) {
    const end = bytes.indexOf('\r\n\r\n');
    if (end < 0) {
        if (bytes.length > LONGEST_HEAD)
            throw new Error('the head of the answer has no end');
        return undefined;
    }
    const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
    const [, minor, status] = /^HTTP\/1\.([01]) (\d{3})(?: |$)/.exec(first) ?? [];
    if (status === undefined)
        throw new Error('the answer is not HTTP/1.1');
    const headers = {};
    for (const line of lines) {
        const colon = line.indexOf(':');
        if (colon <= 0)
            throw new Error('a header of the answer has no name');
        const name = line.slice(0, colon).toLowerCase();
        const value = line.slice(colon + 1).trim();
        headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
    }
    const length = headers['content-length'];
    const isPlain = (status === '200' || status === '206') &&
        length !== undefined &&
        /^\d+$/.test(length) &&
        headers['transfer-encoding'] === undefined;
    const keepsAlive = minor === '1' && headers['connection']?.toLowerCase() !== 'close';
    const follows = isPlain && method !== 'HEAD' ? Number(length) : 0;
    return { head: { status: Number(status), headers, isPlain, length: follows, keepsAlive }, end: end + 4 };
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/wire/lane.js




const BUFFER_BYTES = 256 * 1024;
const UNSENDABLE = /[^\t\x20-\x7e\x80-\xff]/;
class LaneBroken extends Error {
    name = 'LaneBroken';
    wasStale;
    constructor(message, wasStale, cause) {
        super(message, cause ? { cause } : {});
        this.wasStale = wasStale;
    }
}
class Lane {
    #idle = [];
    #all = new Set();
    #spare = [];
    #silenceMs;
    #signal;
    constructor(silenceMs, signal) {
        this.#silenceMs = silenceMs;
        this.#signal = signal;
        signal.addEventListener('abort', () => {
            for (const connection of this.#all)
                connection.fail(reasonFor(signal));
        });
    }
    async send(request, sink) {
        this.#signal.throwIfAborted();
        const connection = this.#idle.pop() ?? this.#open(request.origin);
        let isReusable = false;
        try {
            const answer = await connection.exchange(request, sink);
            isReusable = answer.isReusable;
            return answer;
        }
        finally {
            if (isReusable)
                this.#idle.push(connection);
            else
                connection.close();
        }
    }
    close() {
        for (const connection of this.#all)
            connection.close();
    }
    #open(origin) {
        const buffer = this.#spare.pop() ?? Buffer.allocUnsafe(BUFFER_BYTES);
        const connection = new Connection(origin, this.#silenceMs, buffer, () => {
            this.#spare.push(buffer);
            this.#all.delete(connection);
            const at = this.#idle.indexOf(connection);
            if (at >= 0)
                this.#idle.splice(at, 1);
        });
        this.#all.add(connection);
        return connection;
    }
}
class Connection {
    #socket;
    #exchange;
    #head;
    #early = Buffer.alloc(0);
    #left = 0;
    #served = 0;
    constructor(origin, silenceMs, buffer, onClose) {
        const { protocol, hostname, port } = new URL(origin);
        const host = hostname.replace(/^\[|\]$/g, '');
        const take = (count) => {
            this.#take(buffer.subarray(0, count));
            return true;
        };
        const onread = { buffer, callback: take };
        const secure = protocol === 'https:';
        const options = { host, port: Number(port) || (secure ? 443 : 80), noDelay: true, onread };
        this.#socket = secure
            ? (0,external_node_tls_.connect)({ ...options, ...((0,external_node_net_.isIP)(host) ? {} : { servername: host }), ALPNProtocols: ['http/1.1'] })
            : (0,external_node_net_.connect)(options);
        this.#socket.setTimeout(silenceMs, () => this.fail(new Error(`silent for ${silenceMs} ms`)));
        this.#socket.on('error', (error) => this.fail(error));
        this.#socket.on('close', () => {
            this.fail(new Error('the store closed the connection'));
            onClose();
        });
    }
    async exchange(request, sink) {
        const { host } = new URL(request.origin);
        let text = `${request.method} ${request.path} HTTP/1.1\r\nhost: ${host}\r\n`;
        for (const [name, value] of Object.entries(request.headers)) {
            if (UNSENDABLE.test(value))
                throw new Error(`the header ${name} has a character that headers cannot have`);
            text += `${name}: ${value}\r\n`;
        }
        return new Promise((resolve, reject) => {
            this.#exchange = { method: request.method, sink, resolve, reject };
            this.#socket.cork();
            this.#socket.write(`${text}\r\n`, 'latin1');
            if (request.body)
                this.#socket.write(request.body);
            this.#socket.uncork();
        });
    }
    fail(cause) {
        const exchange = this.#exchange;
        this.#exchange = undefined;
        const wasStale = this.#served > 0 && !this.#head && this.#early.length === 0;
        exchange?.reject(new LaneBroken(`the connection to the store broke: ${cause.message}`, wasStale, cause));
        this.close();
    }
    close() {
        this.#socket.destroy();
    }
    #take(bytes) {
        try {
            this.#read(bytes);
        }
        catch (error) {
            const exchange = this.#exchange;
            this.#exchange = undefined;
            exchange?.reject(error instanceof Error ? error : new Error(String(error)));
            this.close();
        }
    }
    #read(bytes) {
        if (!this.#exchange)
            throw new LaneBroken('the store speaks without being asked', false);
        let body = bytes;
        if (!this.#head) {
            const whole = this.#early.length > 0 ? Buffer.concat([this.#early, bytes]) : bytes;
            const parsed = parseHead(whole, this.#exchange.method);
            if (!parsed) {
                this.#early = Buffer.from(whole);
                return;
            }
            this.#head = parsed.head;
            this.#early = Buffer.alloc(0);
            this.#left = parsed.head.length;
            if (!parsed.head.isPlain) {
                this.#finish(false);
                return;
            }
            body = whole.subarray(parsed.end);
        }
        if (body.length > this.#left)
            throw new LaneBroken('the answer is longer than it says', false);
        this.#left -= body.length;
        if (body.length > 0)
            this.#exchange.sink(body);
        if (this.#left === 0)
            this.#finish(true);
    }
    #finish(isWhole) {
        const exchange = this.#exchange;
        const head = this.#head;
        this.#exchange = undefined;
        this.#head = undefined;
        this.#served += 1;
        const isSent = this.#socket.writableLength === 0;
        if (head)
            exchange?.resolve({ ...head, isWhole, isReusable: isWhole && isSent && head.keepsAlive });
    }
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/wire/locate.js

function locate({ bucket, region, endpoint }) {
    if (endpoint === undefined && !bucket.includes('.')) {
        const host = `${bucket}.s3.${region}.amazonaws.com`;
        return { origin: `https://${host}`, host, root: '' };
    }
    const url = parseEndpoint(endpoint ?? `https://s3.${region}.amazonaws.com`);
    return { origin: url.origin, host: url.host, root: `/${bucket}` };
}
function parseEndpoint(endpoint) {
    const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
    if (url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.username)
        return url;
    const message = `the store's endpoint ${JSON.stringify(endpoint)} is not of the form https://host or https://host:port`;
    throw new client/* InvalidError */.aB(message);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./.build/src/shared/transfer/wire/sign.js

const PAYLOAD = 'UNSIGNED-PAYLOAD';
class Signer {
    #region;
    #secret = '';
    #day = '';
    #key;
    constructor(region) {
        this.#region = region;
    }
    sign(request, credentials, now) {
        const timestamp = now.toISOString().replace(/[:-]|\.\d{3}/g, '');
        const day = timestamp.slice(0, 8);
        const headers = { ...request.headers };
        headers['x-amz-content-sha256'] = PAYLOAD;
        headers['x-amz-date'] = timestamp;
        if (credentials.sessionToken)
            headers['x-amz-security-token'] = credentials.sessionToken;
        const names = ['host', ...Object.keys(headers)].sort();
        let lines = '';
        for (const name of names)
            lines += `${name}:${name === 'host' ? request.host : headers[name]?.trim()}\n`;
        const signed = names.join(';');
        const { method, path, query } = request;
        const canonical = `${method}\n${path}\n${query}\n${lines}\n${signed}\n${PAYLOAD}`;
        const scope = `${day}/${this.#region}/s3/aws4_request`;
        const signature = (0,external_node_crypto_.createHmac)('sha256', this.#keyOf(credentials.secretAccessKey, day))
            .update(`AWS4-HMAC-SHA256\n${timestamp}\n${scope}\n${(0,external_node_crypto_.hash)('sha256', canonical)}`)
            .digest('hex');
        const credential = `${credentials.accessKeyId}/${scope}`;
        headers['authorization'] =
            `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signed}, Signature=${signature}`;
        return headers;
    }
    #keyOf(secret, day) {
        if (!this.#key || secret !== this.#secret || day !== this.#day) {
            let key = Buffer.from(`AWS4${secret}`);
            for (const step of [day, this.#region, 's3', 'aws4_request']) {
                key = (0,external_node_crypto_.createHmac)('sha256', key).update(step).digest();
            }
            this.#key = (0,external_node_crypto_.createSecretKey)(key);
            this.#secret = secret;
            this.#day = day;
        }
        return this.#key;
    }
}
function encodePart(text) {
    return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
function encodePath(key) {
    return key.split('/').map(encodePart).join('/');
}
function encodeQuery(query) {
    return Object.entries(query)
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [encodePart(name), encodePart(String(value))])
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map((pair) => pair.join('='))
        .join('&');
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/wire/verdict.js




const EXPIRED = new Set([
    'ExpiredToken',
    'InvalidToken',
    'InvalidAccessKeyId',
    'RequestExpired',
    'TokenRefreshRequired',
]);
const PASSING = new Set([
    'BadDigest',
    'IncompleteBody',
    'InternalError',
    'OperationAborted',
    'RequestTimeout',
    'SlowDown',
    'Throttling',
    'TooManyRequests',
    'XAmzContentChecksumMismatch',
]);
const SLOWER = new Set([
    'SlowDown',
    'Throttling',
    'TooManyRequests',
    'ServiceUnavailable',
    'Status503',
    'Status429',
]);
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ERR_TLS_/;
function judgeAnswer(request, answer) {
    const { code, message } = parseError(answer.body) ?? { code: `Status${answer.status}`, message: '' };
    const retryAfter = Number(answer.headers['retry-after']);
    const retryAfterMs = Number.isFinite(retryAfter) ? retryAfter * 1000 : undefined;
    const { status } = answer;
    const error = new errors/* StoreRefusal */.g8(request, { status, code, message, retryAfterMs });
    const passes = PASSING.has(code) || status >= 500 || status === 429 || status === 408;
    const next = EXPIRED.has(code) ? 'renew' : passes && status !== 501 ? 'again' : 'fail';
    return { error, next, slower: SLOWER.has(code) };
}
function judgeFailure(request, host, cause) {
    const stale = cause instanceof LaneBroken && cause.wasStale;
    const code = codeOf(cause);
    const untrusted = CERTIFICATE.test(code);
    const hint = untrusted
        ? 'its certificate is not trusted; name your own authority in NODE_EXTRA_CA_CERTS'
        : code === 'ENOTFOUND'
            ? 'no such host; check the region, the bucket and the endpoint'
            : cause instanceof Error
                ? cause.message
                : String(cause);
    const error = new client/* UnavailableError */.hG(`cannot reach the store ${host} for ${(0,errors/* describe */.q0)(request)}: ${hint}`, {
        cause,
        transient: !untrusted,
        mayHaveActed: true,
    });
    return { error, next: untrusted ? 'fail' : stale ? 'again-now' : 'again', slower: false };
}
function codeOf(error) {
    if (!(error instanceof Error))
        return '';
    if ('code' in error && typeof error.code === 'string')
        return error.code;
    return codeOf(error instanceof AggregateError ? error.errors[0] : error.cause);
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/wire/requester.js










class Requester {
    #located;
    #credentials;
    #signer;
    #wire;
    #lane;
    #policy;
    #signal;
    #events;
    #lastSuccess = 0;
    constructor(options, signal, events) {
        const { address, proxy, connections = DEFAULT_CONNECTIONS } = options;
        this.#located = locate(address);
        this.#credentials = new FreshCredentials(options.credentials, signal);
        this.#signer = new Signer(address.region);
        this.#policy = { ...RETRY, ...options.retry };
        const { silenceMs } = this.#policy;
        this.#wire = new Wire({ proxy, connections, silenceMs }, signal);
        this.#lane = isProxied(proxy) ? undefined : new Lane(silenceMs, signal);
        this.#signal = signal;
        this.#events = events;
    }
    get lastSuccess() {
        return this.#lastSuccess;
    }
    async send(request, download) {
        for (let attempt = 1, renewals = 0;; attempt++) {
            const credentials = await this.#freshCredentials(request);
            const sentAt = Date.now();
            const result = await this.#attempt(request, credentials, download);
            if (!('verdict' in result))
                return this.#succeed(result.answer);
            const { verdict } = result;
            if (verdict.next === 'renew' && renewals < 2) {
                renewals += 1;
                this.#events.onRetry(request, verdict, attempt, sentAt);
                await this.#freshCredentials(request, credentials);
                continue;
            }
            if (verdict.next === 'fail' || verdict.next === 'renew' || attempt >= this.#policy.attempts)
                throw verdict.error;
            this.#events.onRetry(request, verdict, attempt, sentAt);
            if (verdict.next === 'again')
                await this.#pause(attempt, verdict, request);
        }
    }
    async close() {
        this.#lane?.close();
        await this.#wire.close();
    }
    async #attempt(request, credentials, download) {
        const outgoing = this.#sign(request, credentials);
        let fault;
        const sink = download &&
            guarded(download, (error) => {
                fault = { error };
            });
        try {
            const answer = await this.#exchange(outgoing, sink);
            const failed = answer.status >= 300 || (request.mayFailIn200 && answer.body.includes('<Error>'));
            return failed ? { verdict: judgeAnswer(request, answer) } : { answer };
        }
        catch (error) {
            if (fault)
                throw fault.error;
            if (this.#signal.aborted)
                throw this.#aborted(request);
            return { verdict: judgeFailure(request, this.#located.host, error) };
        }
    }
    async #exchange(outgoing, sink) {
        if (this.#lane && (sink || outgoing.method === 'PUT' || outgoing.method === 'HEAD')) {
            const answer = await this.#lane.send(outgoing, sink ?? ignore);
            if (answer.isWhole || answer.status >= 500)
                return { ...answer, body: NOTHING };
        }
        return this.#wire.send(outgoing, sink);
    }
    #sign(request, credentials) {
        const { origin, host, root } = this.#located;
        const path = `${root}${request.key === undefined ? '' : `/${encodePath(request.key)}`}` || '/';
        const query = encodeQuery(request.query ?? {});
        const { method, body } = request;
        const headers = this.#signer.sign({ method, host, path, query, headers: request.headers ?? {} }, credentials, new Date());
        return { origin, method, path: query === '' ? path : `${path}?${query}`, headers, body };
    }
    async #freshCredentials(request, rejected) {
        if (this.#signal.aborted)
            throw this.#aborted(request);
        if (rejected)
            await this.#credentials.rejected(rejected);
        return this.#credentials.get();
    }
    async #pause(attempt, verdict, request) {
        const bound = Math.min(this.#policy.maxMs, this.#policy.baseMs * 2 ** (attempt - 1));
        const waitMs = Math.max(verdict.error.retryAfterMs ?? 0, bound * (0.5 + Math.random() / 2));
        await (0,promises_.setTimeout)(waitMs, undefined, { signal: this.#signal }).catch(() => {
            throw this.#aborted(request);
        });
    }
    #succeed(answer) {
        this.#lastSuccess = Date.now();
        this.#events.onSuccess();
        return answer;
    }
    #aborted(request) {
        return new client/* AbortedError */.oM(`stopped before ${(0,errors/* describe */.q0)(request)} had ended`, { cause: this.#signal.reason });
    }
}
const NOTHING = Buffer.alloc(0);
const ignore = () => { };
function guarded(download, onFault) {
    download.restart();
    return (bytes) => {
        try {
            download.take(bytes);
        }
        catch (error) {
            onFault(error);
            throw error;
        }
    };
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/flow/buffers.js
const SMALLEST = 64 * 1024;
class Buffers {
    #free = new Map();
    #most;
    #freeBytes = 0;
    #takenBytes = 0;
    constructor(most) {
        this.#most = most;
    }
    take(size) {
        if (size < SMALLEST)
            return Buffer.allocUnsafe(size);
        const room = classOf(size);
        const used = this.#free.get(room)?.pop();
        this.#takenBytes += room;
        if (used)
            this.#freeBytes -= room;
        else
            this.#shrink();
        return (used ?? Buffer.from(new ArrayBuffer(room))).subarray(0, size);
    }
    give(buffer) {
        if (this.#forget(buffer))
            this.#keep(Buffer.from(buffer.buffer));
        this.#shrink();
    }
    abandon(buffer) {
        this.#forget(buffer);
    }
    #forget(buffer) {
        const room = buffer.buffer.byteLength;
        if (buffer.length < SMALLEST || room !== classOf(buffer.length))
            return false;
        this.#takenBytes -= room;
        return true;
    }
    #keep(whole) {
        const free = this.#free.get(whole.length);
        if (free)
            free.push(whole);
        else
            this.#free.set(whole.length, [whole]);
        this.#freeBytes += whole.length;
    }
    #shrink() {
        for (const [room, free] of this.#free) {
            while (this.#freeBytes > 0 && this.#freeBytes + this.#takenBytes > this.#most && free.pop())
                this.#freeBytes -= room;
        }
    }
}
function classOf(size) {
    return 2 ** Math.ceil(Math.log2(size));
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/flow/session.js






const BYTES_IN_FLIGHT = 48 * 1024 * 1024;
function openStore(options) {
    const { address, log = () => { }, connections = DEFAULT_CONNECTIONS } = options;
    const own = new AbortController();
    const signal = options.signal ? AbortSignal.any([options.signal, own.signal]) : own.signal;
    const gate = new Gate({ slots: connections, bytes: BYTES_IN_FLIGHT });
    let retries = 0;
    let reason;
    const requester = new Requester(options, signal, {
        onRetry(request, { error, slower }, attempt, sentAt) {
            retries += 1;
            if (slower)
                gate.slowDown(sentAt);
            log('debug', `${request.operation} failed, attempt ${attempt}: ${error.message}`);
        },
        onSuccess: () => gate.succeeded(),
    });
    const close = async () => {
        own.abort();
        await requester.close();
    };
    const session = {
        address,
        requester,
        gate,
        buffers: new Buffers(BYTES_IN_FLIGHT),
        signal,
        log,
        retries: () => retries,
        giveUp(error) {
            reason ??= error;
            own.abort(error);
        },
        givenUp: () => reason,
    };
    return { session, close, [Symbol.asyncDispose]: close };
}
function judgeStore(session, error, startedAt) {
    if (!(error instanceof client/* ProvenaError */.YK))
        return;
    const isGone = error.family === 'unavailable' && session.requester.lastSuccess < startedAt;
    const isShut = error instanceof errors/* StoreRefusal */.g8 && (error.family === 'auth' || error.code === 'NoSuchBucket');
    const isUnknown = error.family === 'auth' || error.family === 'forbidden';
    if (isGone || isShut || (isUnknown && !(error instanceof errors/* StoreRefusal */.g8)))
        session.giveUp(error);
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/dataset-store.js


class DatasetClosedError extends client/* ForbiddenError */.qQ {
    closed;
    constructor(id, closed) {
        const state = closed === 'pending' ? 'waiting for the approval of its release' : closed;
        super(`dataset ${id} is ${state}: it takes no files`);
        this.closed = closed;
    }
}
const REGION = 'ap-southeast-2';
function storeSettingsFrom(env) {
    return {
        region: env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || undefined,
        endpoint: env['AWS_ENDPOINT_URL_S3'] || env['AWS_ENDPOINT_URL'] || undefined,
    };
}
async function openDatasetStore(datastore, id, access, { region = REGION, endpoint, ...options }) {
    const { item, locked } = await datastore.fetchDataset(id, { signal: options.signal });
    const closed = locked ? 'locked' : CLOSED[item.release_status];
    if (access === 'write' && closed)
        throw new DatasetClosedError(id, closed);
    const store = openStore({
        address: { bucket: item.s3.bucket_name, prefix: item.s3.path, region, endpoint },
        credentials: (signal) => keysOf(datastore, id, access, signal),
        ...options,
    });
    return { store, name: item.display_name };
}
const CLOSED = { PENDING: 'pending', RELEASED: 'released' };
async function keysOf(datastore, id, access, signal) {
    const request = { dataset_id: id, console_session_required: false };
    const generate = access === 'write' ? datastore.generateWriteAccessCredentials : datastore.generateReadAccessCredentials;
    const { credentials } = await generate(request, { signal });
    return {
        accessKeyId: credentials.aws_access_key_id,
        secretAccessKey: credentials.aws_secret_access_key,
        sessionToken: credentials.aws_session_token,
        expiration: new Date(credentials.expiry),
    };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./.build/src/shared/transfer/local/local-file.js
function local_file_toLocalFile(path, name, stats) {
    return { path, name, size: stats.size, modified: stats.mtimeMs };
}
function local_file_kindOf(stats) {
    if (stats.isFIFO())
        return 'a named pipe';
    if (stats.isSocket())
        return 'a socket';
    if (stats.isCharacterDevice() || stats.isBlockDevice())
        return 'a device';
    return 'neither a file nor a folder';
}
function local_file_byName(a, b) {
    return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/local/read-sum.js




const PIECE = 1024 * 1024;
async function sumOfFile(path, size, signal) {
    try {
        return size <= PIECE ? (0,external_node_zlib_.crc32)((0,external_node_fs_.readFileSync)(path)) : await sumInPieces(path, signal);
    }
    catch (error) {
        signal.throwIfAborted();
        return `cannot be read: ${(0,errors/* reasonOf */.A3)(error)}`;
    }
}
async function sumInPieces(path, signal) {
    const file = (0,external_node_fs_.openSync)(path, 'r');
    const buffer = Buffer.allocUnsafe(PIECE);
    try {
        for (let sum = 0;; await (0,promises_.setImmediate)()) {
            signal.throwIfAborted();
            const count = (0,external_node_fs_.readSync)(file, buffer);
            if (count === 0)
                return sum;
            sum = (0,external_node_zlib_.crc32)(buffer.subarray(0, count), sum);
        }
    }
    finally {
        (0,external_node_fs_.closeSync)(file);
    }
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/remote.js



async function remote_listRemote(session, prefix) {
    const objects = new Map();
    for await (const object of listObjects(session.requester, prefix))
        objects.set(object.key, object);
    return objects;
}
class remote_RemoteSums {
    #session;
    #known = new Map();
    constructor(session, manifests) {
        this.#session = session;
        for (const manifest of manifests) {
            if (manifest.bucket !== session.address.bucket)
                continue;
            for (const { key, size, etag, crc32 } of manifest.files) {
                const sum = checksum_fromBase64(crc32);
                if (etag !== undefined && sum !== undefined)
                    this.#known.set(key, { etag, size, crc32: sum });
            }
        }
    }
    async of(object) {
        const known = this.#known.get(object.key);
        if (known && known.etag === object.etag && known.size === object.size)
            return known.crc32;
        const release = await this.#session.gate.enter(0, this.#session.signal);
        try {
            const facts = await headObject(this.#session.requester, object.key);
            return facts?.size === object.size ? facts.crc32 : undefined;
        }
        finally {
            release();
        }
    }
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/shards.js


const COST_OF_A_FILE = 64 * 1024;
function parseShard(text) {
    const [, index, count] = /^\s*(\d{1,6})\s*\/\s*(\d{1,6})\s*$/.exec(text) ?? [];
    const shard = { index: Number(index), count: Number(count) };
    if (shard.index >= 1 && shard.index <= shard.count)
        return shard;
    throw new client/* InvalidError */.aB(`shard ${JSON.stringify(text)} is not of the form 2/8: the second of eight`);
}
function filesOfShard(files, shard) {
    const loads = new Array(shard.count).fill(0);
    const mine = [];
    for (const file of [...files].sort((a, b) => b.size - a.size || local_file_byName(a, b))) {
        const least = loads.indexOf(Math.min(...loads));
        loads[least] = (loads[least] ?? 0) + file.size + COST_OF_A_FILE;
        if (least === shard.index - 1)
            mine.push(file);
    }
    return mine.sort(local_file_byName);
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/upload/plan.js
function tallyUpload(plan) {
    const of = (decision) => tally(plan.uploads.filter((entry) => entry.decision === decision).map((entry) => entry.file));
    return {
        upload: of('upload'),
        replace: of('replace'),
        skip: of('skip'),
        refuse: of('refuse'),
        keep: of('keep'),
        delete: tally(plan.deletes),
    };
}
function tally(sized) {
    return { files: sized.length, bytes: sized.reduce((sum, { size }) => sum + size, 0) };
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/download/targets.js

const DEVICES = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;
const LONGEST_STEP = 255;
function targetFault(name, path = external_node_path_) {
    const steps = name.split('/');
    if (steps.includes(''))
        return 'a step of it is empty';
    if (steps.some((step) => step === '.' || step === '..'))
        return 'it has a step "." or ".."';
    if (name.includes('\0'))
        return 'it has a NUL character';
    if (steps.some((step) => Buffer.byteLength(step) > LONGEST_STEP))
        return 'a step of it is too long for a file name';
    return path.sep === '\\' ? windowsFault(steps) : undefined;
}
function windowsFault(steps) {
    for (const step of steps) {
        if (/[<>:"|?*\\]/.test(step) || [...step].some((c) => c < ' '))
            return 'it has a character that Windows does not allow';
        if (/[. ]$/.test(step))
            return 'a step of it ends in a dot or a blank, which Windows drops';
        if (DEVICES.test(step))
            return 'a step of it is the name of a device on Windows';
    }
    return undefined;
}
function findClashes(names, rules = {}) {
    const ignoresCase = rules.ignoresCase ?? (process.platform === 'win32' || process.platform === 'darwin');
    const fold = (name) => (ignoresCase ? name.normalize('NFC').toLowerCase() : name);
    const files = new Map();
    const clashes = new Map();
    for (const name of names) {
        const other = files.get(fold(name));
        if (other === undefined)
            files.set(fold(name), name);
        else
            clashes.set(name, `it and ${other} are one file on this machine`);
    }
    for (const name of names) {
        const steps = fold(name).split('/');
        for (let depth = 1; depth < steps.length; depth++) {
            const file = files.get(steps.slice(0, depth).join('/'));
            if (file !== undefined)
                clashes.set(name, `it lies in a folder ${file}, and there is a file of that name too`);
        }
    }
    return clashes;
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/download/plan-download.js











const COMPARISONS = 64;
async function planDownload(store, options) {
    const { session } = store;
    const { shard } = options;
    const folder = (0,names/* folderOf */.yS)(session.address);
    const below = (0,names/* cleanDestination */._Z)(options.source);
    const objects = [...(await remote_listRemote(session, `${folder}${below}`)).values()]
        .map((object) => ({ object, name: object.key.slice(folder.length + below.length), size: object.size }))
        .filter(({ name }) => name !== '' && !name.endsWith('/') && (options.include?.(name) ?? true))
        .sort(local_file_byName);
    const mine = shard ? filesOfShard(objects, shard) : objects;
    const clashes = findClashes(objects.map(({ name }) => name), options);
    const sums = new remote_RemoteSums(session, options.known ?? []);
    const downloads = new Array(mine.length);
    await each_each(mine.entries(), COMPARISONS, async ([index, found]) => {
        const fault = targetFault(found.name, options.path) ?? clashes.get(found.name);
        const path = fault ? '' : (0,external_node_path_.join)(options.target, ...found.name.split('/'));
        const verdict = fault ? refuse(fault) : await decide(session, options, path, found.object, sums);
        downloads[index] = { ...found, path, ...verdict };
    });
    if (options.ifExists === 'error')
        refuseExisting(downloads);
    return {
        address: session.address,
        target: options.target,
        downloads,
        shard: shard && `${shard.index}/${shard.count}`,
    };
}
function tallyDownload(plan) {
    const of = (decision) => tally(plan.downloads.filter((entry) => entry.decision === decision));
    return { download: of('download'), replace: of('replace'), skip: of('skip'), refuse: of('refuse') };
}
const refuse = (fault) => ({
    decision: 'refuse',
    reason: `cannot be a file here: ${fault}`,
});
async function decide(session, { ifExists }, path, object, sums) {
    const there = (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false });
    if (!there)
        return { decision: 'download', reason: 'not there yet' };
    if (!there.isFile())
        return refuse('something that is no file has its name');
    if (ifExists !== 'skip-unchanged')
        return { decision: 'replace', reason: 'there already' };
    if (there.size !== object.size)
        return { decision: 'replace', reason: 'of another size' };
    const theirs = await sums.of(object);
    if (theirs === undefined)
        return { decision: 'replace', reason: 'the store has no CRC32 to compare' };
    const ours = await sumOfFile(path, there.size, session.signal);
    return ours === theirs
        ? { decision: 'skip', reason: 'unchanged' }
        : { decision: 'replace', reason: 'of other content' };
}
function refuseExisting(downloads) {
    const there = downloads.filter(({ decision }) => decision === 'replace');
    if (there.length === 0)
        return;
    throw (0,errors/* badNames */.sP)(there.map(({ path }) => ({ path: [path], message: 'is there already', code: 'exists' })));
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/flow/progress.js
const SLOWEST_KEPT = 5;
class Meter {
    #total;
    #started = performance.now();
    #timer;
    #slowest = [];
    #files = 0;
    #bytes = 0;
    #lastBytes = 0;
    #lastTime = performance.now();
    constructor(total, options) {
        this.#total = total;
        const { onProgress, progressEveryMs = 5_000 } = options;
        if (onProgress)
            this.#timer = setInterval(() => onProgress(this.#read()), progressEveryMs).unref();
    }
    bytes(count) {
        this.#bytes += count;
    }
    file(name, size, startedAt) {
        this.#files += 1;
        const milliseconds = performance.now() - startedAt;
        if (this.#slowest.length === SLOWEST_KEPT && milliseconds <= (this.#slowest.at(-1)?.milliseconds ?? 0))
            return;
        this.#slowest.push({ name, milliseconds, size });
        this.#slowest.sort((a, b) => b.milliseconds - a.milliseconds);
        this.#slowest.length = Math.min(SLOWEST_KEPT, this.#slowest.length);
    }
    stop() {
        clearInterval(this.#timer);
        return { milliseconds: performance.now() - this.#started, bytes: this.#bytes, slowest: this.#slowest };
    }
    #read() {
        const now = performance.now();
        const rate = ((this.#bytes - this.#lastBytes) * 1000) / Math.max(1, now - this.#lastTime);
        this.#lastBytes = this.#bytes;
        this.#lastTime = now;
        const overall = this.#bytes / Math.max(1, now - this.#started);
        const left = Math.max(0, this.#total.bytes - this.#bytes);
        return {
            doneFiles: this.#files,
            totalFiles: this.#total.files,
            doneBytes: this.#bytes,
            totalBytes: this.#total.bytes,
            bytesPerSecond: rate,
            secondsLeft: overall > 0 ? left / overall / 1000 : undefined,
        };
    }
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/result.js


class Records {
    #session;
    #head;
    #entries = [];
    #retriesBefore;
    constructor(session, direction, shard) {
        this.#session = session;
        this.#retriesBefore = session.retries();
        const started = new Date().toISOString();
        this.#head = shard === undefined ? { direction, started } : { direction, started, shard };
    }
    add(entry) {
        const { name, key, size, crc32, sha256, etag, outcome, reason } = entry;
        this.#entries.push({
            name,
            key,
            size,
            ...(crc32 === undefined ? {} : { crc32: toBase64(crc32) }),
            ...(sha256 === undefined ? {} : { sha256 }),
            ...(etag === undefined ? {} : { etag }),
            outcome,
            ...(reason === undefined ? {} : { reason }),
        });
    }
    failed(entry, error) {
        const isOver = this.#session.signal.aborted && !(error instanceof errors/* FileProblem */.kc);
        this.add({ ...entry, outcome: isOver ? 'not-done' : 'failed', reason: (0,errors/* reasonOf */.A3)(error) });
    }
    close(meter) {
        const { address, signal } = this.#session;
        const error = this.#session.givenUp();
        const files = this.#entries.sort((a, b) => (a.name < b.name ? -1 : 1));
        const counts = {
            uploaded: 0,
            downloaded: 0,
            skipped: 0,
            deleted: 0,
            failed: 0,
            'not-done': 0,
        };
        for (const { outcome } of files)
            counts[outcome] += 1;
        return {
            ended: error ? 'store-lost' : signal.aborted ? 'stopped' : 'complete',
            error,
            manifest: {
                manifest: 1,
                ...this.#head,
                bucket: address.bucket,
                prefix: address.prefix,
                finished: new Date().toISOString(),
                files,
            },
            counts,
            ...meter,
            retries: this.#session.retries() - this.#retriesBefore,
        };
    }
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/download/partial-file.js



function partialPath(path) {
    const name = (0,external_node_crypto_.hash)('sha256', (0,external_node_path_.basename)(path)).slice(0, 16);
    return (0,external_node_path_.join)((0,external_node_path_.dirname)(path), `.provena-${name}.part`);
}
class PartialFile {
    path;
    #target;
    #descriptor;
    constructor(target, keep) {
        this.path = partialPath(target);
        this.#target = target;
        this.#descriptor = (0,external_node_fs_.openSync)(this.path, keep ? 'r+' : 'w+');
    }
    get descriptor() {
        if (this.#descriptor === undefined)
            throw new Error(`${this.path} is closed`);
        return this.#descriptor;
    }
    write(bytes, position) {
        for (let at = 0; at < bytes.length;) {
            at += (0,external_node_fs_.writeSync)(this.descriptor, bytes, at, bytes.length - at, position + at);
        }
    }
    truncate(size) {
        (0,external_node_fs_.ftruncateSync)(this.descriptor, size);
    }
    finish(modified) {
        const seconds = modified / 1000;
        (0,external_node_fs_.futimesSync)(this.descriptor, seconds, seconds);
        this[Symbol.dispose]();
        (0,external_node_fs_.renameSync)(this.path, this.#target);
    }
    discard() {
        this[Symbol.dispose]();
        (0,external_node_fs_.rmSync)(this.path, { force: true });
    }
    [Symbol.dispose]() {
        if (this.#descriptor !== undefined)
            (0,external_node_fs_.closeSync)(this.#descriptor);
        this.#descriptor = undefined;
    }
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/download/range-log.js


class RangeLog {
    #path;
    #title;
    constructor(target, object) {
        this.#path = `${partialPath(target)}.ranges`;
        this.#title = JSON.stringify([object.etag, object.size]);
    }
    read() {
        const noted = new Map();
        if (!(0,external_node_fs_.existsSync)(this.#path))
            return noted;
        const [title, ...lines] = (0,external_node_fs_.readFileSync)(this.#path, 'utf8').split('\n');
        if (title !== this.#title)
            return noted;
        for (const line of lines) {
            const [, index, sum] = /^(\d+) (\d+) \.$/.exec(line) ?? [];
            if (index !== undefined)
                noted.set(Number(index), Number(sum));
        }
        return noted;
    }
    start() {
        (0,external_node_fs_.writeFileSync)(this.#path, `${this.#title}\n`);
    }
    note(index, sum) {
        (0,external_node_fs_.appendFileSync)(this.#path, `${index} ${sum} .\n`);
    }
    remove() {
        (0,external_node_fs_.rmSync)(this.#path, { force: true });
    }
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/download/ranges.js
const MIB = 1024 * 1024;
const LARGEST_WHOLE = 16 * MIB;
const RANGE = 8 * MIB;
function* rangesOf(size) {
    for (let start = 0, index = 0; start < size; start += RANGE, index++) {
        yield { index, start, end: Math.min(size, start + RANGE) };
    }
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/download/fetch-large.js
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










const RANGES_AT_ONCE = 8;
async function fetchLarge(session, entry, onBytes) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const { object, path, name, size } = entry;
        const facts = await headObject(session.requester, object.key);
        if (facts?.etag !== object.etag)
            throw new errors/* FileProblem */.kc(`${name} changed in the store since it was listed. Plan again`);
        const log = new RangeLog(path, object);
        const noted = (0,external_node_fs_.existsSync)(partialPath(path)) ? log.read() : new Map();
        const partial = __addDisposableResource(env_1, new PartialFile(path, noted.size > 0), false);
        if (noted.size === 0)
            log.start();
        partial.truncate(size);
        const sums = [];
        for (const range of rangesOf(size)) {
            const sum = noted.get(range.index);
            if (sum !== undefined && (await sumOnDisk(session, partial, range)) === sum) {
                sums[range.index] = sum;
                onBytes(range.end - range.start);
            }
        }
        const missing = [...rangesOf(size)].filter(({ index }) => sums[index] === undefined);
        if (noted.size > 0)
            session.log('info', `${name}: going on, ${missing.length} ranges of 8 MiB are missing`);
        await each_each(missing, RANGES_AT_ONCE, async (range) => {
            sums[range.index] = await fetchRange(session, object, partial, range);
            log.note(range.index, sums[range.index] ?? 0);
            onBytes(range.end - range.start);
        });
        return settle(facts, sums, partial, log, entry);
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        __disposeResources(env_1);
    }
}
async function fetchRange(session, object, partial, range) {
    const release = await session.gate.enter(0, session.signal);
    let position = range.start;
    let sum = 0;
    try {
        const { key, etag } = object;
        await getObject(session.requester, { key, etag, range }, {
            restart() {
                position = range.start;
                sum = 0;
            },
            take(bytes) {
                if (position + bytes.length > range.end)
                    throw new errors/* FileProblem */.kc(`${key}: the store sent more than was asked for`);
                sum = (0,external_node_zlib_.crc32)(bytes, sum);
                partial.write(bytes, position);
                position += bytes.length;
            },
        });
        if (position !== range.end)
            throw new errors/* FileProblem */.kc(`${key}: the store sent less than was asked for. Fetch it again`);
        return sum;
    }
    finally {
        release();
    }
}
function settle(facts, sums, partial, log, { name, size }) {
    let whole = 0;
    for (const { index, start, end } of rangesOf(size))
        whole = combineCrc32(whole, sums[index] ?? 0, end - start);
    log.remove();
    if (facts.crc32 !== undefined && facts.crc32 !== whole) {
        partial.discard();
        throw new errors/* FileProblem */.kc(`${name}: other bytes came than the store's checksum is of. Fetch it again`);
    }
    partial.finish(facts.fileModified ?? facts.modified);
    return { etag: facts.etag, crc32: whole, isVerified: facts.crc32 !== undefined };
}
async function sumOnDisk(session, partial, { start, end }) {
    await (0,promises_.setImmediate)();
    const buffer = session.buffers.take(end - start);
    const count = (0,external_node_fs_.readSync)(partial.descriptor, buffer, 0, buffer.length, start);
    const sum = (0,external_node_zlib_.crc32)(buffer.subarray(0, count));
    session.buffers.give(buffer);
    return sum;
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/download/fetch-small.js




async function fetchSmall(session, entry) {
    const { object, path, size } = entry;
    const release = await session.gate.enter(0, session.signal);
    const partial = new PartialFile(path, false);
    let position = 0;
    let sum = 0;
    try {
        const facts = await getObject(session.requester, { key: object.key, etag: object.etag }, {
            restart() {
                position = 0;
                sum = 0;
            },
            take(bytes) {
                sum = (0,external_node_zlib_.crc32)(bytes, sum);
                partial.write(bytes, position);
                position += bytes.length;
            },
        });
        if (position !== size)
            throw new errors/* FileProblem */.kc(`${entry.name}: ${position} of ${size} bytes came. Fetch it again`);
        if (facts.crc32 !== undefined && facts.crc32 !== sum) {
            throw new errors/* FileProblem */.kc(`${entry.name}: other bytes came than the store's checksum is of. Fetch it again`);
        }
        partial.finish(facts.fileModified ?? facts.modified);
        return { etag: facts.etag, crc32: sum, isVerified: facts.crc32 !== undefined };
    }
    catch (error) {
        partial.discard();
        throw error;
    }
    finally {
        release();
    }
}

// EXTERNAL MODULE: external "node:fs/promises"
var external_node_fs_promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ./.build/src/shared/transfer/download/target-folder.js




class TargetFolder {
    #root;
    #checked = new Set();
    constructor(root) {
        this.#root = root;
    }
    static async open(target) {
        await (0,external_node_fs_promises_.mkdir)(target, { recursive: true });
        return new TargetFolder((0,external_node_fs_.realpathSync)(target));
    }
    async demandRoom(bytes) {
        const { bavail, bsize } = await (0,external_node_fs_promises_.statfs)(this.#root);
        const free = bavail * bsize;
        if (free >= bytes)
            return;
        throw new errors/* FileProblem */.kc(`${this.#root} has room for ${free} bytes and ${bytes} are to come. Make room, or choose another folder`);
    }
    prepare(path) {
        const folder = (0,external_node_path_.dirname)(path);
        if (this.#checked.has(folder))
            return;
        (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
        const below = (0,external_node_path_.relative)(this.#root, (0,external_node_fs_.realpathSync)(folder));
        if (below.split(external_node_path_.sep)[0] === '..' || (0,external_node_path_.isAbsolute)(below)) {
            throw new errors/* FileProblem */.kc(`${folder} is a link that leads out of ${this.#root}. Remove it, or choose another folder`);
        }
        this.#checked.add(folder);
    }
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/download/run-download.js









const LARGE_AT_ONCE = 2;
const SMALL_AT_ONCE = 128;
async function runDownload(store, plan, options = {}) {
    const { session } = store;
    const records = new Records(session, 'download', plan.shard);
    const isFetched = ({ decision }) => decision === 'download' || decision === 'replace';
    const fetching = plan.downloads.filter(isFetched);
    for (const entry of plan.downloads)
        if (!isFetched(entry))
            recordUnfetched(records, entry);
    const total = tally(fetching);
    const target = await TargetFolder.open(plan.target);
    await target.demandRoom(total.bytes);
    const run = { session, records, target, meter: new Meter(total, options) };
    const small = fetching.filter(({ size }) => size <= LARGEST_WHOLE);
    const large = fetching.filter(({ size }) => size > LARGEST_WHOLE);
    await Promise.all([
        each_each(small, SMALL_AT_ONCE, (entry) => fetchOne(run, entry, async () => {
            const fetched = await fetchSmall(session, entry);
            run.meter.bytes(entry.size);
            return fetched;
        })),
        each_each(large, LARGE_AT_ONCE, (entry) => fetchOne(run, entry, () => fetchLarge(session, entry, (bytes) => run.meter.bytes(bytes)))),
    ]);
    return records.close(run.meter.stop());
}
async function fetchOne(run, entry, fetch) {
    const { name, size, object, path } = entry;
    const began = performance.now();
    const startedAt = Date.now();
    try {
        run.target.prepare(path);
        const { isVerified, ...fetched } = await fetch();
        const reason = isVerified ? undefined : 'the store has no CRC32 of it: only its size was checked';
        run.records.add({ name, key: object.key, size, ...fetched, outcome: 'downloaded', reason });
        run.meter.file(name, size, began);
    }
    catch (error) {
        judgeStore(run.session, error, startedAt);
        run.records.failed({ name, key: object.key, size }, error);
    }
}
function recordUnfetched(records, { name, object, size, decision, reason }) {
    const outcome = decision === 'refuse' ? 'failed' : 'skipped';
    records.add({ name, key: object.key, size, etag: object.etag, outcome, reason });
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/local/list-folder.js




async function listFolder(options) {
    const files = [];
    const problems = [];
    let emptyFolders = 0;
    const visit = async (folder, name, above) => {
        const place = realpathSync(folder);
        if (above.includes(place)) {
            problems.push({ path: folder, reason: 'a link that leads back to a folder it is in' });
            return;
        }
        const entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' });
        if (entries.length === 0)
            emptyFolders += 1;
        for (const entry of entries)
            await look(entry, folder, name, [...above, place]);
    };
    const look = async (entry, folder, above, chain) => {
        const base = entry.name.toString('utf8');
        const path = join(folder, base);
        const name = above === '' ? base : `${above}/${base}`;
        if (!Buffer.from(base).equals(entry.name)) {
            problems.push({ path, reason: 'its name is not valid UTF-8; rename it' });
            return;
        }
        if (!options.hidden && base.startsWith('.'))
            return;
        if (entry.isSymbolicLink() && options.symlinks === 'skip')
            return;
        const stats = statsOf(path, entry.isSymbolicLink());
        if (typeof stats === 'string')
            problems.push({ path, reason: stats });
        else if (stats.isDirectory())
            await visit(path, name, chain);
        else if (!(options.include?.(name) ?? true))
            return;
        else if (stats.isFile())
            files.push(toLocalFile(path, name, stats));
        else
            problems.push({ path, reason: kindOf(stats) });
    };
    await visit(options.root, '', []);
    return { files: files.sort(byName), problems, emptyFolders };
}
function statsOf(path, isLink) {
    try {
        return isLink ? statSync(path) : lstatSync(path);
    }
    catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : '';
        if (isLink && code === 'ENOENT')
            return 'a link that points to nothing';
        return `cannot be read (${code || error})`;
    }
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/local/list-paths.js




function listPaths(options) {
    const { path = external_node_path_ } = options;
    const outside = options.paths.filter((one) => nameBelow(path, options.root, one) === undefined);
    if (outside.length > 0) {
        throw (0,errors/* badNames */.sP)(outside.map((one) => ({ path: [one], message: `lies outside ${options.root}`, code: 'outside' })));
    }
    const files = [];
    const problems = [];
    for (const one of new Set(options.paths)) {
        const stats = (0,external_node_fs_.statSync)(one, { throwIfNoEntry: false });
        if (!stats)
            problems.push({ path: one, reason: 'is not there any more' });
        else if (stats.isFile())
            files.push(local_file_toLocalFile(one, nameBelow(path, options.root, one) ?? '', stats));
        else if (!stats.isDirectory())
            problems.push({ path: one, reason: local_file_kindOf(stats) });
    }
    return { files: files.sort(local_file_byName), problems, emptyFolders: 0 };
}
function nameBelow(path, root, file) {
    const relative = path.relative(root, file);
    const isBelow = relative !== '' && !path.isAbsolute(relative) && relative.split(path.sep)[0] !== '..';
    return isBelow ? relative.split(path.sep).join('/') : undefined;
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/manifest.js


const Entry = schemas/* object */.Ikc({
    name: schemas/* string */.YjP(),
    key: schemas/* string */.YjP(),
    size: schemas/* number */.aig(),
    crc32: schemas/* optional */.lqM(schemas/* string */.YjP()),
    sha256: schemas/* optional */.lqM(schemas/* string */.YjP()),
    etag: schemas/* optional */.lqM(schemas/* string */.YjP()),
    outcome: schemas/* enum */.k5n(['uploaded', 'downloaded', 'skipped', 'deleted', 'failed', 'not-done']),
    reason: schemas/* optional */.lqM(schemas/* string */.YjP()),
});
const Manifest = schemas/* object */.Ikc({
    manifest: schemas/* literal */.euz(1),
    direction: schemas/* enum */.k5n(['upload', 'download']),
    bucket: schemas/* string */.YjP(),
    prefix: schemas/* string */.YjP(),
    started: schemas/* string */.YjP(),
    finished: schemas/* string */.YjP(),
    shard: schemas/* optional */.lqM(schemas/* string */.YjP()),
    files: schemas/* array */.YOg(Entry),
});
function parseManifest(text) {
    let document;
    try {
        document = JSON.parse(text);
    }
    catch (cause) {
        throw new client/* InvalidError */.aB('the manifest is not JSON; give the file that an earlier run wrote', { cause });
    }
    const found = Manifest.safeParse(document);
    if (found.success)
        return found.data;
    const issues = found.error.issues.map(({ path, message, code }) => ({
        path: path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
        message,
        code: code ?? 'form',
    }));
    throw new client/* InvalidError */.aB('the manifest is not one that a run of this program wrote', { issues });
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/upload/parts.js
const parts_MIB = 1024 * 1024;
const LARGEST_SINGLE = 16 * parts_MIB;
const SMALLEST_PART = 8 * parts_MIB;
const LARGEST_PART = 128 * parts_MIB;
const MOST_PARTS = 10_000;
const LARGEST_FILE = LARGEST_PART * MOST_PARTS;
function partSizeFor(fileSize) {
    return Math.max(SMALLEST_PART, Math.ceil(fileSize / MOST_PARTS / parts_MIB) * parts_MIB);
}
function* partsOf(fileSize) {
    const size = partSizeFor(fileSize);
    for (let start = 0, number = 1; start < fileSize; start += size, number++) {
        yield { number, start, size: Math.min(size, fileSize - start) };
    }
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/upload/plan-upload.js







const plan_upload_COMPARISONS = 64;
async function planUpload(store, options) {
    const { session } = store;
    const { files, destination, shard } = options;
    const folder = (0,names/* folderOf */.yS)(session.address);
    const below = (0,names/* cleanDestination */._Z)(destination);
    const named = files.map((file) => ({ file, name: `${below}${file.name}`, size: file.size }));
    (0,names/* checkNames */.LN)(folder, named.map((entry) => entry.name));
    const mine = shard ? filesOfShard(named, shard) : named;
    const remote = await remote_listRemote(session, `${folder}${below}`);
    if (options.ifExists === 'error')
        plan_upload_refuseExisting(mine, folder, remote);
    const sums = new remote_RemoteSums(session, options.known ?? []);
    const uploads = new Array(mine.length);
    await each_each(mine.entries(), plan_upload_COMPARISONS, async ([index, { file, name }]) => {
        const key = `${folder}${name}`;
        const verdict = await plan_upload_decide(session, options, file, name, remote.get(key), sums);
        uploads[index] = { file, name, key, ...verdict };
    });
    return {
        address: session.address,
        uploads,
        deletes: options.deleteMissing && (shard?.index ?? 1) === 1 ? missing(named, folder, remote) : [],
        shard: shard && `${shard.index}/${shard.count}`,
    };
}
async function plan_upload_decide(session, { ifExists }, file, name, object, sums) {
    if (name === names/* SERVERS_OWN */.W6)
        return { decision: 'keep', reason: "the server's own record, written by Provena only" };
    if (file.size > LARGEST_FILE) {
        return { decision: 'refuse', reason: `larger than ${LARGEST_FILE} bytes; split it` };
    }
    if (!object)
        return { decision: 'upload', reason: 'not there yet' };
    if (ifExists === 'overwrite')
        return { decision: 'replace', reason: 'there already' };
    if (object.size !== file.size)
        return { decision: 'replace', reason: 'of another size' };
    const theirs = await sums.of(object);
    if (theirs === undefined)
        return { decision: 'replace', reason: 'the one there has no CRC32 to compare' };
    const ours = await sumOfFile(file.path, file.size, session.signal);
    if (typeof ours === 'string')
        return { decision: 'refuse', reason: ours };
    if (ours !== theirs)
        return { decision: 'replace', reason: 'of other content' };
    return { decision: 'skip', reason: 'unchanged', crc32: theirs, etag: object.etag };
}
function plan_upload_refuseExisting(mine, folder, remote) {
    const there = mine.filter(({ name }) => name !== names/* SERVERS_OWN */.W6 && remote.has(`${folder}${name}`));
    if (there.length === 0)
        return;
    throw (0,errors/* badNames */.sP)(there.map(({ name }) => ({ path: [name], message: 'is in the dataset already', code: 'exists' })));
}
function missing(named, folder, remote) {
    const kept = new Set(named.map(({ name }) => name));
    return [...remote.values()]
        .map(({ key, size }) => ({ name: key.slice(folder.length), key, size }))
        .filter(({ name }) => name !== '' && name !== names/* SERVERS_OWN */.W6 && !kept.has(name));
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/upload/resume.js




async function findPending(session, prefix) {
    const pending = await listUploads(session.requester, prefix);
    pending.sort((a, b) => b.initiated - a.initiated);
    return Map.groupBy(pending, (upload) => upload.key);
}
async function findResumable(session, source, size, pending) {
    const expected = new Map([...partsOf(size)].map((part) => [part.number, part]));
    for (const { key, uploadId, isSummed } of pending) {
        const parts = isSummed ? await partsIfAllowed(session, key, uploadId) : [];
        if (parts.length > 0 && (await allFit(session, source, expected, parts))) {
            return { uploadId, parts: new Map(parts.map((part) => [part.number, part])) };
        }
    }
    return undefined;
}
async function partsIfAllowed(session, key, uploadId) {
    try {
        return await listParts(session.requester, key, uploadId);
    }
    catch (error) {
        if (error instanceof errors/* StoreRefusal */.g8 && (error.status === 403 || error.status === 404))
            return [];
        throw error;
    }
}
async function allFit(session, source, expected, parts) {
    const fitting = parts.every((part) => part.crc32 !== undefined && expected.get(part.number)?.size === part.size);
    if (!fitting)
        return false;
    for (const part of parts) {
        const run = expected.get(part.number);
        if (!run || (await sumOfRun(session, source, run)) !== part.crc32)
            return false;
    }
    return true;
}
async function sumOfRun(session, source, run) {
    const release = await session.gate.enter(run.size, session.signal);
    const buffer = session.buffers.take(run.size);
    try {
        await source.read(buffer, run.start);
        return (0,external_node_zlib_.crc32)(buffer);
    }
    finally {
        session.buffers.give(buffer);
        release();
    }
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./.build/src/shared/transfer/local/steady-file.js



const readLater = (0,external_node_util_.promisify)(external_node_fs_.read);
const QUICK = 256 * 1024;
class SteadyFile {
    #file;
    #descriptor;
    constructor(file) {
        this.#file = file;
        this.#descriptor = (0,external_node_fs_.openSync)(file.path, 'r');
    }
    async read(buffer, start) {
        for (let at = 0; at < buffer.length;) {
            const rest = buffer.subarray(at);
            const count = await readInto(this.#descriptor, rest, start + at);
            if (count === 0)
                throw this.#changed('it became shorter');
            at += count;
        }
    }
    check() {
        const { size, mtimeMs } = (0,external_node_fs_.fstatSync)(this.#descriptor);
        if (size !== this.#file.size)
            throw this.#changed(`it had ${this.#file.size} bytes and has ${size}`);
        if (mtimeMs !== this.#file.modified)
            throw this.#changed('it was written to');
    }
    [Symbol.dispose]() {
        (0,external_node_fs_.closeSync)(this.#descriptor);
    }
    #changed(how) {
        return new errors/* FileProblem */.kc(`${this.#file.path} changed while it was being sent: ${how}. Send it when it is finished`);
    }
}
async function readInto(descriptor, buffer, position) {
    const { length } = buffer;
    if (length <= QUICK)
        return (0,external_node_fs_.readSync)(descriptor, buffer, 0, length, position);
    return (await readLater(descriptor, buffer, 0, length, position)).bytesRead;
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/upload/send-parts.js





async function sendParts(session, target, source, stored, options) {
    const hash = options.withSha256 ? (0,external_node_crypto_.createHash)('sha256') : undefined;
    const parts = [];
    const underWay = [];
    let sum = 0;
    let failure;
    const fail = (error) => {
        failure ??= { error };
    };
    const add = (part) => {
        parts[part.number - 1] = part;
        options.onBytes(part.size);
    };
    for (const run of partsOf(target.size)) {
        if (failure)
            break;
        const there = stored.get(run.number);
        if (there?.crc32 !== undefined && !hash) {
            sum = combineCrc32(sum, there.crc32, run.size);
            add(there);
            continue;
        }
        try {
            const read = await readPart(session, source, run);
            hash?.update(read.bytes);
            sum = combineCrc32(sum, read.sum, run.size);
            const at = { ...target, number: run.number };
            const sending = there ?? uploadPart(session.requester, at, read.bytes, read.sum);
            underWay.push(send_parts_settle(session, read, sending).then(add, fail));
        }
        catch (error) {
            fail(error);
        }
    }
    await Promise.all(underWay);
    if (failure)
        throw failure.error;
    return { parts, sum, sha256: hash?.digest('hex') };
}
async function readPart(session, source, run) {
    const release = await session.gate.enter(run.size, session.signal);
    const bytes = session.buffers.take(run.size);
    try {
        await source.read(bytes, run.start);
        return { bytes, sum: (0,external_node_zlib_.crc32)(bytes), release };
    }
    catch (error) {
        session.buffers.abandon(bytes);
        release();
        throw error;
    }
}
async function send_parts_settle(session, read, sending) {
    try {
        const part = await sending;
        session.buffers.give(read.bytes);
        return part;
    }
    catch (error) {
        session.buffers.abandon(read.bytes);
        throw error;
    }
    finally {
        read.release();
    }
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/upload/send-large.js
var send_large_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
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
var send_large_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
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






async function sendLarge(session, entry, options) {
    const env_1 = { stack: [], error: void 0, hasError: false };
    try {
        const source = send_large_addDisposableResource(env_1, new SteadyFile(entry.file), false);
        source.check();
        const found = await findResumable(session, source, entry.file.size, options.pending);
        if (found)
            session.log('info', `${entry.name}: going on with ${found.parts.size} parts that are there already`);
        try {
            return await sendWhole(session, entry, source, found, options);
        }
        catch (error) {
            const isLost = error instanceof errors/* StoreRefusal */.g8 && (error.code === 'NoSuchUpload' || error.code === 'InvalidPart');
            if (!found || !isLost)
                throw error;
            return await sendWhole(session, entry, source, undefined, options);
        }
    }
    catch (e_1) {
        env_1.error = e_1;
        env_1.hasError = true;
    }
    finally {
        send_large_disposeResources(env_1);
    }
}
async function sendWhole(session, { file, key }, source, found, options) {
    const { requester } = session;
    const uploadId = found?.uploadId ?? (await createUpload(requester, key, file.modified));
    try {
        const target = { key, uploadId, size: file.size };
        const { parts, sum, sha256 } = await sendParts(session, target, source, found?.parts ?? new Map(), options);
        source.check();
        const etag = await complete(session, { key, uploadId }, parts, { size: file.size, crc32: sum });
        return { etag, crc32: sum, sha256 };
    }
    catch (error) {
        if (error instanceof errors/* FileProblem */.kc)
            await abortUpload(requester, key, uploadId);
        throw error;
    }
}
async function complete(session, target, parts, whole) {
    try {
        return await completeUpload(session.requester, target, parts, whole);
    }
    catch (error) {
        if (!(error instanceof errors/* StoreRefusal */.g8) || error.code !== 'NoSuchUpload')
            throw error;
        const facts = await headObject(session.requester, target.key);
        if (facts?.size === whole.size && facts.crc32 === whole.crc32)
            return facts.etag;
        throw error;
    }
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/upload/send-small.js
var send_small_addDisposableResource = (undefined && undefined.__addDisposableResource) || function (env, value, async) {
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
var send_small_disposeResources = (undefined && undefined.__disposeResources) || (function (SuppressedError) {
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



async function sendSmall(session, entry, withSha256) {
    const { file, key } = entry;
    const release = await session.gate.enter(file.size, session.signal);
    const buffer = session.buffers.take(file.size);
    try {
        const env_1 = { stack: [], error: void 0, hasError: false };
        try {
            const source = send_small_addDisposableResource(env_1, new SteadyFile(file), false);
            await source.read(buffer, 0);
            source.check();
            const { etag, crc32 } = await putObject(session.requester, key, buffer, file.modified);
            const sha256 = withSha256 ? (0,external_node_crypto_.createHash)('sha256').update(buffer).digest('hex') : undefined;
            session.buffers.give(buffer);
            return { etag, crc32, sha256 };
        }
        catch (e_1) {
            env_1.error = e_1;
            env_1.hasError = true;
        }
        finally {
            send_small_disposeResources(env_1);
        }
    }
    catch (error) {
        session.buffers.abandon(buffer);
        throw error;
    }
    finally {
        release();
    }
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/upload/run-upload.js











const run_upload_LARGE_AT_ONCE = 4;
const run_upload_SMALL_AT_ONCE = 128;
const DELETES_AT_ONCE = 32;
async function runUpload(store, plan, options = {}) {
    const { session } = store;
    const records = new Records(session, 'upload', plan.shard);
    const isSent = ({ decision }) => decision === 'upload' || decision === 'replace';
    const sending = plan.uploads.filter(isSent);
    for (const entry of plan.uploads)
        if (!isSent(entry))
            recordUnsent(records, entry);
    const meter = new Meter(tally(sending.map(({ file }) => file)), options);
    const small = sending.filter(({ file }) => file.size <= LARGEST_SINGLE);
    const large = sending.filter(({ file }) => file.size > LARGEST_SINGLE);
    const run = { session, records, meter, withSha256: options.sha256 ?? false, failures: 0 };
    await Promise.all([
        each_each(small, run_upload_SMALL_AT_ONCE, (entry) => sendOne(run, entry, () => sendSmall(session, entry, run.withSha256))),
        sendAllLarge(run, large),
    ]);
    await deleteAll(run, plan.deletes);
    return records.close(meter.stop());
}
async function sendAllLarge(run, large) {
    if (large.length === 0)
        return;
    const { session, withSha256 } = run;
    let pending;
    try {
        pending = await findPending(session, (0,names/* folderOf */.yS)(session.address));
    }
    catch (error) {
        judgeStore(session, error, 0);
        session.log('warning', `cannot see what an earlier run left, sending whole files: ${error}`);
        pending = new Map();
    }
    const onBytes = (bytes) => run.meter.bytes(bytes);
    await each_each(large, run_upload_LARGE_AT_ONCE, (entry) => {
        const options = { withSha256, pending: pending.get(entry.key) ?? [], onBytes };
        return sendOne(run, entry, () => sendLarge(session, entry, options));
    });
}
async function sendOne(run, entry, send) {
    const { name, key, file } = entry;
    const { size } = file;
    const began = performance.now();
    const startedAt = Date.now();
    try {
        const sent = await send();
        run.records.add({ name, key, size, ...sent, outcome: 'uploaded' });
        if (size <= LARGEST_SINGLE)
            run.meter.bytes(size);
        run.meter.file(name, size, began);
    }
    catch (error) {
        run.failures += 1;
        judgeStore(run.session, error, startedAt);
        run.records.failed({ name, key, size }, error);
    }
}
function recordUnsent(records, { name, key, file, decision, reason, crc32, etag }) {
    const outcome = decision === 'refuse' ? 'failed' : 'skipped';
    records.add({ name, key, size: file.size, crc32, etag, outcome, reason });
}
async function deleteAll(run, deletes) {
    const { session, records } = run;
    await each_each(deletes, DELETES_AT_ONCE, async (entry) => {
        if (run.failures > 0 || session.signal.aborted) {
            records.add({ ...entry, outcome: 'not-done', reason: 'nothing is deleted after a failure' });
            return;
        }
        try {
            await deleteObject(session.requester, entry.key);
            records.add({ ...entry, outcome: 'deleted' });
        }
        catch (error) {
            judgeStore(session, error, 0);
            records.failed(entry, error);
        }
    });
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/verify.js




const verify_COMPARISONS = 64;
async function verify(store, manifests) {
    const { session } = store;
    const folder = folderOf(session.address);
    const remote = await listRemote(session, folder);
    const sums = new RemoteSums(session, []);
    const bad = [];
    const spokenOf = new Set([`${folder}${SERVERS_OWN}`]);
    let good = 0;
    const entries = manifests.flatMap((manifest) => manifest.files);
    await each(entries, verify_COMPARISONS, async (entry) => {
        if (entry.name === SERVERS_OWN)
            return;
        if (entry.outcome !== 'deleted')
            spokenOf.add(entry.key);
        const fault = await faultOf(entry, remote.get(entry.key), sums);
        if (fault)
            bad.push({ name: entry.name, reason: fault });
        else if (entry.outcome !== 'deleted')
            good += 1;
    });
    const unknown = [...remote.keys()]
        .filter((key) => !spokenOf.has(key))
        .map((key) => key.slice(folder.length));
    return { good, bad: bad.sort((a, b) => (a.name < b.name ? -1 : 1)), unknown };
}
async function faultOf({ outcome, reason, size, crc32 }, object, sums) {
    if (outcome === 'failed' || outcome === 'not-done')
        return `its run says ${outcome}: ${reason ?? ''}`;
    if (outcome === 'deleted')
        return object ? 'was deleted and is there again' : undefined;
    if (!object)
        return 'is not there';
    if (object.size !== size)
        return `has ${object.size} bytes, not ${size}`;
    const expected = fromBase64(crc32);
    if (expected === undefined)
        return undefined;
    return (await sums.of(object)) === expected ? undefined : 'has another CRC32';
}

;// CONCATENATED MODULE: ./.build/src/shared/transfer/index.js
















/***/ }),

/***/ 3209:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LN: () => (/* binding */ checkNames),
/* harmony export */   W6: () => (/* binding */ SERVERS_OWN),
/* harmony export */   _Z: () => (/* binding */ cleanDestination),
/* harmony export */   yS: () => (/* binding */ folderOf)
/* harmony export */ });
/* unused harmony export nameFault */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3974);

const SERVERS_OWN = 'metadata.json';
const LONGEST_KEY = 1024;
function nameFault(prefix, name) {
    const steps = name.split('/');
    if (steps.includes(''))
        return 'a step of it is empty: it begins or ends with "/", or has "//"';
    if (steps.some((step) => step === '.' || step === '..'))
        return 'it has a step "." or "..", which leads elsewhere';
    if (!name.isWellFormed())
        return 'it is not valid Unicode; rename it';
    if (name.includes('\0'))
        return 'it has a NUL character; rename it';
    const length = Buffer.byteLength(prefix) + Buffer.byteLength(name);
    if (length > LONGEST_KEY)
        return `its key would have ${length} bytes, and a store takes ${LONGEST_KEY}; shorten it`;
    return undefined;
}
function folderOf(address) {
    return address.prefix === '' || address.prefix.endsWith('/') ? address.prefix : `${address.prefix}/`;
}
function cleanDestination(destination) {
    const steps = (destination ?? '').split('/').filter((step) => step !== '' && step !== '.');
    if (steps.includes('..')) {
        throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .badNames */ .sP)([
            { path: ['destination'], message: 'must not lead out of the dataset by ".."', code: 'outside' },
        ]);
    }
    return steps.map((step) => `${step}/`).join('');
}
function checkNames(prefix, names) {
    const issues = [];
    const seen = new Set();
    for (const name of names) {
        const fault = seen.has(name) ? 'two files have this name in the dataset' : nameFault(prefix, name);
        if (fault)
            issues.push({ path: [name], message: fault, code: seen.has(name) ? 'twice' : 'name' });
        seen.add(name);
    }
    if (issues.length > 0)
        throw (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .badNames */ .sP)(issues);
}


/***/ })

};
