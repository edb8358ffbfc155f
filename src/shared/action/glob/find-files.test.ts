import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createTemporaryFolder } from '../../../../sandbox/testing/temporary-folder.ts';
import { type FindFilesOptions, findFiles } from './find-files.ts';
import { findPaths } from './find-paths.ts';
import { formatUnmatched, formatUnmatchedHint } from './unmatched-patterns.ts';

function createWorkspace(context: TestContext, names: readonly string[], name = 'work'): string {
  const base = createTemporaryFolder(context);
  const workspace = join(base, name);
  mkdirSync(workspace);
  for (const file of names) write(workspace, file, 'x');
  return workspace;
}

function write(workspace: string, name: string, content: string): void {
  mkdirSync(dirname(join(workspace, name)), { recursive: true });
  writeFileSync(join(workspace, name), content);
}

async function find(workspace: string, patterns: readonly string[], options: Partial<FindFilesOptions> = {}) {
  const found = await findFiles({
    patterns,
    workspace,
    hidden: false,
    symlinks: 'follow',
    allowPointerFiles: false,
    verb: 'uploaded',
    ...options,
  });
  return { ...found, names: found.files.map(({ name }) => name) };
}

const NAMES = ['data/a.csv', 'data/b.nc', 'data/deep/c.csv', 'data/tmp/private.csv', 'out/d.csv'];

const rows: readonly (readonly [title: string, patterns: readonly string[], names: readonly string[]])[] = [
  ['a folder', ['data'], ['a.csv', 'b.nc', 'deep/c.csv', 'tmp/private.csv']],
  ['a folder with a slash', ['data/'], ['a.csv', 'b.nc', 'deep/c.csv', 'tmp/private.csv']],
  ['a file', ['data/a.csv'], ['a.csv']],
  ['a file with a slash', ['data/a.csv/'], []],
  ['a wildcard', ['data/*.csv'], ['a.csv']],
  [
    'a recursive wildcard',
    ['**/*.csv'],
    ['data/a.csv', 'data/deep/c.csv', 'data/tmp/private.csv', 'out/d.csv'],
  ],
  ['an exclusion', ['data', '!data/tmp'], ['a.csv', 'b.nc', 'deep/c.csv']],
  ['a blank after the exclamation mark', ['data', '!  data/tmp'], ['a.csv', 'b.nc', 'deep/c.csv']],
  [
    'a double negation',
    ['data', '!data/tmp', '!!data/tmp'],
    ['a.csv', 'b.nc', 'deep/c.csv', 'tmp/private.csv'],
  ],
  ['a name that no file can have', ['a\0b', 'x'.repeat(5000)], []],
  ['two folders', ['data/deep', 'out'], ['data/deep/c.csv', 'out/d.csv']],
  ['a range of characters', ['data/[ab].*'], ['a.csv', 'b.nc']],
];

for (const [title, patterns, names] of rows) {
  test(`findFiles finds files by ${title}`, async (t) => {
    assert.deepEqual((await find(createWorkspace(t, NAMES), patterns)).names, names);
  });
}

test('findFiles treats brackets in the path of the workspace as text', async (t) => {
  for (const name of ['run [1]', 'a*b', 'what?']) {
    const workspace = createWorkspace(t, NAMES, name);
    assert.deepEqual((await find(workspace, ['data/*.csv', '!data/tmp'])).names, ['a.csv'], name);
  }
});

test('findFiles expands ~ to the home directory', async (t) => {
  const workspace = createWorkspace(t, NAMES);
  process.env['HOME'] = workspace;
  assert.deepEqual((await find('/nowhere', ['~/data/*.csv'], { symlinks: 'follow-all' })).names, ['a.csv']);
});

test('findFiles reports the lines that match no file', async (t) => {
  const workspace = createWorkspace(t, NAMES);
  mkdirSync(join(workspace, 'empty'));
  const { unmatched } = await find(workspace, ['data', 'figures', '*.png', 'empty', '!never']);
  assert.deepEqual(unmatched, ['figures', '*.png', 'empty']);
});

