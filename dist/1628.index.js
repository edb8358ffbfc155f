export const id = 1628;
export const ids = [1628];
export const modules = {

/***/ 1628:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  keepComment: () => (/* binding */ keepComment)
});

// EXTERNAL MODULE: ./node_modules/@actions/github/lib/github.js + 22 modules
var github = __webpack_require__(2413);
// EXTERNAL MODULE: ./.build/src/shared/action/markdown.js
var action_markdown = __webpack_require__(1579);
;// CONCATENATED MODULE: ./.build/src/shared/action/comment-body.js

const MAX_CHARACTERS = 65_536;
function markerOf(workflow) {
    return `<!-- provena-actions ${encodeURIComponent(workflow).replaceAll('-', '%2D')} -->`;
}
const BLOCK = /<!-- run (\S+) -->|<!-- begin (\S+) -->\n### (.*)\n\n([\s\S]*?)\n<!-- end \2 -->/g;
function readBody(body) {
    let run = '';
    const sections = [];
    for (const [, id, key, title = '', markdown = ''] of body.matchAll(BLOCK)) {
        if (id !== undefined)
            run = id;
        else if (key !== undefined)
            sections.push({ key: decodeURIComponent(key), title, markdown });
    }
    return { run, sections };
}
function withSection({ run, sections }, ofRun, section) {
    const kept = run === ofRun ? sections.filter(({ key }) => key !== section.key) : [];
    return {
        run: ofRun,
        sections: [...kept, section].sort((a, b) => a.key.localeCompare(b.key, 'en', { numeric: true })),
    };
}
function writeBody(marker, workflow, { run, sections }) {
    let text = `${marker}\n<!-- run ${run} -->\n## ${(0,action_markdown/* literal */.eu)(workflow)}\n`;
    const left = [];
    for (const { key, title, markdown } of sections) {
        const name = encodeURIComponent(key).replaceAll('-', '%2D');
        const block = `\n<!-- begin ${name} -->\n### ${title}\n\n${markdown}\n<!-- end ${name} -->\n`;
        if (text.length + block.length > MAX_CHARACTERS - 1000)
            left.push((0,action_markdown/* literal */.eu)(key));
        else
            text += block;
    }
    return left.length === 0
        ? text
        : `${text}\nNot shown, for lack of room: ${left.slice(0, 20).join(', ')}.\n`;
}

;// CONCATENATED MODULE: ./.build/src/shared/action/comment.js


const ATTEMPTS = 4;
async function keepComment({ token, leg, title, markdown, log }) {
    const number = github/* context */._.payload.pull_request?.number;
    if (number === undefined)
        return log.info('This event is of no pull request: there is nothing to comment on.');
    if (!token)
        return log.warning('No comment: input github-token is empty.');
    const comments = commentsOf(token, number);
    const section = {
        key: [github/* context */._.job, github/* context */._.action, leg].filter(Boolean).join('/'),
        title,
        markdown,
    };
    try {
        for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
            const found = await comments.find();
            const body = withSection(found?.body ?? { run: runId(), sections: [] }, runId(), section);
            const id = await comments.write(found?.id, body);
            const kept = (await comments.read(id))?.sections.some(({ key, markdown: text }) => key === section.key && text === markdown);
            if (kept)
                return;
        }
        log.warning('The comment on the pull request was overwritten by another job each time; it lacks this step.');
    }
    catch (error) {
        const status = error.status;
        if (status !== 403 && status !== 404)
            throw error;
        log.warning(`No comment: the token may not write to pull request ${number} (${status}). Give the job \`permissions: { pull-requests: write }\`; runs of forks get a read-only token.`);
    }
}
function runId() {
    return `${github/* context */._.runId}/${process.env['GITHUB_RUN_ATTEMPT'] ?? '1'}`;
}
function commentsOf(token, number) {
    const octokit = (0,github/* getOctokit */.Q)(token, { baseUrl: github/* context */._.apiUrl });
    const { issues } = octokit.rest;
    const marker = markerOf(github/* context */._.workflow);
    const place = { ...github/* context */._.repo, issue_number: number };
    return {
        async find() {
            const all = await octokit.paginate(issues.listComments, { ...place, per_page: 100 });
            const own = all.find(({ body }) => body?.startsWith(marker));
            return own && { id: own.id, body: readBody(own.body ?? '') };
        },
        async read(id) {
            const { data } = await issues.getComment({ ...github/* context */._.repo, comment_id: id });
            return readBody(data.body ?? '');
        },
        async write(id, content) {
            const body = writeBody(marker, github/* context */._.workflow, content);
            const { data } = id === undefined
                ? await issues.createComment({ ...place, body })
                : await issues.updateComment({ ...github/* context */._.repo, comment_id: id, body });
            return data.id;
        },
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
