import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { createTemporaryFolder } from '../../../../../sandbox/testing/temporary-folder.ts';
import { assertApiUrl, readEvent } from './github-environment.ts';

suite('readEvent', () => {
  const folder = createTemporaryFolder();
  const path = join(folder, 'event.json');

  const none = { pullRequest: undefined, headRepository: undefined };
  for (const [event, expected] of [
    [
      '{"pull_request":{"number":7,"head":{"sha":"abc","repo":{"full_name":"eve/models"}}}}',
      { pullRequest: { number: 7, headSha: 'abc' }, headRepository: 'eve/models' },
    ],
    [
      '{"pull_request":{"number":7,"head":{"sha":"abc","repo":null}}}',
      { pullRequest: { number: 7, headSha: 'abc' }, headRepository: undefined },
    ],
    [
      '{"pull_request":{"number":7}}',
      { pullRequest: { number: 7, headSha: undefined }, headRepository: undefined },
    ],
    [
      '{"workflow_run":{"head_repository":{"full_name":"eve/models"}}}',
      { pullRequest: undefined, headRepository: 'eve/models' },
    ],
    [
      '{"issue":{"number":7,"pull_request":{"url":"https://api.example/pulls/7"}},"comment":{"id":1}}',
      { pullRequest: { number: 7, headSha: undefined }, headRepository: undefined },
    ],
    ['{"issue":{"number":8},"comment":{"id":1}}', none],
    ['{"ref":"refs/heads/main"}', none],
    ['{"pull_request":null}', none],
    ['null', none],
  ] as const) {
    test(`readEvent returns ${JSON.stringify(expected)} for the event ${event}`, async () => {
      writeFileSync(path, event);
      assert.deepEqual(await readEvent(path), expected);
    });
  }

  test('readEvent names the file and the variable when the file cannot be read', async () => {
    writeFileSync(path, '{"pull_request":{"num');
    mkdirSync(join(folder, 'folder'));
    for (const [name, reason] of [
      ['event.json', 'it is not JSON'],
      ['folder', 'it is a folder'],
      ['missing', 'it, or a parent folder, does not exist'],
    ] as const)
      await assert.rejects(readEvent(join(folder, name)), {
        message: `the event file ${join(folder, name)} (GITHUB_EVENT_PATH) cannot be read: ${reason}`,
      });
    await assert.rejects(readEvent(''), /GITHUB_EVENT_PATH.*is not set/);
  });
});

suite('assertApiUrl', () => {
  for (const url of [undefined, 'https://api.github.com', 'http://127.0.0.1:3000/api/v3'])
    test(`assertApiUrl accepts ${url}`, () => assertApiUrl(url));
  for (const url of ['', 'api.github.com', 'ghe.example:8443/api/v3', 'https://', 'ftp://ghe.example'])
    test(`assertApiUrl names the variable when its value is "${url}"`, () =>
      assert.throws(() => assertApiUrl(url), {
        message: `the variable GITHUB_API_URL is not an http or https URL: "${url}"`,
      }));
});
