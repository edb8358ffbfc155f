import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { createScratchFolder } from '../action-tests/tools/cleanup.ts';
import { parseCount } from '../action-tests/tools/number-arguments.ts';
import { chooseFolder, describeMachine } from './report/machine.ts';
import { CLIENTS, type ClientName, type Job } from './transfer/clients.ts';
import { type Figures, printRows, printWorstRow, type Row } from './transfer/report.ts';
import { type BenchStore, startNullStore, startSandboxStore, startVersityStore } from './transfer/stores.ts';
import { TimeBudget } from './transfer/time-budget.ts';
import { prepareTools, type Tools } from './transfer/tools.ts';
import { TREE_NAMES, type TreeName, toSlug, writeTree } from './transfer/trees.ts';

export const requires =
  'Python 3 with venv, and the Python package index on the first run; Go for the rows of versitygw';

const MIB = 1024 ** 2;

interface StoreSettings {
  readonly start: (tools: Tools, folder: string) => Promise<BenchStore | undefined>;
  /** Clients that are slow: measured in the first round only. */
  readonly slowClients: readonly ClientName[];
  readonly trees: readonly TreeName[];
  /** Returns the largest acceptable ratio of our time to that of s5cmd. */
  readonly getGoal: (direction: Job['direction'], tree: TreeName) => number;
}

const getLoopbackGoal = (direction: Job['direction'], tree: TreeName) =>
  direction === 'download' && tree === '200 x 1 MiB' ? 1.2 : 1;
const getNetworkGoal = () => 0.8;

/** Trees that also slow clients transfer in less than a minute. */
const SHORT_TREES: readonly TreeName[] = TREE_NAMES.filter((name) => name !== '20,000 x 16 KiB');

const STORES: Readonly<Record<string, StoreSettings>> = {
  latency: {
    start: () => startNullStore({ delayMs: 25, bytesPerSecond: 0 }),
    slowClients: ['aws'],
    trees: TREE_NAMES,
    getGoal: getNetworkGoal,
  },
  tls: {
    start: (_, folder) => startNullStore({ delayMs: 25, bytesPerSecond: 0 }, folder),
    slowClients: [],
    trees: ['2,000 x 16 KiB', '200 x 1 MiB'],
    getGoal: getNetworkGoal,
  },
  bandwidth: {
    start: () => startNullStore({ delayMs: 25, bytesPerSecond: 100 * MIB }),
    slowClients: ['aws'],
    trees: ['200 x 1 MiB'],
    // A lower bound: no client can be faster than the link.
    getGoal: () => 1,
  },
  null: {
    start: () => startNullStore({ delayMs: 0, bytesPerSecond: 0 }),
    slowClients: [],
    trees: SHORT_TREES,
    getGoal: getLoopbackGoal,
  },
  sandbox: {
    start: (_, folder) => startSandboxStore(folder),
    slowClients: ['official'],
    trees: ['2,000 x 16 KiB', '200 x 1 MiB'],
    getGoal: getLoopbackGoal,
  },
  versitygw: {
    start: ({ versitygw }, folder) => startVersityStore(versitygw, folder),
    slowClients: ['official'],
    trees: SHORT_TREES,
    getGoal: getLoopbackGoal,
  },
};
/** Trees of files that are uploaded in one request each. */
const SINGLE_REQUEST_TREES: readonly TreeName[] = ['2,000 x 16 KiB', '20,000 x 16 KiB', '200 x 1 MiB'];
const DEFAULT_STORES = ['latency', 'tls', 'bandwidth', 'null', 'sandbox'];

