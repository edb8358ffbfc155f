import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, suite, test } from 'node:test';

const ROOT = resolve(import.meta.dirname, '../..');

suite('the package, as npm packs it, in another folder', () => {
  let folder = '';
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'package-'));
    const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], {
      cwd: ROOT,
      encoding: 'utf8',
    });
    const [{ filename = '' } = {}] = JSON.parse(packed.slice(packed.indexOf('[\n'))) as {
      filename?: string;
    }[];
    const home = join(folder, 'node_modules/provena-actions');
    await mkdir(home, { recursive: true });
    execFileSync('tar', ['-xzf', join(folder, filename), '-C', home, '--strip-components=1']);
    // The dependencies are those of the project; what is tried here is what the package itself holds.
    symlinkSync(join(ROOT, 'node_modules'), join(home, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('gives a program the client and a local Provena to use it with', () => {
    writeFileSync(
      join(folder, 'program.mjs'),
      `import { connect, offlineToken } from 'provena-actions';
       import { startSandbox } from 'provena-actions/sandbox';
       const sandbox = await startSandbox();
       const provena = connect({ endpoints: sandbox.endpoints, credentials: offlineToken(sandbox.users.modeller.offlineToken) });
       const person = await provena.link.getLinkedPerson();
       console.log(person.display_name);
       await provena.close();
       await sandbox.close();`,
    );
    assert.equal(
      execFileSync(process.execPath, ['program.mjs'], { cwd: folder, encoding: 'utf8' }),
      'Mo Deller\n',
    );
  });

  test('has types that a strict program compiles against', () => {
    writeFileSync(
      join(folder, 'typed.ts'),
      `import { connect, type Provena } from 'provena-actions';
       const provena = connect({ domain: 'dev.example.org', realm: 'example' });
       export const name: Promise<string> = provena.registry.model.fetch('10378.1/1').then(({ item }) => item.source_url);
       // @ts-expect-error: the server gives organisations no versions
       provena.registry.organisation.version;
       export type Client = Provena;`,
    );
    const compiler = join(ROOT, 'node_modules/.bin/tsc');
    const options = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2024',
      '--skipLibCheck',
      '--types',
      'node',
    ];
    execFileSync(compiler, [...options, '--typeRoots', join(ROOT, 'node_modules/@types'), 'typed.ts'], {
      cwd: folder,
      stdio: 'inherit',
    });
  });

  test('starts a sandbox from the command line', async () => {
    const child = spawn(process.execPath, ['node_modules/provena-actions/lib/sandbox/main.js', '--json'], {
      cwd: folder,
    });
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    child.kill('SIGTERM');
    await once(child, 'close');
    assert.match(
      (JSON.parse(line) as { endpoints: { registry: string } }).endpoints.registry,
      /^http:\/\/127\.0\.0\.1:\d+$/,
    );
  });
});
