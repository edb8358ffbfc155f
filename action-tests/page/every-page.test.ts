import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { mintDataset } from '../../sandbox/testing/records.ts';
import { ApiClient, startTestSandbox } from '../../sandbox/testing/sandbox-support.ts';
import { openDatasetObjects } from '../black-box/dataset-objects.ts';
import { findViolations } from './accessibility.ts';
import { DESKTOP, launchTestBrowser, PageSession, PHONE, TABLET } from './page-session.ts';
import {
  createChangedModel,
  createFailedJobs,
  createOrganisations,
  ODD_NAMES,
  registerRunChain,
  requestAccess,
} from './sample-contents.ts';

const sandbox = await startTestSandbox();
const empty = await startTestSandbox({ empty: true });
const modeller = new ApiClient(sandbox, 'modeller');
const browser = await launchTestBrowser();
const names = [...Object.values(ODD_NAMES), ' \u200b'];
const [hostile, long, rightToLeft, pictures, blank] = await createOrganisations(modeller, names);
await createOrganisations(modeller, [' ']);
const [model] = await createChangedModel(modeller);
const [dataset = '', , projected] = await registerRunChain(modeller, sandbox, 2);
await (await openDatasetObjects({ sandbox }, dataset)).put({
  '<img src=x onerror=harmed=1>.csv': 'a',
  'deep/er/file.csv': 'b',
});
await requestAccess(sandbox);
await modeller.post('prov', '/model_run/register', {}); // a response with an error, for the list of requests
const [failed, hanging] = await createFailedJobs(modeller, sandbox, dataset);
await mintDataset(modeller, sandbox, { name: ODD_NAMES.long });

const PATHS = [
  '/',
  '/items',
  '/items?kind=DATASET',
  '/items?kind=ORGANISATION',
  '/items?name=nothing-is-called-this',
  ...[hostile, long, rightToLeft, pictures, model, dataset].map((id) => `/items/${id}`),
  `/lineage/${hostile}`,
  `/lineage/${projected}?depth=5`,
  '/jobs',
  '/jobs?status=FAILED',
  ...[failed, hanging].map((session) => `/jobs/${session}`),
  '/requests',
  '/users',
  '/emails',
];

/** Headers of tables that are one word and take several lines. */
const findBrokenHeaders = ({ page }: PageSession): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll('thead th')]
    .filter((header) => {
      const range = document.createRange();
      range.selectNodeContents(header);
      return !header.textContent.includes(' ') && range.getClientRects().length > 1;
    })
    .map((header) => header.textContent)`) as Promise<string[]>; // the browser has no types here

for (const [name, { web }] of Object.entries({ filled: sandbox, empty })) {
  suite(`each page of a sandbox (${name})`, async () => {
    const visitor = await PageSession.open(browser, web);
    const paths = name === 'empty' ? PATHS.filter((path) => !/\/(items|lineage|jobs)\//.test(path)) : PATHS;
    for (const path of paths) {
      test(`${path} is accessible in light and dark, and fits a tablet and a phone`, async () => {
        for (const scheme of ['light', 'dark']) {
          await visitor.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
          await visitor.page.setViewport(DESKTOP);
          await visitor.open(path);
          assert.deepEqual(await findViolations(visitor), [], scheme);
          const broken = await visitor.page.$$eval('td.main a', (links) =>
            links.filter((link) => link.textContent.length < 30 && link.getClientRects().length > 2),
          );
          assert.equal(broken.length, 0, 'a short name takes more than two lines');
        }
        await visitor.page.setViewport(TABLET);
        assert.deepEqual(await findBrokenHeaders(visitor), []);
        await visitor.page.setViewport(PHONE);
        const wide = await visitor.page.$eval('html', (page) => page.scrollWidth);
        assert.ok(wide <= PHONE.width, `${wide} px wide`);
        assert.deepEqual(await findViolations(visitor), [], 'phone');
        assert.equal(await visitor.page.evaluate('window.harmed'), undefined);
        assert.deepEqual(visitor.messages, []);
      });
    }
  });
}

test('the name of an item is shown as it is, and the content security policy allows only scripts of the page', async () => {
  const visitor = await PageSession.open(browser, sandbox.web);
  const response = await visitor.page.goto(`${sandbox.web}/items/${hostile}`);
  assert.match(response?.headers()['content-security-policy'] ?? '', /default-src 'self'(;|$)/);
  assert.equal(await visitor.heading(), ODD_NAMES.hostile);
  assert.equal(await visitor.page.title(), `${ODD_NAMES.hostile} · Provena sandbox`);
});

test('an item has its handle as heading when its name has no visible characters', async () => {
  const visitor = await PageSession.open(browser, sandbox.web);
  await visitor.open(`/items/${blank}`);
  assert.equal(await visitor.heading(), blank);
});

test('the main links work with the keyboard', async () => {
  const visitor = await PageSession.open(browser, sandbox.web);
  const { keyboard } = visitor.page;
  const focused = () => visitor.page.$eval(':focus', (element) => element.textContent.trim());
  await visitor.open('/');
  const order: string[] = [];
  for (let i = 0; i < 7; i++) {
    await keyboard.press('Tab');
    order.push(await focused());
  }
  assert.deepEqual(order, [
    'Skip to the content',
    'Provena sandbox',
    'Items',
    'Jobs',
    'Requests',
    'Users',
    'Emails',
  ]);
  await Promise.all([visitor.page.waitForNavigation(), keyboard.press('Enter')]);
  assert.equal(await visitor.heading(), 'Emails');
  await keyboard.press('Tab');
  const left = await visitor.page.$eval('.skip:focus', (link) => link.getBoundingClientRect().left);
  assert.ok(left >= 0); // the link that skips the header is visible when it has the focus
  await keyboard.press('Enter');
  assert.equal(await visitor.page.$eval(':focus', (element) => element.id), 'content');
});
