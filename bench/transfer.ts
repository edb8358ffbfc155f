import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { CLIENTS, type ClientName, type Job } from './transfer/clients.ts';
import { type Figures, printTable, type Row } from './transfer/report.ts';
import { type BenchStore, startNullStore, startSandboxStore, startVersityStore } from './transfer/stores.ts';
import { prepareTools, type Tools } from './transfer/tools.ts';
import { slug, TREE_NAMES, type TreeName, writeTree } from './transfer/trees.ts';

/** What the benchmark needs on this machine. */
export const requires =
  'Python 3 with venv, and the Python package index on the first run; Go for the rows of versitygw';

/** Prints one table per store. */
export async function run(args: readonly string[]): Promise<void> {
  const values = new Command('npm run bench -- transfer')
    .description(
      "Uploads and downloads trees of files with this project's engine, s5cmd and the official Python client.",
    )
    .option('--rounds <count>', 'rounds of each measurement', '3')
    .option('--stores <names>', 'stores', 'sandbox,versitygw,null')
    .option('--trees <words>', 'trees of files whose names contain one of the words', TREE_NAMES.join(';'))
    .option('--no-official', 'leave the official client out')
    .parse(args, { from: 'user' })
    .opts<{ rounds: string; stores: string; trees: string; official: boolean }>();
  const tools = prepareTools();
  const folder = mkdtempSync(join(chooseFolder(), 'provena-bench-'));
  const trees = TREE_NAMES.filter((name) =>
    values.trees.split(/[,;] ?/).some((asked) => name.includes(asked)),
  );
  try {
    for (const tree of trees) writeTree(tree, join(folder, 'trees', slug(tree)));
    for (const name of values.stores.split(',')) {
      const store = await startStore(name, tools, join(folder, name));
      if (!store) continue;
      const rows: Row[] = [];
      try {
        for (const direction of ['upload', 'download'] as const) {
          for (const tree of trees) {
            const bench: Bench = {
              tools,
              store,
              folder,
              rounds: Number(values.rounds),
              official: values.official && name !== 'null',
            };
            rows.push({ direction, tree, figures: await measureTree(bench, direction, tree) });
          }
        }
      } finally {
        await store.close();
        rmSync(join(folder, name), { recursive: true, force: true });
      }
      printTable(store.name, rows);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Bench {
  readonly tools: Tools;
  readonly store: BenchStore;
  readonly folder: string;
  readonly rounds: number;
  readonly official: boolean;
}

async function startStore(name: string, tools: Tools, folder: string): Promise<BenchStore | undefined> {
  mkdirSync(folder, { recursive: true });
  if (name === 'sandbox') return startSandboxStore(folder);
  if (name === 'versitygw') return startVersityStore(tools.versitygw, folder);
  if (name === 'null') return startNullStore();
  throw new Error(`There is no store ${JSON.stringify(name)}. Known: sandbox, versitygw, null.`);
}

/** Measures the rounds of one row. The official client is measured only once, because it is slow. */
async function measureTree(bench: Bench, direction: Job['direction'], tree: TreeName): Promise<Figures> {
  const { tools, store, folder } = bench;
  const source = join(folder, 'trees', slug(tree));
  const prefix = `${direction}/${slug(tree)}/`;
  if (direction === 'download' && !store.hasBuiltInObjects) {
    measure(tools, 's5cmd', store, { direction: 'upload', folder: source, prefix });
  }
  const figures: Figures = { ours: [], s5cmd: [], official: [] };
  for (let round = 0; round < bench.rounds; round++) {
    // The order alternates, because the first client warms the caches.
    const order: ClientName[] = round % 2 === 0 ? ['s5cmd', 'ours'] : ['ours', 's5cmd'];
    if (round === 0 && bench.official) order.push('official');
    for (const client of order) {
      const target = join(folder, 'target');
      mkdirSync(target, { recursive: true });
      const job = { direction, folder: direction === 'upload' ? source : target, prefix };
      figures[client].push(measure(tools, client, store, job));
      rmSync(target, { recursive: true });
      if (direction === 'upload') await store.empty();
    }
  }
  await store.empty();
  return figures;
}

function measure(tools: Tools, client: ClientName, store: BenchStore, job: Job): Figures['ours'][number] {
  const { program, args, env } = CLIENTS[client](tools, store, job);
  const script = join(import.meta.dirname, 'transfer/measure.py');
  const child = spawnSync(tools.python, [script, program, ...args], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  const figures = child.status === 0 ? JSON.parse(child.stdout) : { exitCode: child.status };
  if (figures.exitCode === 0) return figures;
  throw new Error(`${client} failed to ${job.direction} ${job.prefix} (${store.name}): ${child.stderr}`);
}

/** A memory file system if it is large enough, because disks would dominate the result. */
function chooseFolder(): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    if (bavail * bsize > 14 * 1024 ** 3) return '/dev/shm';
  } catch {
    // No such file system here.
  }
  return tmpdir();
}