test('formatUnmatchedHint returns the pattern for a name with special characters', async (t) => {
  const workspace = createWorkspace(t, ['results [v1]/a', 'what?.csv']);
  const options = { workspace, hidden: false };
  assert.deepEqual((await find(workspace, ['results [v1]'])).unmatched, ['results [v1]']);
  assert.match(
    formatUnmatchedHint('results [v1]', options),
    /to match this name, write "results \[\[\]v1\]"\)$/,
  );
  assert.equal(formatUnmatchedHint('none [v1]', options), '');
  write(workspace, 'cafe\u0301.csv', 'x');
  assert.match(formatUnmatchedHint('caf\u00e9.csv', options), /NFC or NFD: rename it/);
  assert.deepEqual((await find(workspace, ['results [[]v1]', 'what[?].csv'])).names, [
    'results [v1]/a',
    'what?.csv',
  ]);
});

for (const [pattern, hint] of [
  ['out/*.{csv,nc}', 'write one pattern on each line'],
  ['a.csv, b.csv', 'write one pattern on each line'],
  ['- out/a.csv', 'write one pattern on each line'],
  ["'out/a.csv'", 'write one pattern on each line'],
  ...(sep === '/' ? [['out\\a.csv', 'separate folders by "/"'] as const] : []),
] as const)
  test(`formatUnmatchedHint explains the syntax of patterns when a line is ${pattern}`, async (t) => {
    const options = { workspace: createWorkspace(t, ['out/a.csv']), hidden: false };
    assert.deepEqual((await find(options.workspace, [pattern])).unmatched, [pattern]);
    assert.ok(formatUnmatchedHint(pattern, options).includes(hint));
  });

test('findFiles counts hidden files and links that it skips', async (t) => {
  const workspace = createWorkspace(t, ['data/.cache/x', 'data/.env', 'data/a']);
  symlinkSync('a', join(workspace, 'data/link'));
  const skipped = await find(workspace, ['data'], { symlinks: 'skip' });
  assert.deepEqual([skipped.names, skipped.hiddenSkipped, skipped.linksSkipped], [['a'], 2, 1]);
  const all = await find(workspace, ['data'], { hidden: true });
  assert.deepEqual(all.names, ['.cache/x', '.env', 'a', 'link']);
});

test('findFiles reports a broken link only when a pattern matches it', async (t) => {
  const workspace = createWorkspace(t, ['data/a.csv']);
  symlinkSync('../.git/annex/objects/KEY', join(workspace, 'data/b.csv'));
  const { problems, names } = await find(workspace, ['data']);
  assert.deepEqual(names, ['a.csv']);
  assert.match(problems[0]?.path ?? '', /b\.csv$/);
  assert.match(problems[0]?.reason ?? '', /broken symbolic link/);
  assert.deepEqual((await find(workspace, ['data', '!data/b.csv'])).problems, []);
  assert.match((await find(workspace, ['data/b.csv'])).problems[0]?.reason ?? '', /broken symbolic link/);
});

test('findFiles lists broken links that may hide files that a pattern matches', async (t) => {
  const workspace = createWorkspace(t, ['data/a.csv']);
  symlinkSync('/no/such/disk', join(workspace, 'data/disk'));
  for (const pattern of ['data/**/*.csv', 'data/*.csv\ndata/disk/*/x', 'data/*\ndata/d*/x']) {
    const { problems, warnings } = await find(workspace, pattern.split('\n'));
    const reported = [...warnings, ...problems.map(({ path }) => relative(workspace, path))];
    assert.match(reported.join('\n'), /^(?:1 broken symbolic link is skipped: )?data\/disk\b/m, pattern);
  }
  for (const patterns of [['data/*.csv'], ['data/**/*.csv', '!data/disk']])
    assert.deepEqual((await find(workspace, patterns)).warnings, []);
});

