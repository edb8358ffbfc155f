import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiClient, startTestSandbox } from '../../sandbox/testing/sandbox-support.ts';
import { launchTestBrowser, PageSession } from './page-session.ts';
import {
  createChangedModel,
  createOrganisations,
  putFiles,
  registerRunChain,
  requestAccess,
} from './sample-contents.ts';

const sandbox = await startTestSandbox();
const modeller = new ApiClient(sandbox, 'modeller');
const browser = await launchTestBrowser();
const [, newerModel] = await createChangedModel(modeller);
const datasets = await registerRunChain(modeller, sandbox, 2);
const [observed = '', , projected = ''] = datasets;
await putFiles(modeller, sandbox, observed, { 'series/co2.csv': 'month,ppm\n' });
await createOrganisations(
  modeller,
  Array.from({ length: 60 }, (_, i) => `Société ${i + 1}`),
);
const visitor = await PageSession.open(browser, sandbox.web);

test('items are listed by kind, found by name and shown page by page', async () => {
  await visitor.open('/');
  await visitor.follow('Datasets');
  assert.deepEqual((await visitor.texts('td.main')).sort(), [
    'Observed series',
    'Projection 1',
    'Projection 2',
  ]);
  await visitor.open('/items');
  await visitor.page.type('#name', 'societe 1');
  await Promise.all([visitor.page.waitForNavigation(), visitor.page.keyboard.press('Enter')]);
  assert.equal((await visitor.texts('td.main')).length, 15); // 1, 10 to 19, 21 and so on
  await visitor.open('/items?name=société');
  const first = await visitor.texts('td.main');
  await visitor.follow('Next');
  assert.equal(new Set([...first, ...(await visitor.texts('td.main'))]).size, 60);
  await visitor.open(`/items?name=${encodeURIComponent(observed)}`);
  assert.ok((await visitor.texts('td.main')).includes('Observed series'));
});

test('an item tells its history with what was changed, and its versions', async () => {
  await visitor.open(`/items/${newerModel}`);
  await visitor.follow('Reef growth'); // the older version
  assert.match(
    (await visitor.texts('.history > li')).join('\n'),
    /Better words.*Light was forgotten.*Initial record creation/s,
  );
  const [before, after] = await visitor.texts('.history li:first-child td:not(.main)');
  assert.equal(before, 'Growth of coral by temperature, light and depth.');
  assert.equal(after, 'How fast coral grows, by temperature, light and depth.');
  assert.match((await visitor.texts('.versions')).join(), /2.*Reef growth.*Depth in metres.*1.*this one/s);
});

test('a handle that opens in a browser leads to its item, which leads on to what it is linked to', async () => {
  await visitor.page.goto(`${sandbox.endpoints.handle}/${projected}`);
  assert.equal(await visitor.heading(), 'Projection 2');
  await visitor.follow('Run 2');
  assert.equal(await visitor.heading(), 'Run 2');
});

test('the lineage of an item is drawn, as far as is asked for, and its boxes lead to the items', async () => {
  await visitor.open(`/items/${projected}`);
  await visitor.follow('Lineage');
  assert.ok(!(await visitor.texts('.node-name')).includes('Observed series'));
  await visitor.page.select('[name=depth]', '4');
  await visitor.page.select('[name=of]', 'data');
  await visitor.go('button ::-p-text(Draw)');
  assert.deepEqual((await visitor.texts('.node-name')).sort(), [
    'Observed series',
    'Projection 1',
    'Projection 2',
    'Run 1',
    'Run 2',
  ]);
  assert.deepEqual((await visitor.texts('text.relation')).sort(), [
    'used',
    'used',
    'wasGeneratedBy',
    'wasGeneratedBy',
  ]);
  const width = () => visitor.page.$eval('.graph svg', (svg) => svg.getBoundingClientRect().width);
  const before = await width();
  await visitor.page.click('[data-zoom=in]');
  assert.ok((await width()) > before);
  await visitor.page.click('[data-zoom=fit]');
  await visitor.go('.node-name::-p-text(Observed series)');
  assert.equal(await visitor.heading(), 'Observed series');
});

test('a file of a dataset is listed with its size and downloaded as it is', async () => {
  await visitor.open(`/items/${observed}`);
  const link = await visitor.page.$eval('a[download][href*="co2"]', (found) => found.href);
  assert.match((await visitor.texts('tr:has(a[download])')).join(), /series\/co2\.csv\s+10 B/);
  const answer = await fetch(link);
  assert.equal(answer.headers.get('content-disposition'), 'attachment');
  assert.equal(await answer.text(), 'month,ppm\n');
});

test('users are shown with what programs log in by, and mails with their text', async () => {
  await requestAccess(sandbox);
  await visitor.open('/');
  await visitor.follow('Users');
  const codes = await visitor.texts('.card code');
  for (const { password, offlineToken } of Object.values(sandbox.users)) {
    assert.ok(codes.includes(password) && codes.includes(offlineToken));
  }
  await visitor.follow('Mails');
  assert.match((await visitor.texts('article')).join(), /Request for access.*administrators@example\.org/s);
});

test('what the environment block says is what a program needs', async () => {
  await visitor.open('/');
  const [block = ''] = await visitor.texts('.copyable.lines code');
  assert.ok(block.includes(`PROVENA_OFFLINE_TOKEN='${sandbox.users.modeller.offlineToken}'`));
  assert.ok(block.includes(`PROVENA_ENDPOINTS='${JSON.stringify(sandbox.endpoints)}'`));
});

test('the copy button puts the text on the clipboard', async () => {
  await browser
    .defaultBrowserContext()
    .overridePermissions(sandbox.web, ['clipboard-read', 'clipboard-sanitized-write']);
  await visitor.open('/users');
  await visitor.page.bringToFront();
  await visitor.page.click('[aria-label="Copy password of modeller"]');
  await visitor.seeing('[aria-label="Copy password of modeller"]', 'Copied');
  assert.equal(await visitor.page.evaluate('navigator.clipboard.readText()'), 'modeller-password');
});

test('nothing there is a page that says so', async () => {
  for (const path of [
    '/nowhere',
    '/items/10378.1/404',
    '/lineage/10378.1/404',
    '/jobs/404',
    `/files/${observed}?path=no`,
  ]) {
    const answer = await fetch(`${sandbox.web}${path}`);
    assert.equal(answer.status, 404, path);
    assert.match(await answer.text(), /Nothing here/);
  }
});
