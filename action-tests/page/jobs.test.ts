import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRunRecord, mintDataset, registerRun, waitForJob } from '../../sandbox/testing/records.ts';
import { ApiClient, startTestSandbox } from '../../sandbox/testing/sandbox-support.ts';
import { findViolations } from './accessibility.ts';
import { DESKTOP, launchTestBrowser, PageSession, PHONE } from './page-session.ts';
import { createFailedJobs } from './sample-contents.ts';

const sandbox = await startTestSandbox({ pace: 'instant' });
const modeller = new ApiClient(sandbox, 'modeller');
const browser = await launchTestBrowser();
const dataset = await mintDataset(modeller, sandbox);
const run = await registerRun(modeller, createRunRecord(sandbox, dataset, { display_name: 'Reported run' }));
const [failed, hanging] = await createFailedJobs(modeller, sandbox, dataset);
const visitor = await PageSession.open(browser, sandbox.web);

test('jobs are listed by status, with the number of jobs of each', async () => {
  await visitor.open('/jobs');
  assert.match(
    (await visitor.texts('.choices')).join(),
    /All \d+\s*pending 0\s*dequeued 0\s*in progress 1\s*succeeded \d+\s*failed 1/,
  );
  await visitor.follow('failed');
  const links = () =>
    visitor.page.$$eval('td.main a', (found) => found.map((link) => link.getAttribute('href')));
  assert.deepEqual(await links(), [`/jobs/${failed}`]);
  await visitor.follow('in progress');
  assert.deepEqual(await links(), [`/jobs/${hanging}`]);
  for (const viewport of [DESKTOP, PHONE]) {
    await visitor.page.setViewport(viewport);
    assert.deepEqual(await findViolations(visitor), []);
  }
  await visitor.page.setViewport(DESKTOP);
  await visitor.follow('pending');
  assert.match((await visitor.texts('main')).join(), /There are none\./);
});

test('jobs of a status are listed page by page', async () => {
  for (let i = 0; i < 30; i++) await mintDataset(modeller, sandbox); // two jobs each
  await visitor.open('/jobs?status=SUCCEEDED');
  const rows = () => visitor.page.$$eval('tbody tr', (found) => found.map((row) => row.dataset['key']));
  const newest = await rows();
  assert.equal(newest.length, 50);
  await visitor.follow('Older');
  const older = await rows();
  assert.ok(older.length > 0);
  assert.equal(new Set([...newest, ...older]).size, newest.length + older.length);
  await visitor.follow('Newest');
  assert.deepEqual(await rows(), newest);
});

test('the page of a job that wrote a report has a link to it', async () => {
  const body = { id: run, item_subtype: 'MODEL_RUN', depth: 1 };
  const session = (await modeller.post('prov', '/explore/generate/report', body)).text('session_id');
  await waitForJob(modeller, session);
  await visitor.open(`/jobs/${session}`);
  const addresses = await visitor.page.$$eval('.properties a[download], pre a', (links) =>
    links.map(({ href }) => href),
  );
  assert.equal(addresses.length, 2); // in the properties, and in the result
  for (const address of addresses) {
    const response = await fetch(address);
    assert.match(response.headers.get('content-disposition') ?? '', /\.docx$/);
    assert.equal(Buffer.from(await response.arrayBuffer()).toString('latin1', 0, 2), 'PK');
  }
  assert.deepEqual(await findViolations(visitor), []);
});
