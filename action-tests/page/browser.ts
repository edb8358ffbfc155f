import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, launch } from 'puppeteer-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Starts the machine's Chromium without a window. @throws Error when there is none */
export function startBrowser(): Promise<Browser> {
  return launch({
    executablePath: findChromium(),
    // root, as which containers run, has no sandbox of Chromium's; the pages are our own
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--force-color-profile=srgb'],
  });
}

/** The program that CHROME_PATH names, or the first on PATH. @throws Error naming what was looked for */
function findChromium(): string {
  const { CHROME_PATH, PATH = '' } = process.env;
  if (CHROME_PATH) return CHROME_PATH;
  const places = PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const found = places.find(isProgram);
  if (found) return found;
  throw new Error(
    `No Chromium on PATH (${NAMES.join(', ')}). Install one, for instance by "apt-get install chromium", or name it in CHROME_PATH.`,
  );
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
