import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, launch } from 'puppeteer-core';

const CACHE = resolve(import.meta.dirname, '../../.cache');
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/**
 * Starts headless Chromium: the program in `CHROME_PATH`, else on Linux x64 the one of @sparticuz/chromium, which needs no
 * installation, else the first on PATH.
 * @throws Error if there is none.
 */
export async function startBrowser(): Promise<Browser> {
  const { path, env } = await findChromium();
  return launch({
    executablePath: path,
    headless: 'shell',
    env: { ...process.env, ...env },
    // Chromium's own sandbox does not work for root in containers. The tests open only pages of this project.
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--force-color-profile=srgb',
      '--font-render-hinting=none',
    ],
  });
}

interface Program {
  readonly path: string;
  readonly env?: Readonly<Record<string, string>>;
}

async function findChromium(): Promise<Program> {
  const { CHROME_PATH, PATH = '' } = process.env;
  if (CHROME_PATH) return { path: CHROME_PATH };
  if (process.platform === 'linux' && process.arch === 'x64') return extractChromium();
  const places = PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const path = places.find((place) => existsSync(place));
  if (path) return { path };
  throw new Error(
    `Chromium was not found on PATH (${NAMES.join(', ')}). Install it, or set CHROME_PATH to its program.`,
  );
}

/** Extracts the Chromium of @sparticuz/chromium into `.cache/`, once per version. */
async function extractChromium(): Promise<Program> {
  const manifest = fileURLToPath(new URL('../package.json', import.meta.resolve('@sparticuz/chromium')));
  const folder = join(CACHE, `chromium-${JSON.parse(readFileSync(manifest, 'utf8')).version}`);
  if (!existsSync(folder)) await extractTo(folder, join(manifest, '../bin'));
  const path = join(folder, 'chromium');
  // The package also brings the libraries and fonts that minimal machines lack.
  const { stderr } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return {
    path,
    env: {
      ...(stderr.includes('shared libraries') ? { LD_LIBRARY_PATH: join(folder, 'al2023/lib') } : {}),
      ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') }),
    },
  };
}

async function extractTo(folder: string, archives: string): Promise<void> {
  const { default: chromium, inflate } = await import('@sparticuz/chromium');
  mkdirSync(CACHE, { recursive: true });
  const unfinished = mkdtempSync(`${folder}-`);
  const { TMPDIR } = process.env;
  // The package extracts to the folder for temporary files, under a fixed name that all users share.
  process.env['TMPDIR'] = unfinished;
  try {
    await chromium.executablePath();
    await inflate(join(archives, 'al2023.tar.br'));
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another process may have extracted it at the same time.
    if (!existsSync(folder)) throw error;
  } finally {
    if (TMPDIR === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = TMPDIR;
  }
}
