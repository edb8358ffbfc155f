import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { mintDataset } from '../../sandbox/testing/records.ts';
import { ApiClient } from '../../sandbox/testing/sandbox-support.ts';
import { expectSuccess } from '../black-box/step-assertions.ts';
import { useJob } from '../black-box/test-job.ts';
import { startRewritingProxy } from '../black-box/test-servers.ts';
import { findViolations } from './accessibility.ts';
import { renderAsGitHub } from './github-page.ts';
import { findOverlaps } from './overlaps.ts';
import { DESKTOP, launchTestBrowser, PHONE } from './page-session.ts';
import { ODD_NAMES, registerRunChain, registerSweep } from './sample-contents.ts';

const { sandbox, runner } = await useJob();
const modeller = new ApiClient(sandbox, 'modeller');
const browser = await launchTestBrowser();
const page = await browser.newPage();
const problems: string[] = [];
page.on('pageerror', (error) => problems.push(String(error)));

async function explore(id: string): Promise<{ summary: string; svg: string }> {
  const step = await expectSuccess(
    runner.run('explore-lineage', { id, depth: '2', direction: 'both', svg: 'lineage.svg' }),
  );
  return { summary: step.summary, svg: await readFile(step.outputs['svg'] ?? '', 'utf8') };
}

/** Texts of the SVG on the page that are wider than their box. */
const findCroppedLabels = (): Promise<string[]> =>
  page.$$eval('svg .node', (nodes) =>
    nodes.flatMap((node) => {
      const box = node.querySelector('path')?.getBoundingClientRect();
      return [...node.querySelectorAll('text')]
        .filter((text) => text.getBoundingClientRect().width > (box?.width ?? 0))
        .map((text) => text.textContent);
    }),
  );

