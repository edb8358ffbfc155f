import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { readPullRequestNumber } from './pull-request-event.ts';

suite('readPullRequestNumber', () => {
  const folder = mkdtempSync(join(tmpdir(), 'event-'));
  after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'event.json');

  for (const [event, number] of [
    ['{"pull_request":{"number":7}}', 7],
    ['{"ref":"refs/heads/main"}', undefined],
    ['{"pull_request":null}', undefined],
    ['null', undefined],
  ] as const) {
    test(`returns ${number} for the event ${event}`, async () => {
      writeFileSync(path, event);
      assert.equal(await readPullRequestNumber(path), number);
    });
  }

  test('names the file and the variable when the file cannot be read', async () => {
    writeFileSync(path, '{"pull_request":{"num');
    mkdirSync(join(folder, 'folder'));
    for (const [name, reason] of [
      ['event.json', 'it is not JSON'],
      ['folder', 'it is a folder'],
      ['missing', 'it, or a parent folder, does not exist'],
    ] as const)
      await assert.rejects(readPullRequestNumber(join(folder, name)), {
        message: `${join(folder, name)}, the file of the event (GITHUB_EVENT_PATH), cannot be read: ${reason}`,
      });
    await assert.rejects(readPullRequestNumber(''), /GITHUB_EVENT_PATH.*is not set/);
  });
});