test('findFiles lists exclusions that exclude nothing although a file has their name', async (t) => {
  const workspace = createWorkspace(t, NAMES);
  const rows: readonly (readonly [lines: string, path?: string, advice?: string])[] = [
    ['data, !tmp', 'data/tmp/private.csv', 'write "!**/tmp"'],
    ['data, ! ./tmp/', 'data/tmp/private.csv', 'write "!**/tmp"'],
    ['data, !data/tmp/private.csv/', 'data/tmp/private.csv', 'write "!**/data/tmp/private.csv"'],
    ['data, !**/private.csv/', 'data/tmp/private.csv', 'write "!**/private.csv"'],
    ['data, !private.csv', 'data/tmp/private.csv', 'write "!**/private.csv"'],
    ['data, !*.nc', 'data/b.nc', 'write "!**/*.nc"'],
    ['data, !tmp/*.csv', 'data/tmp/private.csv', 'write "!**/tmp/*.csv"'],
    ['data, !data/TMP', 'data/tmp/private.csv', 'correct upper-case and lower-case letters'],
    ['data, !**/*.NC', 'data/b.nc', 'correct upper-case and lower-case letters'],
    [`data, !${workspace}/Data/tmp`, 'data/tmp/private.csv', 'correct upper-case and lower-case letters'],
    ['!data/tmp, data', 'data/tmp/private.csv', 'Move the line with ! to the end'],
    ['!**/tmp, data', 'data/tmp/private.csv', 'Move the line with ! to the end'],
    ['!tmp, data'],
    ['data, !data/tmp'],
    ['data, !data/tmp/'],
    ['data, !**/tmp'],
    ['data, !data/*.nc'],
    ['data, !none'],
    ['data, !data/tmp, data/tmp/private.csv'],
    ['data, !data/tmp, data/tmp/p*.txt'],
  ];
  for (const [lines, path, advice] of rows) {
    const patterns = lines.split(', ');
    const { warnings } = await find(workspace, patterns);
    const line = JSON.stringify(patterns.find((pattern) => pattern.startsWith('!')));
    assert.equal(warnings.length, path === undefined ? 0 : 1, lines);
    for (const warning of warnings) {
      assert.ok(warning.startsWith(`The line ${line} excludes nothing: ${path} is uploaded. `), warning);
      assert.ok(warning.endsWith(`${advice}.`), warning);
    }
  }
});

test('findFiles lists exclusions that can match no file because of their syntax or their folder', async (t) => {
  const workspace = createWorkspace(t, NAMES);
  const elsewhere = createWorkspace(t, NAMES);
  const countWarnings = async (...patterns: string[]) => (await find(workspace, patterns)).warnings.length;
  for (const line of [
    '!data/*.{csv,txt}',
    '!"data/tmp"',
    '!data\\tmp',
    '!$GITHUB_WORKSPACE/data/tmp',
    '!data/tmp # private',
    '!/data/tmp',
    `!${elsewhere}/data/tmp`,
    '!~/data/tmp',
  ])
    assert.equal(await countWarnings('data', line), 1, line);
  write(workspace, 'data/a,v', 'x');
  for (const line of ['!data/*,v', '!data/none', `!${workspace}/data/none`, '!/**/none'])
    assert.equal(await countWarnings('data', line), 0, line);
  for (const folder of ['data', 'none'])
    assert.equal(await countWarnings(`${elsewhere}/data`, `!${elsewhere}/${folder}/none`), 0, folder);
});

test('findFiles does not search folders that are excluded', async (t) => {
  const workspace = createWorkspace(t, ['data/a.csv', 'data/keep/b.csv', 'data/tmp/c.csv']);
  symlinkSync('.', join(workspace, 'data/self'));
  symlinkSync('.', join(workspace, 'data/tmp/self'));
  for (const exclusion of ['!data/tmp', '!data/tmp/', '!data/tmp/**', '!**/tmp']) {
    const { problems, names } = await find(workspace, ['data', exclusion, '!data/self']);
    assert.deepEqual(problems, [], exclusion);
    assert.deepEqual(names, ['a.csv', 'keep/b.csv']);
  }
  const included = await find(workspace, ['data', '!data/*', 'data/keep/*.csv', '!data/self']);
  assert.deepEqual(included.names, ['keep/b.csv']);
  const { problems } = await find(workspace, ['data', '!data/self', '!data/*/*.csv']);
  const foundPaths = problems.map(({ path }) => path);
  assert.deepEqual(foundPaths, [join(workspace, 'data/tmp/self')]);
});

