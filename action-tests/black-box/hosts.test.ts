import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { suite, test } from 'node:test';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { expectSuccess } from './step-assertions.ts';
import { CheckedClient, formatDatasetDocument, useJob } from './test-job.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/**
 * Every host name that the bundle and the sources may contain, with its reason. All others come from inputs
 * and environment.
 */
const ALLOWED_HOSTS: Readonly<Record<string, string>> = {
  'hdl.handle.net': 'the proxy under which every registered handle resolves',
  'www.w3.org': 'names of XML vocabularies (SVG, XML Schema)',
  'schemas.microsoft.com': 'names of XML vocabularies of a document',
  'schemas.openxmlformats.org': 'names of XML vocabularies of a document',
  'purl.org': 'names of XML vocabularies of a document',
  'purl.oclc.org': 'names of XML vocabularies of a document',
  's3.amazonaws.com': 'the name of S3’s own XML vocabulary',
  'answers.microsoft.com': 'a comment in a document that the library writes',
  'signin.aws.amazon.com': 'the console of the store, in a response of the server',
  's3.console.aws.amazon.com': 'the console of the store, in a response of the server',
  's3.': 'the store of a region',
  'auth.': 'a service of the domain that was given',
  'data.': 'a page of the domain that was given',
  'registry.': 'a page of the domain that was given',
  host: 'a word in a message',
  'ror.org': 'an example in a schema',
  'orcid.org': 'an example in a schema',
  'creativecommons.org': 'an example in a schema',
  'doi.org': 'the URL of a DOI in a message',
  'example.org': 'an example in a schema',
  'files.example.org': 'an example in a schema',
  'registry.example.org': 'an example in a comment',
  'docs.provena.io': 'the namespace of Provena’s terms in exported lineage',
  'w3id.org': 'the profiles of RO-Crate in exported lineage',
  'schema.org': 'the vocabulary of people and organisations in exported lineage',
  'proxy.example.org': 'an example in a message about proxy settings',
  'docs.example.org': 'an example in a schema',
  '127.0.0.1': 'this machine',
  localhost: 'this machine',
  'github.com': 'what @actions/github falls back to without GITHUB_SERVER_URL; an example in a schema',
  'api.github.com': 'what @actions/github falls back to without GITHUB_API_URL',
  'uploads.github.com': 'a route of octokit that nothing here calls',
  'git-lfs.github.com': 'the first line of a pointer file of Git LFS',
  'git-annex.branchable.com': 'the source of a fact about the pointer files of git-annex',
  'support.orcid.org': 'the source of a fact about ORCID iDs',
  'ror.readme.io': 'the source of a fact about ROR IDs',
  'dvc.org': 'the source of a fact about the pointer files of DVC',
  'docs.github.com': 'pages that octokit names in its messages',
};

function findHosts(text: string): Set<string> {
  return new Set(
    [...text.matchAll(/https?:\/\/([a-zA-Z0-9][a-zA-Z0-9.-]*)/g)].map(([, host = '']) => host.toLowerCase()),
  );
}

function listFiles(folder: string, pattern: RegExp): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file).replaceAll('\\', '/'))
    .filter((file) => pattern.test(file) && !/\.test\.ts$|\/testing\/|\/parity\//.test(file));
}

suite('no host is built in', () => {
  for (const [title, list] of [
    ['the bundle', listFiles('dist', /\.js$/)],
    ['the sources', [...listFiles('src', /\.ts$/), ...listFiles('actions', /\.(ts|yml)$/)]],
  ] as const) {
    test(`${title} contains only the allowed host names`, () => {
      assert.ok(list.length > 10);
      const unexpectedHosts = list.flatMap((file) =>
        [...findHosts(readFileSync(join(ROOT, file), 'utf8'))]
          .filter((host) => !Object.hasOwn(ALLOWED_HOSTS, host))
          .map((host) => `${file}: ${host}`),
      );
      assert.deepEqual(unexpectedHosts, []);
    });
  }

  test('no source contains github.com except in examples and pointer files', () => {
    const naming = listFiles('src', /\.ts$/).filter((file) =>
      /github\.com/.test(readFileSync(join(ROOT, file), 'utf8')),
    );
    assert.deepEqual(naming.sort(), [
      'src/shared/client/model/kinds/models.ts',
      'src/shared/documents/text/pointer.ts', // recognized in the user's files
    ]);
  });
});

suite('GitHub Enterprise Server', async () => {
  const job = await useJob();

  const own = {
    GITHUB_SERVER_URL: 'https://git.institute.example',
    GITHUB_ACTION_REPOSITORY: 'tools/provena',
    GITHUB_ACTION_REF: 'v1',
  };

  test('records link to the run on the GitHub server of the job', async () => {
    const step = await expectSuccess(
      job.run('mint-dataset', { metadata: formatDatasetDocument(job.seed.organisation) }, own),
    );
    const item = await new CheckedClient(job.sandbox).item(
      'entity/dataset',
      step.outputs['dataset-id'] ?? '',
    );
    const { dataset_info } = assumeType<{
      dataset_info: { user_metadata: Record<string, string> };
    }>(item['collection_format']);
    assert.equal(
      dataset_info.user_metadata['ci_run_url'],
      'https://git.institute.example/reef/models/actions/runs/4711',
    );
  });

  test('error messages link to the documentation on the GitHub server of the job', async () => {
    const step = await job.run('mint-dataset', { metadata: 'associations: 7' }, own);
    assert.match(
      step.lastMessage,
      /Help: https:\/\/git\.institute\.example\/tools\/provena\/blob\/v1\/docs\/troubleshooting\.md#[\w-]+$/,
    );
    assert.doesNotMatch(step.raw + step.summary, /github\.com/);
  });
});
