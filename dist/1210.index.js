export const id = 1210;
export const ids = [1210];
export const modules = {

/***/ 5909:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./.build/src/shared/client/index.js + 87 modules
var client = __webpack_require__(5576);
;// CONCATENATED MODULE: ./.build/src/shared/action/items/newest-version.js

async function newestVersion(item, { registry }, signal) {
    const seen = [item.id];
    let next = item.versioning_info?.next_version;
    while (next) {
        if (seen.includes(next))
            throw new client/* NotUnderstoodError */.v4(`the versions run in a circle: ${[...seen, next].join(' → ')}`);
        seen.push(next);
        next = (await registry.general.fetch(next, { signal })).item.versioning_info?.next_version;
    }
    return seen.at(-1) ?? item.id;
}

;// CONCATENATED MODULE: ./node_modules/dot-prop/index.js
const isObject = value => {
	const type = typeof value;
	return value !== null && (type === 'object' || type === 'function');
};

const disallowedKeys = new Set([
	'__proto__',
	'prototype',
	'constructor',
]);

// Longest disallowed key. A longer segment can't be disallowed, so the membership
// check is skipped for it. This keeps `parsePath` linear on inputs like `a[][]…`.
const maxDisallowedKeyLength = Math.max(...[...disallowedKeys].map(key => key.length));

// Maximum allowed array index to prevent DoS via memory exhaustion.
const MAX_ARRAY_INDEX = 1_000_000;

// Optimized digit check without Set overhead.
const isDigit = character => character >= '0' && character <= '9';

// Check if a segment should be coerced to a number.
function shouldCoerceToNumber(segment) {
	// Only coerce valid non-negative integers without leading zeros.
	if (segment === '0') {
		return true;
	}

	if (/^[1-9]\d*$/.test(segment)) {
		const parsedNumber = Number.parseInt(segment, 10);
		// Check within safe integer range and under MAX_ARRAY_INDEX to prevent DoS.
		return parsedNumber <= Number.MAX_SAFE_INTEGER && parsedNumber <= MAX_ARRAY_INDEX;
	}

	return false;
}

// Helper to process a path segment (eliminates duplication).
function processSegment(segment, parts) {
	if (disallowedKeys.has(segment)) {
		return false; // Signal to return empty array.
	}

	if (segment && shouldCoerceToNumber(segment)) {
		parts.push(Number.parseInt(segment, 10));
	} else {
		parts.push(segment);
	}

	return true;
}

function parsePath(path) { // eslint-disable-line complexity
	if (typeof path !== 'string') {
		throw new TypeError(`Expected a string, got ${typeof path}`);
	}

	const parts = [];
	let currentSegment = '';
	let indexSegment = '';
	let hadProperty = false;
	let currentPart = 'start';
	let isEscaping = false;
	let position = 0;

	for (const character of path) {
		position++;

		// Handle escaping.
		if (isEscaping) {
			currentSegment += character;
			isEscaping = false;
			continue;
		}

		// Handle escape character.
		if (character === '\\') {
			if (currentPart === 'index') {
				throw new Error(`Invalid character '${character}' in an index at position ${position}`);
			}

			if (currentPart === 'indexEnd') {
				throw new Error(`Invalid character '${character}' after an index at position ${position}`);
			}

			isEscaping = true;
			currentPart = currentPart === 'start' ? 'property' : currentPart;
			continue;
		}

		switch (character) {
			case '.': {
				if (currentPart === 'index') {
					throw new Error(`Invalid character '${character}' in an index at position ${position}`);
				}

				if (currentPart === 'indexEnd') {
					currentPart = 'property';
					break;
				}

				if (!processSegment(currentSegment, parts)) {
					return [];
				}

				currentSegment = '';
				currentPart = 'property';
				break;
			}

			case '[': {
				if (currentPart === 'index') {
					throw new Error(`Invalid character '${character}' in an index at position ${position}`);
				}

				if (currentPart === 'indexEnd') {
					currentPart = 'index';
					break;
				}

				// Entering an index from a property. Keep the property in `currentSegment`
				// and collect index digits separately, so empty brackets (`[]`) don't
				// require pushing then popping the segment (which re-scans a growing
				// literal on every `[` and makes `a[][]…` quadratic).
				//
				// Reject a disallowed key here, before the index opens, so `__proto__[0]`
				// etc. still return []. The length guard keeps this O(1) for long literals.
				if (
					currentPart === 'property'
					&& currentSegment.length <= maxDisallowedKeyLength
					&& disallowedKeys.has(currentSegment)
				) {
					return [];
				}

				hadProperty = currentPart === 'property';
				currentPart = 'index';
				break;
			}

			case ']': {
				if (currentPart === 'indexEnd') {
					throw new Error(`Invalid character '${character}' after an index at position ${position}`);
				}

				if (currentPart !== 'index') {
					// In property context, treat ] as a literal character. Transition out
					// of 'start' like any other literal, otherwise a leading ']' leaves the
					// segment in 'start' and is discarded at the end of the path.
					if (currentPart === 'start') {
						currentPart = 'property';
					}

					currentSegment += character;
					break;
				}

				if (indexSegment === '') {
					// Empty brackets - treat `[]` as literal characters of the property.
					currentSegment += '[]';
					currentPart = 'property';
					break;
				}

				// A real index closes. Flush the pending property segment first
				// (an empty one too, for paths like `foo.[0]`).
				if ((currentSegment !== '' || hadProperty) && !processSegment(currentSegment, parts)) {
					return [];
				}

				currentSegment = '';
				hadProperty = false;

				// Index must be digits only (enforced by default case).
				// The String() check rejects leading zeros like `[01]`.
				const parsedNumber = Number.parseInt(indexSegment, 10);
				const isValidInteger = parsedNumber <= MAX_ARRAY_INDEX
					&& indexSegment === String(parsedNumber);

				// Keep as string if not a valid integer representation or exceeds MAX_ARRAY_INDEX.
				parts.push(isValidInteger ? parsedNumber : indexSegment);

				indexSegment = '';
				currentPart = 'indexEnd';
				break;
			}

			default: {
				if (currentPart === 'index') {
					if (!isDigit(character)) {
						throw new Error(`Invalid character '${character}' in an index at position ${position}`);
					}

					indexSegment += character;
					break;
				}

				if (currentPart === 'indexEnd') {
					throw new Error(`Invalid character '${character}' after an index at position ${position}`);
				}

				if (currentPart === 'start') {
					currentPart = 'property';
				}

				currentSegment += character;
			}
		}
	}

	// Handle unfinished escaping (trailing backslash)
	if (isEscaping) {
		currentSegment += '\\';
	}

	// Handle end of path
	switch (currentPart) {
		case 'property': {
			if (!processSegment(currentSegment, parts)) {
				return [];
			}

			break;
		}

		case 'index': {
			throw new Error('Index was not closed');
		}

		case 'start': {
			parts.push('');
			break;
		}
		// No default
	}

	return parts;
}

function normalizePath(path) {
	if (typeof path === 'string') {
		return parsePath(path);
	}

	if (Array.isArray(path)) {
		const normalized = [];

		for (const [index, segment] of path.entries()) {
			// Type validation.
			if (typeof segment !== 'string' && typeof segment !== 'number') {
				throw new TypeError(`Expected a string or number for path segment at index ${index}, got ${typeof segment}`);
			}

			// Validate numbers are finite (reject NaN, Infinity, -Infinity).
			if (typeof segment === 'number' && !Number.isFinite(segment)) {
				throw new TypeError(`Path segment at index ${index} must be a finite number, got ${segment}`);
			}

			// Check for disallowed keys.
			if (disallowedKeys.has(segment)) {
				return [];
			}

			// Normalize numeric strings to numbers for simplicity.
			// This treats ['items', '0'] the same as ['items', 0].
			if (typeof segment === 'string' && shouldCoerceToNumber(segment)) {
				normalized.push(Number.parseInt(segment, 10));
			} else {
				normalized.push(segment);
			}
		}

		return normalized;
	}

	return [];
}

function getProperty(object, path, value) {
	if (!isObject(object) || (typeof path !== 'string' && !Array.isArray(path))) {
		return value === undefined ? object : value;
	}

	const pathArray = normalizePath(path);
	if (pathArray.length === 0) {
		return value;
	}

	for (let index = 0; index < pathArray.length; index++) {
		const key = pathArray[index];
		object = object[key];

		if (object === undefined || object === null) {
			// Return default value if we hit undefined/null before the end of the path.
			// This ensures get({foo: null}, 'foo.bar') returns the default value, not null.
			if (index !== pathArray.length - 1) {
				return value;
			}

			break;
		}
	}

	return object === undefined ? value : object;
}

function setProperty(object, path, value) {
	if (!isObject(object) || (typeof path !== 'string' && !Array.isArray(path))) {
		return object;
	}

	const root = object;
	const pathArray = normalizePath(path);

	if (pathArray.length === 0) {
		return object;
	}

	for (let index = 0; index < pathArray.length; index++) {
		const key = pathArray[index];

		if (index === pathArray.length - 1) {
			object[key] = value;
			continue;
		}

		const existingValue = object[key];
		if (isObject(existingValue)) {
			object = existingValue;
			continue;
		}

		// Create a fresh container when the existing value is missing or primitive.
		const nextKey = pathArray[index + 1];
		const shouldCreateArray = typeof nextKey === 'number';
		object[key] = shouldCreateArray ? [] : {};
		object = object[key];
	}

	return root;
}

function deleteProperty(object, path) {
	if (!isObject(object) || (typeof path !== 'string' && !Array.isArray(path))) {
		return false;
	}

	const pathArray = normalizePath(path);

	if (pathArray.length === 0) {
		return false;
	}

	for (let index = 0; index < pathArray.length; index++) {
		const key = pathArray[index];

		if (index === pathArray.length - 1) {
			const existed = Object.hasOwn(object, key);
			if (!existed) {
				return false;
			}

			delete object[key];
			return true;
		}

		const existingValue = object[key];
		if (!isObject(existingValue)) {
			return false;
		}

		object = existingValue;
	}
}

function hasProperty(object, path) {
	if (!isObject(object) || (typeof path !== 'string' && !Array.isArray(path))) {
		return false;
	}

	const pathArray = normalizePath(path);
	if (pathArray.length === 0) {
		return false;
	}

	for (const key of pathArray) {
		if (!isObject(object) || !(key in object)) {
			return false;
		}

		object = object[key];
	}

	return true;
}

function escapePath(path) {
	if (typeof path !== 'string') {
		throw new TypeError(`Expected a string, got ${typeof path}`);
	}

	// Escape special characters in one pass
	return path.replaceAll(/[\\.[]/g, String.raw`\$&`);
}

function normalizeEntries(value) {
	const entries = Object.entries(value);
	if (Array.isArray(value)) {
		return entries.map(([key, entryValue]) => {
			// Use shouldCoerceToNumber for consistency with parsePath
			const normalizedKey = shouldCoerceToNumber(key)
				? Number.parseInt(key, 10)
				: key;
			return [normalizedKey, entryValue];
		});
	}

	return entries;
}

// Format a single path segment's contribution to a stringified path.
// `isFirst` is whether the segment starts the path (no leading separator).
// `startsOutput` is whether nothing has been emitted yet, which happens when every
// preceding segment was an empty string key.
function formatPathSegment(segment, isFirst, startsOutput, preferDotForIndices) {
	// An index may only use bracket notation when it is genuinely at the start of
	// the path or something precedes it in the output. A `[0]` that merely *looks*
	// like the start parses back as a bare index, dropping the empty keys before it.
	const useDotForIndex = !isFirst && (preferDotForIndices || startsOutput);

	if (typeof segment === 'number') {
		// Non-integer or negative numbers are treated as string keys.
		if (!Number.isInteger(segment) || segment < 0) {
			const escaped = escapePath(String(segment));
			return isFirst ? escaped : `.${escaped}`;
		}

		return useDotForIndex ? `.${segment}` : `[${segment}]`;
	}

	// Empty string keys carry no text, only a separator when not first.
	if (segment === '') {
		return isFirst ? '' : '.';
	}

	// Numeric strings are normalized to numbers.
	if (shouldCoerceToNumber(segment)) {
		const numericValue = Number.parseInt(segment, 10);
		return useDotForIndex ? `.${numericValue}` : `[${numericValue}]`;
	}

	// Regular strings use dot notation.
	const escaped = escapePath(segment);
	return isFirst ? escaped : `.${escaped}`;
}

function stringifyPath(pathSegments, options = {}) {
	if (!Array.isArray(pathSegments)) {
		throw new TypeError(`Expected an array, got ${typeof pathSegments}`);
	}

	const {preferDotForIndices = false} = options;
	const parts = [];
	let startsOutput = true;

	for (const [index, segment] of pathSegments.entries()) {
		// Validate segment types at runtime
		if (typeof segment !== 'string' && typeof segment !== 'number') {
			throw new TypeError(`Expected a string or number for path segment at index ${index}, got ${typeof segment}`);
		}

		const part = formatPathSegment(segment, index === 0, startsOutput, preferDotForIndices);
		parts.push(part);

		if (part !== '') {
			startsOutput = false;
		}
	}

	return parts.join('');
}

function * deepKeysIterator(object) {
	if (!isObject(object)) {
		return;
	}

	const rootEntries = normalizeEntries(object);
	if (rootEntries.length === 0) {
		return;
	}

	// Iterative depth-first walk with an explicit stack, so deeply nested input
	// cannot overflow the call stack (unbounded recursion is a DoS vector).
	//
	// The path string is built incrementally: each segment is escaped and appended
	// once, when we descend into it. Re-stringifying the whole path for every leaf
	// (which re-escapes every ancestor segment) makes the walk quadratic in the
	// depth, so a deeply nested object cheaply blocks the event loop for seconds
	// (an algorithmic-complexity DoS vector).
	const ancestors = new Set([object]);
	const stack = [{iterator: rootEntries[Symbol.iterator](), prefix: '', object}];

	while (stack.length > 0) {
		const frame = stack.at(-1);
		const {value: entry, done} = frame.iterator.next();

		if (done) {
			ancestors.delete(stack.pop().object);
			continue;
		}

		const [key, value] = entry;
		const {prefix} = frame;
		const path = prefix + formatPathSegment(key, stack.length === 1, prefix === '', false);

		if (isObject(value)) {
			// Skip circular references (object already on the current path).
			if (ancestors.has(value)) {
				continue;
			}

			// The entries decide both whether this is a leaf and what to walk, so they are computed once.
			const entries = normalizeEntries(value);
			if (entries.length > 0) {
				ancestors.add(value);
				stack.push({iterator: entries[Symbol.iterator](), prefix: path, object: value});
				continue;
			}
		}

		yield path;
	}
}

function deepKeys(object) {
	return [...deepKeysIterator(object)];
}

function unflatten(object) {
	const result = {};
	if (!isObject(object)) {
		return result;
	}

	for (const [path, value] of Object.entries(object)) {
		setProperty(result, path, value);
	}

	return result;
}

// EXTERNAL MODULE: ./.build/src/shared/spec/json.js
var json = __webpack_require__(7903);
// EXTERNAL MODULE: ./.build/src/shared/spec/problem.js
var problem = __webpack_require__(4742);
// EXTERNAL MODULE: ./.build/src/shared/spec/wording.js
var wording = __webpack_require__(7001);
;// CONCATENATED MODULE: ./.build/src/shared/action/items/value-at.js




function valueByPath(value, path, input) {
    let here = value;
    const walked = [];
    for (const step of stepsOf(path, input)) {
        const next = (0,json/* child */.jf)(here, step);
        if (next === undefined)
            throw new problem/* UserError */.y(`input ${input}: ${deadEnd(here, walked, step)}`);
        walked.push(step);
        here = next;
    }
    return here;
}
function stepsOf(path, input) {
    try {
        return parsePath(path);
    }
    catch (cause) {
        const message = cause instanceof Error ? cause.message : String(cause);
        throw new problem/* UserError */.y(`input ${input}: ${(0,wording/* show */.WU)(path)} is not a path: ${message}`, { cause });
    }
}
function deadEnd(here, walked, step) {
    const place = walked.length === 0 ? 'the item' : walked.join('.');
    if (Array.isArray(here))
        return `${place} is a list of ${here.length}, without an entry ${(0,wording/* show */.WU)(step)}`;
    if (!(0,json/* isMapping */.pi)(here))
        return `${place} is ${(0,wording/* show */.WU)(here)}, and holds no ${(0,wording/* show */.WU)(step)}`;
    const names = Object.keys(here);
    const near = (0,wording/* didYouMean */.au)(String(step), names) || '.';
    return `${place} has no ${(0,wording/* show */.WU)(step)}${near} It has ${names.join(', ')}`;
}

// EXTERNAL MODULE: ./.build/src/shared/action/kind-field.js
var kind_field = __webpack_require__(2561);
// EXTERNAL MODULE: ./.build/src/shared/action/markdown.js
var markdown = __webpack_require__(1579);
// EXTERNAL MODULE: ./.build/src/shared/action/result.js + 1 modules
var result = __webpack_require__(1038);
;// CONCATENATED MODULE: ./.build/actions/fetch-item/run.js







async function run(inputs, deps) {
    const { provena, pages } = await deps.connect();
    const { item } = await provena.registry.general.fetch(inputs.id, { signal: deps.signal });
    demandKind(item, inputs);
    const name = item.display_name ?? undefined;
    deps.output({
        subtype: item.item_subtype,
        owner: item.owner_username,
        ...(name === undefined ? {} : { 'display-name': name }),
    });
    const { value, path } = await (0,result/* handOn */.x)(item, { output: 'item', path: inputs.path }, deps);
    deps.output({ ...(value === undefined ? {} : { item: value }), ...(path === undefined ? {} : { path }) });
    deps.output(await versionOutputs(item, provena, deps));
    deps.log.info(`${item.id} is the ${(0,kind_field/* kindWord */.d)(item.item_subtype)} ${name ?? '(a seed, without a name)'}.`);
    deps.summary.add((0,markdown/* table */.tp)(['item', 'kind', 'handle', 'owner'], [
        [
            (0,markdown/* link */.nf)(name ?? item.id, pages.item(item.id)),
            (0,markdown/* literal */.eu)((0,kind_field/* kindWord */.d)(item.item_subtype)),
            (0,markdown/* literal */.eu)(item.id),
            (0,markdown/* literal */.eu)(item.owner_username),
        ],
    ]));
    return inputs.query === undefined
        ? {}
        : { value: asOutput(valueByPath(item, inputs.query, 'query')) };
}
function demandKind({ id, item_subtype }, { kind }) {
    if (kind === undefined || kind === item_subtype)
        return;
    throw new problem/* UserError */.y(`input kind: ${id} is of kind ${(0,kind_field/* kindWord */.d)(item_subtype)}, not ${(0,kind_field/* kindWord */.d)(kind)}`);
}
async function versionOutputs(item, provena, { log, signal }) {
    const isLatest = { 'is-latest': !item.versioning_info?.next_version };
    try {
        return { ...isLatest, 'latest-version': await newestVersion(item, provena, signal) };
    }
    catch (error) {
        if (!(error instanceof client/* ProvenaError */.YK) || !TOLD.has(error.family))
            throw error;
        log.warning(`The newest version of ${item.id} could not be found, and output latest-version is not set: ${error.message}`);
        return isLatest;
    }
}
const TOLD = new Set(['forbidden', 'notFound', 'notUnderstood']);
function asOutput(value) {
    return value === null ? '' : value;
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

/***/ 1038:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  x: () => (/* binding */ handOn)
});

// EXTERNAL MODULE: ./.build/src/shared/action/outputs.js
var outputs = __webpack_require__(1622);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./.build/src/shared/action/temporary-file.js


function temporaryFile(name) {
    const step = process.env['GITHUB_ACTION'] ?? 'step';
    return (0,external_node_path_.join)(process.env['RUNNER_TEMP'] ?? (0,external_node_os_.tmpdir)(), `provena-${step}-${name}`.replace(/[^\w.-]+/g, '-'));
}

// EXTERNAL MODULE: ./.build/src/shared/action/write-file.js
var write_file = __webpack_require__(4326);
;// CONCATENATED MODULE: ./.build/src/shared/action/result.js



async function handOn(result, { output, path: asked }, { workspace, log }) {
    const fits = (0,outputs/* fitsOutputs */.f7)(result);
    const target = asked ?? (fits ? undefined : temporaryFile(`${output}.json`));
    if (target === undefined)
        return { value: result, path: undefined };
    const text = typeof result === 'string' ? result : `${JSON.stringify(result, null, 2)}\n`;
    const path = await (0,write_file/* writeFileWhole */.t)({ path: target, input: 'path', workspace }, text);
    if (!fits) {
        log.warning(`Output ${output} would have ${(0,outputs/* textOf */.b6)(result).length} characters, more than the outputs of a job may have; it is in ${path} only.`);
    }
    return { value: fits ? result : undefined, path };
}


/***/ }),

/***/ 4326:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ explainUnwritable),
/* harmony export */   t: () => (/* binding */ writeFileWhole)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4514);



async function writeFileWhole(file, content) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(file.workspace, file.path);
    const part = `${path}.part`;
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path), { recursive: true });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(part, content);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rename)(part, path);
        return path;
    }
    catch (error) {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(part, { force: true }).catch(() => undefined);
        throw explainUnwritable(error, file);
    }
}
function explainUnwritable(error, { path, input }) {
    if (!(error instanceof Error && 'syscall' in error && 'code' in error))
        return error;
    const reason = REASONS[String(error.code)] ?? `the system says ${error.code}`;
    return new _failure_js__WEBPACK_IMPORTED_MODULE_2__/* .OutcomeError */ .R(`input ${input}: ${path} cannot be written: ${reason}`, {
        advice: 'Choose another path, or make room, and run the step again.',
        topic: 'a-file-cannot-be-written',
        cause: error,
    });
}
const REASONS = {
    EACCES: 'this user may not write there',
    EEXIST: 'a file has the name of one of its folders',
    EISDIR: 'a folder has its name',
    ENOSPC: 'the disk is full',
    ENOTDIR: 'a file has the name of one of its folders',
    EROFS: 'the disk is read-only',
};


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
