import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRunRecord, mintDataset } from '../../sandbox/testing/records.ts';
import { ApiClient, startTestSandbox } from '../../sandbox/testing/sandbox-support.ts';
import { waitUntil } from '../../sandbox/testing/wait-until.ts';
import { findViolations } from './accessibility.ts';
import { launchTestBrowser, PageSession } from './page-session.ts';

const sandbox = await startTestSandbox();
const modeller = new ApiClient(sandbox, 'modeller');
const browser = await launchTestBrowser();
const dataset = await mintDataset(modeller, sandbox);
const visitor = await PageSession.open(browser, sandbox.web);

/** Registers a run. @returns the session of its job */
async function launchRun(): Promise<string> {
  return (await modeller.post('prov', '/model_run/register', createRunRecord(sandbox, dataset))).text(
    'session_id',
  );
}

/** Marks the page, to detect whether it was loaded again. */
function mark(): Promise<void> {
  return visitor.page.$eval('body', (body) => body.setAttribute('data-mark', ''));
}

async function isMarked(): Promise<boolean> {
  return (await visitor.page.$('[data-mark]')) !== null;
}

test('the list of jobs shows a new job and changes of its status', async () => {
  sandbox.updateSettings({ pace: 'real' });
  await visitor.open('/jobs');
  await mark();
  const session = await launchRun();
  sandbox.updateSettings({ pace: 'instant' });
  const row = `tr[data-key="${session}"]`;
  await visitor.waitForText(`${row} .status`, 'pending');
  await visitor.waitForText(`${row} .status`, 'succeeded');
  assert.ok(await isMarked());
});

test('the page of a job shows its end and its chain', async () => {
  sandbox.updateSettings({ pace: 'fast' });
  const created = await modeller.post('registry', '/registry/entity/dataset_template/create', {
    display_name: 'Tides',
  });
  const session = created.text('register_create_activity_session_id');
  await waitUntil(async () => (await fetch(`${sandbox.web}/jobs/${session}`)).ok);
  await visitor.open(`/jobs/${session}`);
  await visitor.waitForText('.chain', 'Lodge create activity succeeded');
  await visitor.follow('Lodge create activity');
  await visitor.waitForText('.chain li:first-child', 'Register create activity');
});

test('the list of requests shows new requests with user and status', async () => {
  await visitor.open('/requests?service=search');
  await mark();
  assert.deepEqual(await visitor.texts('.requests tbody tr'), []);
  await modeller.get('search', '/search/entity-registry', { query: 'tides', record_limit: 3 });
  await visitor.waitForText('.requests tbody tr', '?query=tides&record_limit=3');
  await modeller.get('search', '/search/nothing');
  await visitor.waitForText('.requests tbody tr:first-child', '/search/nothing');
  const [newest = '', before = ''] = await visitor.texts('.requests tbody tr');
  assert.match(
    newest,
    /GET \/search\/nothing\s*Response to request \d+\s+\{\s+"detail": "Not Found"\s+\}\s+404\s+\d+ ms\s+search\s+modeller/,
  );
  assert.match(before, /200\s+\d+ ms\s+search\s+modeller/);
  assert.ok(await isMarked());
});

test('a response with an error can be opened, and stays open when requests are added', async () => {
  await visitor.open('/requests?service=prov');
  const record = createRunRecord(sandbox, dataset, { start_time: 'yesterday' });
  await modeller.post('prov', '/model_run/register', record);
  await visitor.waitForText('.requests tbody tr:first-child', '422');
  await visitor.page.click('.requests details summary');
  assert.match(
    (await visitor.texts('.requests details[open] pre')).join(),
    /"loc": \[\s+"body",\s+"start_time"/,
  );
  await launchRun();
  await visitor.waitForText('.requests tbody tr:first-child', '200');
  assert.equal((await visitor.texts('.requests details[open]')).length, 1);
  assert.equal((await visitor.texts('.requests tbody tr:first-child details')).length, 0);
  assert.deepEqual(await findViolations(visitor), []);
});

test('a link keeps the focus when the page is updated', async () => {
  await visitor.open('/jobs');
  const session = await visitor.page.$eval('tbody tr', (row) => row.dataset['key']);
  await visitor.page.focus(`tr[data-key="${session}"] a`);
  const next = await launchRun();
  await visitor.waitForText(`tr[data-key="${next}"]`, 'Model run lodge');
  const focused = await visitor.page.$eval(':focus', (element) => element.getAttribute('href'));
  assert.equal(focused, `/jobs/${session}`);
});

test('a page can be paused and resumed', async () => {
  await visitor.open('/jobs');
  await visitor.page.click('#live-note button');
  const session = await launchRun();
  await visitor.waitForText('#live-note', 'Paused');
  await sleep(1500); // longer than the interval of the page
  assert.equal(await visitor.page.$(`tr[data-key="${session}"]`), null);
  await visitor.page.click('#live-note button');
  await visitor.waitForText(`tr[data-key="${session}"]`, 'Model run lodge');
});

test('a page shows that the sandbox does not respond', async () => {
  const short = await startTestSandbox();
  const other = await PageSession.open(browser, short.web);
  await other.open('/jobs');
  await short.close();
  await other.waitForText('#live-note', 'does not respond');
});

test('the browser logged no errors and warnings', () => {
  assert.deepEqual(visitor.messages, []);
});
