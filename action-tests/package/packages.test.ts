import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { startSandbox } from '../../sandbox/index.ts';
import { readFirstLine } from '../../sandbox/testing/wait-until.ts';
import { CheckedClient, mintDataset } from '../black-box/test-job.ts';
import { InstalledPackage } from './installed-package.ts';

const ROOT = resolve(import.meta.dirname, '../..');
/** Versions of TypeScript and `@types/node` that programs are compiled with. */
const COMPILERS = [
  ['5.9.3', '24'],
  ['7.0.2', '26'],
] as const;

/**
 * A program that prints what has no description in the declarations: the methods of an exported type, and the fields of
 * what they create and of other types, at any depth.
 */
const LIST_UNDOCUMENTED = `
import ts from 'typescript';
const [name, type, ...documents] = process.argv.slice(2);
const file = 'node_modules/' + name + '/lib/sdk.d.ts';
const program = ts.createProgram([file], {
  module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2024, strict: true, types: ['node'],
  lib: ['lib.es2024.d.ts', 'lib.esnext.disposable.d.ts'],
});
const checker = program.getTypeChecker();
const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)));
const getDeclaredType = (type) =>
  checker.getDeclaredTypeOfSymbol(checker.getAliasedSymbol(exported.find(({ name }) => name === type)));
const isUndocumented = (property) => property.getDocumentationComment(checker).length === 0;
const undocumented = [];
let methods = 0;
const visit = (type, path) => {
  for (const property of type.getProperties().filter(({ name }) => !name.startsWith('__'))) {
    const at = [...path, property.name];
    const value = checker.getTypeOfSymbol(property);
    if (value.getCallSignatures().length === 0) { visit(value, at); continue; }
    methods += 1;
    if (isUndocumented(property)) undocumented.push(at.join('.'));
    const [info] = value.getCallSignatures()[0].parameters;
    if (property.name === 'create') visitFields(checker.getTypeOfSymbol(info), at);
  }
};
const visitFields = (type, path) => {
  const object = checker.getNonNullableType(checker.isArrayType(type) ? checker.getTypeArguments(type)[0] : type);
  if (object !== type) return visitFields(object, path);
  for (const property of object.flags & ts.TypeFlags.Object ? object.getProperties() : []) {
    const at = [...path, property.name];
    if (isUndocumented(property)) undocumented.push(at.join('.'));
    visitFields(checker.getTypeOfSymbol(property), at);
  }
};
for (const document of documents) visitFields(getDeclaredType(document), [document]);
for (const property of getDeclaredType(type).getProperties()) {
  if (property.name === 'endpoints' || property.name.startsWith('__')) continue;
  const value = checker.getTypeOfSymbol(property);
  if (value.getCallSignatures().length === 0) visit(value, [property.name]);
}
console.log(JSON.stringify({ methods, undocumented }));
`;