/** Renders a summary and its SVG, for desktop and phone, light and dark, and checks that nothing overlaps. */
async function assertReadable(id: string): Promise<void> {
  const { summary, svg } = await explore(id);
  for (const [viewport, value] of [
    [DESKTOP, 'light'],
    [PHONE, 'dark'],
  ] as const) {
    await page.setViewport(viewport);
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
    await renderAsGitHub(page, summary);
    assert.deepEqual(await findOverlaps(page, 'svg .node, svg .edgeLabel foreignObject'), []);
    assert.deepEqual(await findViolations({ page }, ['color-contrast']), []);
    assert.match(await listAccessibleNodes(), /"name":"Lineage graph".*"role":"link"/);
    await page.setContent(`<!DOCTYPE html><meta charset="utf-8">${svg}`);
    assert.deepEqual(await findOverlaps(page, 'svg .node path, svg text.relation'), []);
    assert.deepEqual(await findCroppedLabels(), []);
    assert.match(await listAccessibleNodes(), /"name":"Lineage of .*"role":"link"/);
  }
  assert.deepEqual(problems, []);
}

/** The accessibility tree of the page, as screen readers get it. */
async function listAccessibleNodes(): Promise<string> {
  return JSON.stringify(await page.accessibility.snapshot({ interestingOnly: false }));
}

for (const runs of [3, 30])
  test(`the lineage of ${runs} runs is readable in the summary and as SVG`, async () => {
    await assertReadable(await registerSweep(modeller, sandbox, runs));
    assert.match(await page.$eval('svg', (svg) => svg.textContent), runs === 3 ? /site 3/ : /30 model runs/);
  });

test('the lineage of runs that depend on each other is readable in the summary and as SVG', async () => {
  await assertReadable((await registerRunChain(modeller, sandbox, 5))[2] ?? '');
});

for (const [kind, createGraph] of Object.entries({
  'in which everything depends on everything': createDenseGraph,
  'of runs of several templates for several studies': createStudiesGraph,
}))
  test(`the text of a lineage ${kind} is large enough in the summary`, async () => {
    const root = await mintDataset(modeller, sandbox, { name: 'Root' });
    await using proxy = await startRewritingProxy({ sandbox }, 'prov', {
      '/explore/upstream': (response) => ({ ...response, graph: createGraph(root) }),
    });
    const step = await expectSuccess(runner.run('explore-lineage', { id: root }, proxy.env));
    await page.setViewport(DESKTOP);
    await renderAsGitHub(page, step.summary);
    // GitHub scales the picture to the width of the page: a line of 24 pixels, to at least 55 percent.
    const height = await page.$eval('svg .node .nodeLabel p', (text) => text.getBoundingClientRect().height);
    assert.ok(height > 13, `lines of ${height} px`);
    assert.deepEqual(problems, []);
  });

/** Runs that all use the root, each with one of four templates and for one of three studies, and their results. */
function createStudiesGraph(root: string) {
  const numbers = Array.from({ length: 40 }, (_, i) => i);
  const createNodes = (name: string, count: number, subtype: string, category = 'ENTITY') =>
    numbers
      .slice(0, count)
      .map((i) => ({ id: `10378.1/${name}-${i}`, item_category: category, item_subtype: subtype }));
  const nodes = [
    { id: root, item_category: 'ENTITY', item_subtype: 'DATASET' },
    ...createNodes('study', 3, 'STUDY', 'ACTIVITY'),
    ...createNodes('template', 4, 'MODEL_RUN_WORKFLOW_TEMPLATE'),
    ...createNodes('person', 1, 'PERSON', 'AGENT'),
    ...createNodes('run', 40, 'MODEL_RUN', 'ACTIVITY'),
    ...createNodes('result', 40, 'DATASET'),
  ];
  const links = numbers.flatMap((i) => {
    const run = `10378.1/run-${i}`;
    return [
      { source: run, target: root, type: 'used' },
      { source: run, target: `10378.1/template-${i % 4}`, type: 'wasInfluencedBy' },
      { source: run, target: `10378.1/study-${i % 3}`, type: 'wasInformedBy' },
      { source: run, target: '10378.1/person-0', type: 'wasAssociatedWith' },
      { source: `10378.1/result-${i}`, target: run, type: 'wasGeneratedBy' },
    ];
  });
  return { directed: true, multigraph: false, graph: {}, nodes, links };
}

/** A chain of runs and datasets, each from three of those before it. */
function createDenseGraph(root: string) {
  const ids = [root, ...Array.from({ length: 99 }, (_, i) => `10378.1/tangle-${i}`)];
  const nodes = ids.map((id, i) => ({
    id,
    item_category: i % 2 === 0 ? 'ENTITY' : 'ACTIVITY',
    item_subtype: i % 2 === 0 ? 'DATASET' : 'MODEL_RUN',
  }));
  const links = ids.flatMap((source, i) =>
    [1, 3, 7].flatMap((step) => {
      const target = ids[i + step];
      return target === undefined ? [] : [{ source, target, type: i % 2 === 0 ? 'wasGeneratedBy' : 'used' }];
    }),
  );
  return { directed: true, multigraph: false, graph: {}, nodes, links };
}

test('a long name that is written from right to left ends at the left in the SVG', async () => {
  const { svg } = await explore(
    await mintDataset(modeller, sandbox, { name: ODD_NAMES.rightToLeft.repeat(6) }),
  );
  await page.setContent(`<!DOCTYPE html><meta charset="utf-8">${svg}`);
  const positions = await page.evaluate(`(() => {
    const text = [...document.querySelectorAll('svg .node text')].find((one) => one.textContent.includes('…'));
    return [0, text.getNumberOfChars() - 1].map((at) => text.getStartPositionOfChar(at).x);
  })()`);
  const [start, end] = assumeType<[number, number]>(positions);
  assert.ok(end < start, `from ${start} to ${end}`);
});

/** Names that Mermaid would replace, even if every character of them is escaped, and a wide one. */
const MORE_NAMES = {
  formula: 'Cost in $$ and $x$: $$x^2$$',
  icon: 'fa:fa-car and fab:fa-github',
  path: 'C:\\new\\runs',
  statement: 'classDef x: #35;f00; and style: #1;',
  capitals: 'MMMM WWWW MWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMWMW@@@@',
  dashes: '\u2014'.repeat(40),
  devanagari: 'प्रवाल भित्ति के आँकड़े और उनका लम्बा विवरण',
};

for (const [kind, name] of Object.entries({ ...ODD_NAMES, ...MORE_NAMES }))
  test(`a name is drawn as it is in the summary (${kind})`, async () => {
    const { summary, svg } = await explore(await mintDataset(modeller, sandbox, { name }));
    await page.setContent(`<!DOCTYPE html><meta charset="utf-8">${svg}`);
    assert.deepEqual(await findCroppedLabels(), []);
    await renderAsGitHub(page, summary);
    const labels = await page.$$eval('svg .node', (nodes) => nodes.map((node) => node.textContent));
    const removeBreaks = (text: string) => text.replaceAll(/[\s\u200B]/g, '');
    const start = removeBreaks(name.slice(0, 40));
    assert.ok(
      labels.some((label) => removeBreaks(label).includes(start)),
      `${labels.join('\n')}\n${summary}`,
    );
    assert.equal(await page.evaluate('window.harmed'), undefined);
    assert.deepEqual(problems, []);
  });