test('findFiles reports links that lead outside the workspace unless all links are followed', async (t) => {
  const workspace = createWorkspace(t, ['data/a']);
  write(workspace, '../secret/key', 'x');
  symlinkSync('../../secret', join(workspace, 'data/folder'));
  symlinkSync('../../secret/key', join(workspace, 'data/file'));
  symlinkSync('../secret', join(workspace, 'top'));
  symlinkSync('a', join(workspace, 'data/inside'));
  const { names, problems } = await find(workspace, ['data', 'top']);
  assert.deepEqual(names, ['data/a', 'data/inside']);
  assert.equal(problems.length, 3);
  for (const { reason } of problems) assert.match(reason, /outside the workspace/);
  const all = await find(workspace, ['data', 'top'], { symlinks: 'follow-all' });
  assert.deepEqual(all.names, ['data/a', 'data/file', 'data/folder/key', 'data/inside', 'top/key']);
});

test('findFiles follows links inside a folder outside the workspace', async (t) => {
  const workspace = createWorkspace(t, []);
  write(workspace, '../tree/a', 'x');
  symlinkSync('a', join(workspace, '../tree/link'));
  assert.deepEqual((await find(workspace, [join(workspace, '../tree')])).names, ['a', 'link']);
});

test('findFiles reports pointers of Git LFS, git-annex and DVC unless they are allowed', async (t) => {
  const workspace = createWorkspace(t, []);
  const lfs = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;
  write(workspace, 'data/lfs.nc', lfs);
  write(workspace, 'data/annex.nc', '/annex/objects/SHA256E-s1--0.nc\n');
  write(workspace, 'data/gone.csv.dvc', 'outs:\n- md5: 0\n  path: gone.csv\n');
  write(workspace, 'data/here.csv', '1,2\n');
  write(workspace, 'data/here.csv.dvc', 'outs:\n- md5: 0\n  path: here.csv\n');
  write(workspace, 'data/about-lfs.md', `${'x'.repeat(1100)}\n${lfs}`);
  const { problems } = await find(workspace, ['data']);
  const actual = problems.map(({ path }) => path.slice(workspace.length));
  assert.deepEqual(actual, ['/data/annex.nc', '/data/gone.csv.dvc', '/data/lfs.nc']);
  assert.match(problems.map(({ reason }) => reason).join('\n'), /git annex get.*dvc pull.*lfs: true/s);
  assert.deepEqual((await find(workspace, ['data'], { allowPointerFiles: true })).problems, []);
});

test('findPaths returns the files of all patterns, and paths without wildcards as they are', async (t) => {
  const workspace = createWorkspace(t, NAMES, 'run [1]');
  const findDocuments = (patterns: readonly string[]) => findPaths(patterns, 'file', { workspace, log });
  const relative = (paths: readonly string[]) => paths.map((path) => path.slice(workspace.length + 1));
  assert.deepEqual(relative(await findDocuments(['data/*.csv', 'out/d.csv', '! data/b*'])), [
    'data/a.csv',
    'out/d.csv',
  ]);
  assert.deepEqual(relative(await findDocuments(['none.csv'])), ['none.csv']);
  assert.deepEqual(relative(await findDocuments(['out/d.csv', './out/d.csv'])), ['out/d.csv']);
});

const log = { warning: () => {} };

test('findPaths names each pattern that matches no file', async (t) => {
  const workspace = createWorkspace(t, NAMES);
  const rejection = (patterns: readonly string[]) =>
    findPaths(patterns, 'item-file', { workspace, log }).then(
      () => assert.fail('nothing was rejected'),
      (error: Error) => error.message,
    );
  assert.match(
    await rejection(['data/*.csv', 'none.csv', '*.png']),
    /item-file: no file matches "none\.csv", "\*\.png"\..* Check the path, and that actions\/checkout, or the step or command that writes the files, has run$/,
  );
  assert.match(await rejection(['!data/*.csv']), /no file matches "!data\/\*\.csv"/);
});

