import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { startSandbox } from '../index.ts';
import { createTemporaryFolder } from '../testing/temporary-folder.ts';
import { Database } from './database.ts';

const INSERT = 'INSERT INTO reviewers VALUES (?)';

function count(database: Database): unknown {
  return database.get('SELECT count(*) AS count FROM reviewers')?.['count'];
}

test('atomically throws the error of a statement after which SQLite itself rolls back, as with a full disk', () => {
  const database = new Database();
  let resets = 0;
  database.onReset(() => resets++);
  const work = () => {
    database.run(INSERT, 'a');
    database.run('INSERT OR ROLLBACK INTO reviewers VALUES (?)', 'a');
  };
  assert.throws(() => database.atomically(work), /UNIQUE constraint failed/);
  assert.deepEqual([resets, count(database)], [1, 0]);
  database.atomically(() => database.run(INSERT, 'b'));
  assert.equal(count(database), 1);
  database.close();
});

test('afterCommit calls the function once the outermost transaction is committed, and never after a rollback', () => {
  const database = new Database();
  const calls: string[] = [];
  const fail = () => {
    database.afterCommit(() => calls.push('rolled back'));
    throw new Error('no');
  };
  assert.throws(() => database.atomically(fail), /^Error: no$/);
  database.atomically(() => {
    database.atomically(() => database.afterCommit(() => calls.push('committed')));
    assert.deepEqual(calls, []);
  });
  database.afterCommit(() => calls.push('without transaction'));
  assert.deepEqual(calls, ['committed', 'without transaction']);
  database.close();
});

test('a start with a damaged database names its folder', async (t) => {
  const dataFolder = createTemporaryFolder(t);
  const sandbox = await startSandbox({ dataFolder, pace: 'instant' });
  await sandbox.close();
  const file = join(dataFolder, 'provena.sqlite');
  const start = async () => (await startSandbox({ dataFolder })).close();
  for (const firstDamagedByte of [8192, 0]) {
    writeFileSync(file, readFileSync(file).fill(0xa5, firstDamagedByte));
    await assert.rejects(start, ({ message }: Error) => message.includes(`${dataFolder} is damaged`));
  }
});
