import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Argument, Command } from 'commander';
import { createScratchFolder } from '../action-tests/tools/cleanup.ts';
import { formatBytes } from '../src/shared/format-bytes.ts';
import { BUDGET, measureBuiltFiles, measureDownloadSize } from './size/bundle-size.ts';
import { measureLoadedBytes } from './size/loaded-bytes.ts';
import { startByteListener } from './start/byte-listener.ts';
import { ACTION_NAMES, readActions } from './start/measured-action.ts';

export const requires = 'up-to-date bundles (npm run build)';

const PARTS = {
  unpacked: 'bundles of all actions',
  packed: 'the same, packed',
  archive: 'archive that a job downloads',
} as const;

export async function run(args: readonly string[]): Promise<void> {
  const command = new Command('npm run bench -- size')
    .description(
      'Prints what a job downloads, with the limits, the ten largest files, and what each action loads of the bundles: until it ' +
        'has rejected its inputs, until its first request, and at most.',
    )
    .addArgument(new Argument('[actions...]', 'default is all').choices(ACTION_NAMES))
    .parse(args, { from: 'user' });
  await printLoaded(command.args);
  const heaviest = [...measureBuiltFiles()].sort(([, a], [, b]) => b - a).slice(0, 10);
  console.log('\nLargest files');
  for (const [file, bytes] of heaviest) console.log(`${formatSize(bytes)} ${file}`);
  console.log('\nDownload');
  const size = measureDownloadSize();
  for (const part of ['unpacked', 'packed', 'archive'] as const) {
    const share = ((size[part] / BUDGET[part]) * 100).toFixed(0);
    const limit = `limit ${formatSize(BUDGET[part])}`;
    console.log(`${PARTS[part].padEnd(30)} ${formatSize(size[part])}, ${limit} (${share} %)`);
  }
}

async function printLoaded(names: readonly string[]): Promise<void> {
  using scratch = createScratchFolder(join(tmpdir(), 'size-'));
  const folder = scratch.path;
  const listener = await startByteListener();
  console.log(`${'Loaded of the bundles'.padEnd(22)} to the rejection  to the first request    at most`);
  try {
    for (const action of await readActions(folder, listener.url, names)) {
      const { rejection, request, all } = await measureLoadedBytes(action, join(folder, 'loaded.json'));
      const cells = [
        action.name.padEnd(22),
        formatSize(rejection).padStart(15),
        (request === undefined ? '–' : formatSize(request)).padStart(21),
        formatSize(all).padStart(10),
      ];
      console.log(cells.join(' '));
    }
  } finally {
    listener.close();
  }
}

function formatSize(bytes: number): string {
  return formatBytes(bytes).padStart(8);
}