test('formatUnmatched names the first of many lines, and shortens a line of a megabyte', () => {
  const options = { workspace: '/w', hidden: false };
  const lines = Array.from({ length: 9000 }, (_, i) => `part-${i}.csv`);
  const message = formatUnmatched(lines, options);
  assert.match(message, /^no file matches "part-0\.csv", .*"part-9\.csv", and 8990 more\. Paths are/);
  const list = formatUnmatched([JSON.stringify(Array(90_000).fill('part.csv'))], options);
  assert.match(list, /part\.csv.*… \(spaces, commas, .* write one pattern on each line\)/);
  assert.ok(list.length < 1000, `the message has ${list.length} characters`);
});

for (const line of [
  'data/a.csv, data/b.nc',
  'data/a.csv;data/b.nc',
  'data/a.csv data/b.nc',
  '- data/a.csv',
  '["data/a.csv"]',
  'data/{a,b}.csv',
  ...(sep === '/' ? ['data\\a.csv'] : []),
])
  test(`findPaths explains the syntax of lines when a line is ${line}`, async (t) => {
    const workspace = createWorkspace(t, [...NAMES, 'a.csv, copy.csv']);
    await assert.rejects(
      findPaths([line], 'item-file', { workspace, log }),
      /input item-file: no file matches .* \((?:.* write one pattern on each line|separate folders by "\/")\)\./,
    );
    assert.equal((await findPaths(['a.csv, copy.csv'], 'item-file', { workspace, log })).length, 1);
  });

test('findPaths returns broken links that match, and warns about others that may lead to a folder', async (t) => {
  const workspace = createWorkspace(t, NAMES);
  symlinkSync('gone.csv', join(workspace, 'data/link.csv'));
  symlinkSync('/no/such/disk', join(workspace, 'data/deep/disk'));
  symlinkSync('.', join(workspace, 'data/self'));
  const warnings: string[] = [];
  const options = { workspace, log: { warning: (text: string) => void warnings.push(text) } };
  const names = async (...patterns: string[]) =>
    (await findPaths(patterns, 'path', options)).map((path) => path.slice(workspace.length + 1));
  assert.deepEqual(await names('data/*.csv'), ['data/a.csv', 'data/link.csv']);
  assert.deepEqual(await names('data/l*.csv'), ['data/link.csv']);
  assert.deepEqual(await names('**/*.nc', '!data/deep/disk', '!data/link.csv'), ['data/b.nc']);
  assert.deepEqual(warnings, []);
  assert.deepEqual(await names('**/*.nc'), ['data/b.nc']);
  assert.match(warnings.join(), /^input path: 2 broken symbolic links are skipped, such as /);
});

test('findPaths rejects a pattern that matches only a link to a parent folder', async (t) => {
  const workspace = createWorkspace(t, NAMES);
  symlinkSync('.', join(workspace, 'data/self'));
  await assert.rejects(findPaths(['data/s*'], 'path', { workspace, log }), /no file matches "data\/s\*"/);
});

test('findPaths warns about exclusions that exclude nothing', async (t) => {
  const workspace = createWorkspace(t, NAMES);
  const warnings: string[] = [];
  const options = { workspace, log: { warning: (text: string) => void warnings.push(text) } };
  await findPaths(['data', '!tmp', '!data/*.{csv,txt}'], 'item-file', options);
  assert.equal(warnings.length, 2);
  assert.match(warnings[0] ?? '', /^input item-file: The line "!tmp" .*data\/tmp\/private\.csv is read/);
  assert.match(warnings[1] ?? '', /^input item-file: The line "!data\/\*\.\{csv,txt\}" .*braces/);
});

test('findFiles names each Git folder to which files belong, unless it is excluded', async (t) => {
  const workspace = createWorkspace(t, ['.git/config', '.git/hooks/a', 'sub/.git', '.gitignore', 'a.csv']);
  assert.deepEqual((await find(workspace, ['.'], { hidden: true })).gitFolders, ['.git', 'sub/.git']);
  assert.deepEqual((await find(workspace, ['.git/config', '.git/hooks/*'])).gitFolders, ['.git']);
  assert.deepEqual((await find(workspace, ['.', '!**/.git'], { hidden: true })).gitFolders, []);
  assert.deepEqual((await find(workspace, ['.'])).gitFolders, []);
});
