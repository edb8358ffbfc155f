import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from 'commander';
import type { Page } from 'puppeteer-core';
import { startBrowser } from '../action-tests/page/browser.ts';
import { renderAsGitHub } from '../action-tests/page/github-page.ts';
import { root } from './project.ts';
import { startFilledSandbox } from './screenshots/filled-sandbox.ts';
import { collectJobSummaries } from './screenshots/job-summaries.ts';
import { collectLineagePictures } from './screenshots/lineage-summaries.ts';

const FOLDER = resolve(root, '.screenshots');
const VIEWPORTS = [
  { name: 'desktop-light', width: 1200, height: 800, scheme: 'light' },
  { name: 'desktop-dark', width: 1200, height: 800, scheme: 'dark' },
  { name: 'phone-light', width: 375, height: 740, scheme: 'light' },
  { name: 'phone-dark', width: 375, height: 740, scheme: 'dark' },
] as const;

const { args: filters } = new Command('npm run screenshots --')
  .description(
    'Takes screenshots of the sandbox\u2019s pages and of job summaries as GitHub renders them, for desktop and phone, light and dark, ' +
      'into .screenshots/.',
  )
  .argument(
    '[words...]',
    'take only those with one of these words in their name, for example summary-lineage',
  )
  .parse();
const isWanted = (name: string) => filters.length === 0 || filters.some((word) => name.includes(word));
let taken = 0;

console.log(
  'Requires up-to-date bundles (npm run build), and Chromium, which is an npm package for Linux on x64; elsewhere on PATH or in CHROME_PATH. Takes some minutes.',
);
const browser = await startBrowser();
try {
  await mkdir(FOLDER, { recursive: true });
  const page = await browser.newPage();
  await takePages(page);
  await takeLineagePictures(page);
  await takeSummaries(page, await collectJobSummaries());
} finally {
  await browser.close();
}
if (taken === 0) {
  console.error(`No screenshot has one of these words in its name: ${filters.join(', ')}.`);
  process.exitCode = 1;
}

async function takePages(page: Page): Promise<void> {
  const { paths, web, close } = await startFilledSandbox();
  for (const [name, path] of Object.entries(paths)) {
    await takeScreenshot(page, `page-${name}`, async () => void (await page.goto(`${web}${path}`)));
  }
  await close();
}

async function takeLineagePictures(page: Page): Promise<void> {
  const { summaries, svgs } = await collectLineagePictures();
  await takeSummaries(page, summaries);
  for (const [name, svg] of Object.entries(svgs)) {
    await takeScreenshot(page, `svg-${name}`, async () => {
      await page.goto('about:blank'); // drops the styles of the previous page
      await page.setContent(`<!DOCTYPE html><meta charset="utf-8"><body style="margin: 0">${svg}`);
    });
  }
}

async function takeSummaries(page: Page, summaries: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, summary] of Object.entries(summaries)) {
    await takeScreenshot(page, `summary-${name}`, () => renderAsGitHub(page, summary));
  }
}

async function takeScreenshot(page: Page, subject: string, show: () => Promise<void>): Promise<void> {
  for (const { name: look, width, height, scheme } of VIEWPORTS) {
    const name = `${subject}-${look}`;
    if (!isWanted(name)) continue;
    await page.setViewport({ width, height });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await show();
    await page.screenshot({ path: resolve(FOLDER, `${name}.png`), fullPage: true });
    console.log(`.screenshots/${name}.png`);
    taken++;
  }
}
