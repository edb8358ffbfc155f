import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import ncc from '@vercel/ncc';
import { createTemporaryFolder } from '../../sandbox/testing/temporary-folder.ts';
import { compileEagerly } from './compile-eagerly.ts';
import { mergeChunks } from './merge-chunks.ts';
import { moveModules } from './move-modules.ts';

const EAGER = '/* webpackMode: "eager" */';

/** An entry of two programs: `action` loads `run-action.js` before its inputs, and `sandbox` never loads it. */
const SOURCES: Readonly<Record<string, string>> = {
  'entry.js': `const entries = {
  'action': () => import('./action.js'),
  'sandbox': () => import('./sandbox.js'),
};
export const start = (entry) => entries[entry]();
export const included = () => [import(${EAGER} './start.js'), import(${EAGER} './inputs.js')];
`,
  'start.js': `export async function start(loadInputs) {
  const { run } = await import('./run-action.js');
  run((await loadInputs()).inputs);
}`,
  'action.js': `import { start } from './start.js';
start(() => import(${EAGER} './action-inputs.js'));`,
  'action-inputs.js': "import { field } from './inputs.js'; export const inputs = field('of the action');",
  'inputs.js':
    "import { quote } from './quote.js'; import { shared } from './shared.js'; export const field = (text) => quote('input ' + text + ' ' + shared());",
  'quote.js': 'export const quote = (text) => JSON.stringify(text);',
  'shared.js': "export const shared = () => 'and the sandbox';",
  'run-action.js': 'export const run = (text) => console.log(text);',
  'sandbox.js': "import { shared } from './shared.js'; console.log('sandbox: ' + shared());",
};

suite('moveModules', async () => {
  const folder = createTemporaryFolder();
  const built = join(folder, 'built');
  mkdirSync(built);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(built, 'package.json'), '{ "type": "commonjs" }');
  for (const [name, source] of Object.entries(SOURCES)) writeFileSync(join(folder, name), source);
  const options = { cache: false, quiet: true, target: 'es2024', esm: false } as const;
  const { code, assets, stats } = await ncc(join(folder, 'entry.js'), options);
  const files = new Map<string, string | Buffer>([['index.js', code]]);
  for (const [name, { source }] of Object.entries(assets)) files.set(name, source);
  const chunk = mergeChunks(files, stats, './run-action.js');
  const before = String(files.get('index.js'));
  moveModules(files, stats, { first: [join(folder, 'start.js')], programs: ['sandbox'], to: chunk });
  for (const [name, content] of files) writeFileSync(join(built, name), content);
  const entry = String(files.get('index.js'));
  const runProgram = (name: string) =>
    execFileSync(
      process.execPath,
      ['-e', `require(${JSON.stringify(join(built, 'index.js'))}).start('${name}')`],
      { encoding: 'utf8' },
    );

  test('the entry has only what its programs need before the chunk is loaded', () => {
    assert.match(before, /const quote = /);
    assert.doesNotMatch(entry, /const (quote|field) = /);
    assert.match(String(files.get(chunk)), /const quote = .*const field = |const field = .*const quote = /s);
    assert.match(entry, /const shared = /);
  });

  test('all programs of the entry run', () => {
    assert.equal(runProgram('action'), '"input of the action and the sandbox"\n');
    assert.equal(runProgram('sandbox'), 'sandbox: and the sandbox\n');
  });

  test('moveModules throws when a source file is not in the bundle', () => {
    assert.throws(
      () => moveModules(files, stats, { first: ['/missing.js'], programs: [], to: chunk }),
      /\/missing\.js is not in the bundle/,
    );
  });
});

test('compileEagerly puts the functions of modules in parentheses, except those of Node.js', () => {
  assert.equal(
    compileEagerly(
      'exports.modules={1:(e,t)=>{t.x=()=>"ü"},2:e=>{e.exports=require("node:fs")},3:function(){}};',
    ),
    'exports.modules={1:((e,t)=>{t.x=()=>"ü"}),2:e=>{e.exports=require("node:fs")},3:(function(){})};',
  );
});

test('compileEagerly throws when a chunk has no modules', () => {
  assert.throws(() => compileEagerly('exports.modules=[];'), /has no modules/);
});
