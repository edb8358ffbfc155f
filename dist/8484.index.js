export const id = 8484;
export const ids = [8484];
export const modules = {

/***/ 8484:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   parseYaml: () => (/* binding */ parseYaml)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/* harmony import */ var _parsed_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4790);


const MAX_ALIASES = 100;
function parseYaml(text) {
    const lines = new yaml__WEBPACK_IMPORTED_MODULE_0__/* .LineCounter */ .HN();
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, {
        lineCounter: lines,
        prettyErrors: false,
        merge: true,
        stringKeys: true,
    });
    const position = (offset) => {
        const { line, col } = lines.linePos(offset);
        return { line, column: col };
    };
    if (document.errors.length > 0) {
        throw new _parsed_text_js__WEBPACK_IMPORTED_MODULE_1__/* .SyntaxProblems */ .a(document.errors.map((error) => ({ message: error.message, position: position(error.pos[0]) })));
    }
    return {
        value: toJson(document),
        locate(path, part) {
            return position(offsetOf(document, path, part));
        },
    };
}
function toJson(document) {
    try {
        return document.toJS({ maxAliasCount: MAX_ALIASES });
    }
    catch (error) {
        if (!(error instanceof ReferenceError))
            throw error;
        throw new _parsed_text_js__WEBPACK_IMPORTED_MODULE_1__/* .SyntaxProblems */ .a([
            { message: `aliases cannot be resolved: ${error.message}`, position: { line: 1, column: 1 } },
        ]);
    }
}
function offsetOf(document, path, part) {
    for (let length = path.length; length > 0; length--) {
        const node = document.getIn(path.slice(0, length), true);
        if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isNode */ .Ll)(node))
            continue;
        const key = part === 'key' || length < path.length ? keyOffset(document, path.slice(0, length)) : undefined;
        return key ?? node.range?.[0] ?? 0;
    }
    return document.contents?.range?.[0] ?? 0;
}
function keyOffset(document, path) {
    const parent = document.getIn(path.slice(0, -1), true);
    const name = path.at(-1);
    if (typeof name !== 'string' || !(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isNode */ .Ll)(parent))
        return undefined;
    let found;
    (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .visit */ .YR)(parent, {
        Pair(_, pair, ancestors) {
            if (ancestors.length > 1)
                return yaml__WEBPACK_IMPORTED_MODULE_0__/* .visit */ .YR.SKIP;
            if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isPair */ .tO)(pair) && (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(pair.key) && pair.key.value === name)
                found = pair.key.range?.[0];
            return undefined;
        },
    });
    return found;
}


/***/ })

};
