export const id = 6743;
export const ids = [6743];
export const modules = {

/***/ 6743:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   parseJson: () => (/* binding */ parseJson)
/* harmony export */ });
/* harmony import */ var jsonc_parser__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9547);
/* harmony import */ var _parsed_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4790);


function parseJson(text) {
    const problems = syntaxProblems(text);
    if (problems.length > 0)
        throw new _parsed_text_js__WEBPACK_IMPORTED_MODULE_1__/* .SyntaxProblems */ .a(problems);
    let tree;
    return {
        value: JSON.parse(text),
        locate(path, part) {
            tree ??= (0,jsonc_parser__WEBPACK_IMPORTED_MODULE_0__.parseTree)(text);
            return positionOf(text, tree ? offsetOf(tree, path, part) : 0);
        },
    };
}
function syntaxProblems(text) {
    const problems = [];
    const keys = [];
    (0,jsonc_parser__WEBPACK_IMPORTED_MODULE_0__.visit)(text, {
        onObjectBegin: () => void keys.push(new Set()),
        onObjectEnd: () => void keys.pop(),
        onObjectProperty(name, _offset, _length, line, character) {
            if (keys.at(-1)?.has(name)) {
                problems.push({
                    message: `key ${JSON.stringify(name)} is given twice`,
                    position: { line: line + 1, column: character + 1 },
                });
            }
            keys.at(-1)?.add(name);
        },
        onError(code, _offset, _length, line, character) {
            problems.push({
                message: `not valid JSON: ${(0,jsonc_parser__WEBPACK_IMPORTED_MODULE_0__.printParseErrorCode)(code)}`,
                position: { line: line + 1, column: character + 1 },
            });
        },
    }, { disallowComments: true, allowTrailingComma: false });
    return problems;
}
function offsetOf(tree, path, part) {
    for (let length = path.length; length > 0; length--) {
        const node = (0,jsonc_parser__WEBPACK_IMPORTED_MODULE_0__.findNodeAtLocation)(tree, path.slice(0, length));
        if (!node)
            continue;
        const property = node.parent?.type === 'property' ? node.parent : undefined;
        return (part === 'key' || length < path.length) && property ? property.offset : node.offset;
    }
    return tree.offset;
}
function positionOf(text, offset) {
    const before = text.slice(0, offset);
    const line = before.split('\n').length;
    return { line, column: offset - before.lastIndexOf('\n') };
}


/***/ })

};
