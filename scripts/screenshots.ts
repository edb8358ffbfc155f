import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Page } from 'puppeteer-core';
import { startBrowser } from '../action-tests/page/browser.ts';
import { root } from './project.ts';
import { showAsGitHub } from './screenshots/as-github.ts';
import { filledSandbox } from './screenshots/filled-sandbox.ts';
import { jobSummaries } from './screenshots/job-summaries.ts';

/**
 * Takes pictures, into `.screenshots/`, of the sandbox's pages and of job summaries as GitHub shows them: on a wide screen and on a
 * phone, in light and dark. Words on the command line narrow them to the pictures whose names have one of these words.
 */
const FOLDER = resolve(root, '.screenshots');
const LOOKS = [
  { name: 'desktop-light', width: 1200, height: 800, scheme: 'light' },
  { name: 'desktop-dark', width: 1200, height: 800, scheme: 'dark' },
  { name: 'phone-light', width: 375, height: 740, scheme: 'light' },
  { name: 'phone-dark', width: 375, height: 740, scheme: 'dark' },
] as const;

const words = process.argv.slice(2);
const isWanted = (name: string) => words.length === 0 || words.some((word) => name.includes(word));

const browser = await startBrowser();
try {
  await mkdir(FOLDER, { recursive: true });
  const page = await browser.newPage();
  const { paths, web, close } = await filledSandbox();
  for (const [name, path] of Object.entries(paths)) {
    await picture(page, `page-${name}`, async () => void (await page.goto(`${web}${path}`)));
  }
  await close();
  for (const [name, summary] of Object.entries(await jobSummaries())) {
    await picture(page, `summary-${name}`, () => showAsGitHub(page, summary));
  }
} finally {
  await browser.close();
}

async function picture(page: Page, subject: string, show: () => Promise<void>): Promise<void> {
  for (const { name: look, width, height, scheme } of LOOKS) {
    const name = `${subject}-${look}`;
    if (!isWanted(name)) continue;
    await page.setViewport({ width, height });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await show();
    await page.screenshot({ path: resolve(FOLDER, `${name}.png`), fullPage: true });
    console.log(`.screenshots/${name}.png`);
  }
}