/** Prints one table per store, and the row that is furthest from its goal. */
export async function run(args: readonly string[]): Promise<void> {
  const values = new Command('npm run bench -- transfer')
    .description(
      "Uploads and downloads trees of files with this project's engine, s5cmd, the AWS CLI and the official Python client.",
    )
    .option('--rounds <count>', 'rounds of each measurement', parseCount, 3)
    .option('--stores <names>', `stores, of ${Object.keys(STORES).join(',')}`, DEFAULT_STORES.join(','))
    .option(
      '--trees <words>',
      'trees of files whose names contain one of the words, separated by ;',
      TREE_NAMES.join(';'),
    )
    .option(
      '--minutes <count>',
      'time after which rows get fewer rounds, at least one, and slow clients are left out',
      parseCount,
      7,
    )
    .option('--no-slow', 'leave the AWS CLI and the official client out')
    .parse(args, { from: 'user' })
    .opts<{ rounds: number; stores: string; trees: string; minutes: number; slow: boolean }>();
  const trees = TREE_NAMES.filter((name) => values.trees.split(/; ?/).some((word) => name.includes(word)));
  const stores = values.stores.split(',');
  const rowCount = stores.reduce((sum, name) => sum + 2 * selectTrees(name, trees).length, 0);
  if (rowCount === 0) throw new Error('No tree of these stores has one of these words in its name.');
  // From here, because the programs may have to be built.
  const budget = new TimeBudget(values.minutes * 60, rowCount);
  const tools = await prepareTools();
  console.log(describeMachine());
  using scratch = createScratchFolder(join(chooseFolder(14 * 1024 ** 3), 'provena-bench-'));
  const folder = scratch.path;
  const rows: Row[] = [];
  for (const tree of trees) writeTree(tree, join(folder, 'trees', toSlug(tree)));
  for (const name of stores) {
    const options = { tools, folder, trees, budget, rounds: values.rounds, withSlow: values.slow };
    rows.push(...(await measureStore(name, options)));
  }
  printWorstRow(rows);
}

function selectTrees(store: string, trees: readonly TreeName[]): TreeName[] {
  return trees.filter((tree) => STORES[store]?.trees.includes(tree));
}

interface Options {
  readonly tools: Tools;
  readonly budget: TimeBudget;
  readonly folder: string;
  readonly rounds: number;
  readonly withSlow: boolean;
}

interface Bench extends Options {
  readonly store: BenchStore;
  readonly slowClients: readonly ClientName[];
}

async function measureStore(name: string, options: Options & { trees: readonly TreeName[] }): Promise<Row[]> {
  const settings = STORES[name];
  if (!settings)
    throw new Error(`There is no store ${JSON.stringify(name)}. Known: ${Object.keys(STORES).join(', ')}.`);
  const storeFolder = join(options.folder, name);
  mkdirSync(storeFolder, { recursive: true });
  const store = await settings.start(options.tools, storeFolder);
  if (!store) return [];
  const slowClients = options.withSlow ? settings.slowClients : [];
  const rows: Row[] = [];
  try {
    for (const direction of ['upload', 'download'] as const) {
      for (const tree of selectTrees(name, options.trees)) {
        const figures = await measureTree({ ...options, store, slowClients }, direction, tree);
        rows.push({ store: name, direction, tree, goal: settings.getGoal(direction, tree), figures });
      }
    }
  } finally {
    await store.close();
    rmSync(storeFolder, { recursive: true, force: true });
  }
  printRows(store.name, rows);
  return rows;
}

/** Measures the rounds of one row. */
async function measureTree(bench: Bench, direction: Job['direction'], tree: TreeName): Promise<Figures> {
  const { tools, store, folder } = bench;
  const source = join(folder, 'trees', toSlug(tree));
  const prefix = `${direction}/${toSlug(tree)}/`;
  if (direction === 'download' && !store.hasBuiltInObjects) {
    measure(tools, 's5cmd', store, { direction: 'upload', folder: source, prefix });
  }
  const figures: Figures = { ours: [], s5cmd: [], aws: [], official: [], limit: [] };
  const hasLimit = direction === 'download' || SINGLE_REQUEST_TREES.includes(tree);
  const isOver = bench.budget.startRow();
  for (let round = 0; round < bench.rounds && !(round > 0 && isOver()); round++) {
    // The order alternates, because the first client warms the caches.
    const order: ClientName[] = round % 2 === 0 ? ['s5cmd', 'ours'] : ['ours', 's5cmd'];
    if (hasLimit) order.splice(1, 0, 'limit');
    const slowClients = round === 0 && SHORT_TREES.includes(tree) ? bench.slowClients : [];
    for (const client of [...order, ...slowClients]) {
      if (slowClients.includes(client) && isOver()) continue;
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