suite('the client package', () => {
  let client: InstalledPackage;
  before(async () => {
    client = await InstalledPackage.create('client');
  });
  after(() => client[Symbol.asyncDispose]());

  test('the client package declares exactly the packages that it imports, in the versions of this repository', async () => {
    await assertDependencies('client', client);
  });

  for (const [file, importStatement] of [
    ['program.js', "import { connect, offlineToken } from '@provena-actions/client';"],
    ['program.cjs', "const { connect, offlineToken } = require('@provena-actions/client');"],
  ] as const) {
    test(`the client package runs in the program ${file}, even in the oldest Node.js that it allows`, async () => {
      await using sandbox = await startSandbox({ pace: 'instant' });
      await client.write(
        file,
        `${importStatement}
         const [endpoints, token, store] = process.argv.slice(2);
         const provena = connect({
           endpoints: JSON.parse(endpoints), credentials: offlineToken(token), store: { endpoint: store },
         });
         async function run() {
           const { display_name } = await provena.link.getLinkedPerson();
           const [{ id } = {}] = await provena.datastore.listAllDatasets({});
           const result = await provena.datastore.io.upload(id, '${file}');
           const { length } = await provena.datastore.io.list(id);
           console.log([display_name, result.counts.uploaded, length].join(' '));
           await provena.close();
         }
         run();`,
      );
      const { endpoints, users, s3, seed } = sandbox;
      await mintDataset(new CheckedClient(sandbox), seed?.organisation ?? '');
      const args = [file, JSON.stringify(endpoints), users.modeller.offlineToken, s3];
      assert.equal(await client.run(process.execPath, args), 'Mo Deller 1 2\n');
      assert.equal(await client.run(await client.installOldestNode(), args), 'Mo Deller 0 2\n');
    });
  }

  test('the client package leaves out of a bundle what the program does not use', async () => {
    await client.install('esbuild@0.28.2');
    await client.write(
      'small.js',
      `import { resolveEndpoints } from '@provena-actions/client';
       console.log(resolveEndpoints({ domain: 'dev.example.org', realm: 'example' }).search);`,
    );
    const options = ['--bundle', '--platform=node', '--format=esm', '--minify', '--outfile=bundle.js'];
    await client.run('node_modules/.bin/esbuild', ['small.js', ...options]);
    assert.equal(await client.run(process.execPath, ['bundle.js']), 'https://search.dev.example.org\n');
    const { size } = await stat(join(client.folder, 'bundle.js'));
    assert.ok(size < 20_000, `the bundle has ${size} bytes`);
  });

  test('the client package documents every method and every field of documents in its declarations', async () => {
    // The last version whose package has an API.
    await client.install('typescript@5.9.3', '@types/node@24');
    await client.write('undocumented.js', LIST_UNDOCUMENTED);
    const types = ['Sdk', 'CollectionFormat', 'ModelRunRecord'];
    const args = ['undocumented.js', '@provena-actions/client', ...types];
    const output = await client.run(process.execPath, args);
    const { methods, undocumented } = JSON.parse(output);
    assert.ok(methods > 300, `found only ${methods} methods`);
    assert.deepEqual(undocumented, []);
  });

  for (const [version, types] of COMPILERS) {
    test(`the client package type-checks with TypeScript ${version}, the types of Node.js ${types} and the tsconfig.json of its README`, async () => {
      await client.install(`typescript@${version}`, `@types/node@${types}`);
      await client.write('tsconfig.json', await documentedTsconfig());
      await client.write(
        'typed.ts',
        `import { awaitJobs, connect, type Datastore, editableItem, jobReader, type Provena, type TransferResult, type User } from '@provena-actions/client';
         const provena = connect({ domain: 'dev.example.org', realm: 'example' });
         export const url: Promise<string> = provena.registry.model.fetch('10378.1/1').then(({ item }) => item.source_url);
         // @ts-expect-error: organisations have no versions
         provena.registry.organisation.version;
         // @ts-expect-error: a misspelt field
         provena.search.searchRegistry('tide').then((found) => found.reslts);
         // @ts-expect-error: a misspelt method of the session that another one returns
         provena.datastore.interactiveDataset('10378.1/1').version('Revise').then(({ dataset }) => dataset.uplaod);
         export type Client = Provena;
         export const checkAccess = (datastore: Datastore): Promise<User> => datastore.checkAccess('read');
         export const list = (page_size?: number, signal?: AbortSignal) =>
           provena.registry.general.list({ page_size, filter_by: undefined }, { signal });
         const { changeRequestState } = provena.auth.admin;
         export const decide = (change: Parameters<typeof changeRequestState>[0], sendEmailAlert?: boolean) =>
           changeRequestState(change, { sendEmailAlert });
         export const rename = async (id: string, display_name: string) => {
           const { item } = await provena.registry.datasetTemplate.fetch(id);
           await provena.registry.datasetTemplate.update(id, { ...editableItem(item), display_name }, 'Rename');
         };
         export const submit = async (table: string) => {
           const { new_records } = await provena.prov.convertModelRuns(table);
           const { session_id } = await provena.prov.registerBatchModelRuns(new_records);
           const { jobs } = await awaitJobs({ jobs: jobReader(provena), sessions: [session_id], follow: true });
           return jobs.map(({ result }): string | undefined => result?.record?.id);
         };
         export const getName = async (id: string): Promise<string | undefined> => {
           const found = await provena.registry.organisation.fetchOrSeed(id);
           return found.item_is_seed ? undefined : found.item.name;
         };
         export const countFailed = (result: TransferResult): number => result.counts.failed;
         export const fetchOrganisation = (id: string) => provena.registry.organisation.fetch(id);`,
      );
      for (const flags of [[], ['--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess']])
        await client.run('node_modules/.bin/tsc', ['--declaration', '--outDir', 'out', '-p', '.', ...flags]);
      // Editors, too, show the names of types in place of all their fields.
      const declarations = await readFile(join(client.folder, 'out/typed.d.ts'), 'utf8');
      const shortened = declarations.replaceAll('import("@provena-actions/client").', '');
      assert.match(shortened, /list: .*Promise<GeneralPage>/);
      assert.match(shortened, /fetchOrganisation: .*Promise<FetchResult<Item<OrganisationInfo>>>/);
    });
  }
});

