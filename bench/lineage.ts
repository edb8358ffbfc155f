import { Command } from 'commander';
import { renderMermaid } from '../src/shared/action/lineage/render-mermaid.ts';
import { renderSvg } from '../src/shared/action/lineage/render-svg.ts';
import { renderTree } from '../src/shared/action/lineage/render-tree.ts';
import { formatBytes } from '../src/shared/format-bytes.ts';
import { createDisplayLineage } from '../src/shared/lineage/display-lineage.ts';
import {
  type GroupedLineage,
  type GroupMode,
  groupLineage,
  type Lineage,
} from '../src/shared/lineage/group-lineage.ts';
import { createLineage, listNumbers } from '../src/shared/lineage/testing/create-lineage.ts';
import { createSweep } from '../src/shared/lineage/testing/sweep.ts';
import { type Measurement, measure } from './lineage/measure.ts';
import { printTable } from './report/table.ts';

export const requires = 'no other programs';

/** Runs of which each uses the result of the one before. */
function createChain(runs: number): Lineage {
  const { items, relations } = createLineage(
    listNumbers(runs).flatMap((i) => [
      `run-${i} used ${i === 0 ? 'input' : `out-${i - 1}`}`,
      `out-${i} wasGeneratedBy run-${i}`,
    ]),
  );
  return { items: items.map((item) => ({ ...item, name: `Life table of ${item.id}` })), relations };
}

const SIZES = [100, 1000, 10_000];
const ROOT = 'input';

/** Graphs that are grouped well, and ones that are not: in the irregular one, each run has a modeller of its own. */
const GRAPHS: Readonly<Record<string, readonly [mode: GroupMode, create: (runs: number) => Lineage]>> = {
  'sweep, grouped': ['auto', (runs) => createSweep(runs, 2)],
  'sweep, never grouped': ['never', (runs) => createSweep(runs, 2)],
  'irregular, grouped': ['auto', (runs) => createSweep(runs, runs)],
  'chain, grouped': ['auto', createChain],
};

const DRAWINGS: Readonly<Record<string, (grouped: GroupedLineage) => unknown>> = {
  tree: (grouped) => renderTree(ROOT, createDisplayLineage(grouped), 'downstream'),
  Mermaid: (grouped) => renderMermaid(grouped, ROOT, (id) => `https://hdl.example.org/${id}`),
  SVG: (grouped) => renderSvg(grouped, ROOT, (id) => `https://hdl.example.org/${id}`),
};

export async function run(args: readonly string[]): Promise<void> {
  new Command('npm run bench -- lineage')
    .description(
      'Measures time and allocated memory of grouping and drawing lineages of 100, 1,000 and 10,000 model runs, as a ratio of ' +
        'reading the JSON of the graph. A ratio that does not grow with the size means linear time or memory.',
    )
    .parse(args, { from: 'user' });
  const columns = ['group', ...Object.keys(DRAWINGS)].map((name) => `${name} (× time, × memory)`);
  for (const [name, [mode, create]] of Object.entries(GRAPHS)) {
    const rows = SIZES.map((runs) => {
      const json = JSON.stringify(create(runs));
      const reading = measure(() => JSON.parse(json));
      const lineage = JSON.parse(json);
      const grouped = groupLineage(lineage, mode, [ROOT]);
      const measured = [
        measure(() => groupLineage(lineage, mode, [ROOT])),
        ...Object.values(DRAWINGS).map((draw) => measure(() => draw(grouped))),
      ];
      return [
        String(runs),
        `${reading.milliseconds.toFixed(1)} ms ${formatBytes(reading.bytes)}`,
        ...measured.map((column) => formatColumn(column, reading)),
        String(grouped.groups.length),
      ];
    });
    console.log(`\n${name}`);
    printTable([['runs', 'read JSON', ...columns, 'groups'], ...rows]);
  }
}

function formatColumn({ milliseconds, bytes }: Measurement, reading: Measurement): string {
  const time = (milliseconds / reading.milliseconds).toFixed(2);
  const memory = (bytes / reading.bytes).toFixed(2);
  return `${milliseconds.toFixed(1)} ms ${time} ${memory}`;
}
