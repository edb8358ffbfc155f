import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { CheckedClient, mintDataset } from '../black-box/test-job.ts';
import { readBlocks } from '../documentation/markdown.ts';
import { InstalledPackage } from './installed-package.ts';

/** What the programs of the pages print, by page and section. */
const CLIENT_PROGRAMS: Readonly<Record<string, Readonly<Record<string, RegExp>>>> = {
  'README.md': { Client: /^10378\.1\/\d+ DATASET$/m },
  'packages/client/README.md': { 'Provena client': /^10378\.1\/\d+ DATASET$/m },
  'docs/client.md': {
    Connect: /^modeller has \d+ roles$/m,
    'Datasets and files': /^10378\.1\/\d+: 1 uploaded\n2024\.csv 17$/m,
    'Change items': /^https:\/\/ror\.org\/05dxps055$/m,
    Lists: /^10378\.1\/\d+ ORGANISATION$/m,
    'Model runs and jobs': /^Tide model, baseline succeeded 10378\.1\/\d+$/m,
    Errors: /not found: There is no item with the id 10378\.1\/0\./,
    Retries: /^10378\.1\/\d+$/m,
    'Validate documents': /^dataset_info\.name must not be empty/m,
  },
  'docs/guides/share-lineage.md': { 'Export from a program': /^0 items cannot be read$/m },
};
/** The same for programs that start a sandbox. */
const SANDBOX_PROGRAMS = {
  'packages/sandbox/README.md': { 'Provena sandbox': /^http:\/\/127\.0\.0\.1:\d+\n$/ },
  'docs/sandbox.md': { 'In a test': /^$/ },
};

suite('programs of the documentation, run with the packages', () => {
  let sandbox: Sandbox;
  let dataset = '';
  const packages: InstalledPackage[] = [];
  before(async () => {
    const client = await InstalledPackage.create('client');
    const both = await InstalledPackage.create('sandbox');
    packages.push(client, both);
    await both.install(client.tarball);
    sandbox = await startSandbox({ pace: 'instant' });
    dataset = await mintDataset(new CheckedClient(sandbox), sandbox.seed?.organisation ?? '');
  });
  after(async () => {
    await sandbox.close();
    for (const installed of packages) await installed[Symbol.asyncDispose]();
  });

  for (const [number, pages] of [CLIENT_PROGRAMS, SANDBOX_PROGRAMS].entries()) {
    for (const [page, sections] of Object.entries(pages)) {
      const programs = readBlocks(page).filter(({ language }) => language === 'ts');

      for (const { section, text } of programs) {
        test(`${page} (${section})`, async () => {
          const installed = packages[number] ?? assert.fail('the package is not installed');
          const settings = {
            PROVENA_ENDPOINTS: JSON.stringify(sandbox.endpoints),
            PROVENA_OFFLINE_TOKEN: sandbox.users.modeller.offlineToken,
            PROVENA_S3_ENDPOINT: sandbox.s3,
          };
          const lines = Object.entries(settings).map(([name, value]) => `${name}='${value}'\n`);
          await installed.write('settings.env', lines.join(''));
          await installed.write('program.ts', text.replace('10378.1/1700014', dataset));
          const args = ['--env-file=settings.env', 'program.ts'];
          assert.match(
            await installed.run(process.execPath, args),
            sections[section] ?? /^has no expectation$/,
          );
        });
      }

      test(`${page} has the programs that are run`, () => {
        const foundSections = programs.map(({ section }) => section);
        assert.deepEqual(foundSections, Object.keys(sections));
      });
    }
  }
});
