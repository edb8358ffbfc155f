import { Command } from 'commander';
import { renderMermaid } from '../src/shared/action/lineage/render-mermaid.ts';
import { renderSvg } from '../src/shared/action/lineage/render-svg.ts';
import { renderTree } from '../src/shared/action/lineage/render-tree.ts';
import { formatBytes } from '../src/shared/format-bytes.ts';
import { createDisplayLineage } from '../src/shared/lineage/display-lineage.ts';
import { type GroupedLineage, type GroupMode, groupLineage } from '../src/shared/lineage/group-lineage.ts';
import { createChain, createIrregular, createSweep } from './lineage/graphs.ts';
import { type Measurement, measure } from './lineage/measure.ts';

export const requires = 'no other programs';

const SIZES = [100, 1000, 10_000];
const ROOT = 'input';

/** Graphs that are grouped well, and ones that are not. */
const GRAPHS = {
  'sweep, grouped': { create: createSweep, mode: 'auto' },
  'sweep, never grouped': { create: createSweep, mode: 'never' },
  'irregular, grouped': { create: createIrregular, mode: 'auto' },
  'chain, grouped': { create: createChain, mode: 'auto' },
} as const satisfies Record<string, { create: (runs: number) => object; mode: GroupMode }>;

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
  for (const [name, { create, mode }] of Object.entries(GRAPHS)) {
    console.log(`\n${name}\n    runs   ${formatHeader()}`);
    for (const runs of SIZES) {
      const json = JSON.stringify(create(runs));
      const reading = measure(() => JSON.parse(json));
      const lineage = JSON.parse(json);
      const grouped = groupLineage(lineage, mode, [ROOT]);
      const columns = [
        measure(() => groupLineage(lineage, mode, [ROOT])),
        ...Object.values(DRAWINGS).map((draw) => measure(() => draw(grouped))),
      ];
      console.log(
        [
          String(runs).padStart(8),
          formatReading(reading),
          ...columns.map((column) => formatColumn(column, reading)),
          String(grouped.groups.length).padStart(8),
        ].join(' '),
      );
    }
  }
}

function formatHeader(): string {
  const columns = ['group', ...Object.keys(DRAWINGS)].map((name) =>
    `${name} (× time, × memory)`.padStart(26),
  );
  return ['read JSON'.padStart(20), ...columns, 'groups'.padStart(8)].join(' ');
}

function formatReading({ milliseconds, bytes }: Measurement): string {
  return `${milliseconds.toFixed(1)} ms ${formatBytes(bytes)}`.padStart(22);
}

function formatColumn({ milliseconds, bytes }: Measurement, reading: Measurement): string {
  const time = (milliseconds / reading.milliseconds).toFixed(2);
  const memory = (bytes / reading.bytes).toFixed(2);
  return `${milliseconds.toFixed(1)} ms ${time} ${memory}`.padStart(26);
}