suite('the sandbox package', () => {
  let sandbox: InstalledPackage;
  before(async () => {
    sandbox = await InstalledPackage.create('sandbox');
  });
  after(() => sandbox[Symbol.asyncDispose]());

  test('the sandbox package declares exactly the packages that it imports, in the versions of this repository', async () => {
    await assertDependencies('sandbox', sandbox);
  });

  test('the sandbox package runs in a program, even in the oldest Node.js that it allows', async () => {
    await sandbox.write(
      'program.js',
      `import { startSandbox } from '@provena-actions/sandbox';
       const sandbox = await startSandbox();
       console.log(String((await fetch(sandbox.web)).status));
       await sandbox.close();`,
    );
    for (const node of [process.execPath, await sandbox.installOldestNode()])
      assert.equal(await sandbox.run(node, ['program.js']), '200\n');
  });

  for (const [version, types] of COMPILERS) {
    test(`the sandbox package type-checks with TypeScript ${version}, the types of Node.js ${types} and the tsconfig.json of the client's README`, async () => {
      await sandbox.install(`typescript@${version}`, `@types/node@${types}`);
      await sandbox.write('tsconfig.json', await documentedTsconfig());
      await sandbox.write(
        'typed.ts',
        `import { type Sandbox, startSandbox } from '@provena-actions/sandbox';
         export const sandbox: Sandbox = await startSandbox({ pace: 'instant' });
         // @ts-expect-error: not a pace
         await startSandbox({ pace: 'slowest' });`,
      );
      await sandbox.run('node_modules/.bin/tsc', ['--noEmit', '-p', '.']);
    });
  }

  test('the sandbox package starts from its tarball by npx', async () => {
    const args = ['--yes', '--prefer-offline', `--package=${sandbox.tarball}`, 'provena-sandbox', '--json'];
    const child = spawn('npx', args, {
      cwd: sandbox.folder,
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    const line = await readFirstLine(child);
    // npx does not pass signals on; the negative id is its process group.
    process.kill(-(child.pid ?? 0), 'SIGTERM');
    await once(child, 'close');
    assert.match(JSON.parse(line).endpoints.registry, /^http:\/\/127\.0\.0\.1:\d+$/);
  });
});

/** The `tsconfig.json` in the README of the client package. */
async function documentedTsconfig(): Promise<string> {
  const page = await readFile(resolve(ROOT, 'packages/client/README.md'), 'utf8');
  return /^```jsonc\n(.*?)^```$/ms.exec(page)?.[1] ?? assert.fail('the README has no tsconfig.json');
}

async function assertDependencies(name: string, installed: InstalledPackage): Promise<void> {
  const { dependencies } = JSON.parse(await readFile(resolve(ROOT, `packages/${name}/package.json`), 'utf8'));
  assert.deepEqual(Object.keys(dependencies).sort(), await installed.listImports(`@provena-actions/${name}`));
  const { dependencies: versions } = JSON.parse(await readFile(resolve(ROOT, 'package.json'), 'utf8'));
  for (const [dependency, version] of Object.entries(dependencies))
    assert.equal(version, versions[dependency]);
}
