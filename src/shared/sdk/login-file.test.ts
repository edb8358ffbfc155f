import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createTemporaryFolder } from '../../../sandbox/testing/temporary-folder.ts';
import { loginFile } from './login-file.ts';

function place(t: TestContext): string {
  return join(createTemporaryFolder(t), 'deep', 'logins.json');
}

test('login file returns a login only for its realm and client', async (t) => {
  const file = place(t);
  const store = loginFile({ realm: 'https://a/realms/r', file });
  assert.equal(await store.load(), undefined);
  await store.save('one');
  await loginFile({ realm: 'https://b/realms/r', file }).save('two');
  await loginFile({ realm: 'https://a/realms/r', clientId: 'other', file }).save('three');
  assert.equal(await store.load(), 'one');
  await store.clear();
  assert.equal(await store.load(), undefined);
  assert.equal(await loginFile({ realm: 'https://b/realms/r', file }).load(), 'two');
});

test('login file can be read only by its owner, whatever its mode was before', {
  skip: process.platform === 'win32',
}, async (t) => {
  const file = place(t);
  const store = loginFile({ realm: 'r', file });
  await store.save('one');
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(statSync(join(file, '..')).mode & 0o777, 0o700);
  assert.deepEqual(readdirSync(join(file, '..')), ['logins.json']);
});

test('login file with another content is an error and stays unchanged', async (t) => {
  const file = join(place(t), '../..', 'other.json');
  for (const text of ['"text"', '{"r client": "to']) {
    writeFileSync(file, text);
    await assert.rejects(
      loginFile({ realm: 'r', file }).save('one'),
      /other\.json is not a login file\. Delete it\./,
    );
    assert.equal(readFileSync(file, 'utf8'), text);
  }
});
