import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Argument, Command } from 'commander';
import { createScratchFolder } from '../action-tests/tools/cleanup.ts';
import { formatBytes } from '../src/shared/format-bytes.ts';
import { printTable } from './report/table.ts';
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
  printTable(heaviest.map(([file, bytes]) => [file, formatBytes(bytes)]));
  const size = measureDownloadSize();
  console.log();
  printTable([
    ['Download', 'size', 'limit', 'of the limit'],
    ...(['unpacked', 'packed', 'archive'] as const).map((part) => [
      PARTS[part],
      formatBytes(size[part]),
      formatBytes(BUDGET[part]),
      `${((size[part] / BUDGET[part]) * 100).toFixed(0)} %`,
    ]),
  ]);
}

async function printLoaded(names: readonly string[]): Promise<void> {
  using scratch = createScratchFolder(join(tmpdir(), 'size-'));
  const folder = scratch.path;
  const listener = await startByteListener();
  const rows = [['Loaded of the bundles', 'to the rejection', 'to the first request', 'at most']];
  try {
    for (const action of await readActions(folder, listener.url, names)) {
      const { rejection, request, all } = await measureLoadedBytes(action, join(folder, 'loaded.json'));
      const first = request === undefined ? '–' : formatBytes(request);
      rows.push([action.name, formatBytes(rejection), first, formatBytes(all)]);
    }
    printTable(rows);
  } finally {
    listener.close();
  }
}
