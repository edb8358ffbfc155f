import { createDisplayLineage } from '../src/shared/lineage/display-lineage.ts';
import { groupLineage, type Lineage } from '../src/shared/lineage/group-lineage.ts';

/** What the benchmark needs. */
export const requires = 'no other programs';

const SIZES = [100, 1000, 10_000];
const REPETITIONS = 5;

/**
 * `npm run bench -- lineage`: time and memory of grouping lineages of 100, 1,000 and 10,000 model runs and of writing the texts of
 * their pictures, as a ratio of reading the JSON of the graph. The ratio stays the same at any size.
 */
export async function run(): Promise<void> {
  console.log('    runs   parse JSON   group and describe   ratio   memory    groups');
  for (const runs of SIZES) {
    const json = JSON.stringify(createSweep(runs));
    const parsing = measure(() => JSON.parse(json));
    const lineage: Lineage = JSON.parse(json);
    const before = process.memoryUsage().heapUsed;
    const { groups } = groupLineage(lineage, 'auto');
    const kept = Math.max(0, process.memoryUsage().heapUsed - before) / 2 ** 20;
    const grouping = measure(() => createDisplayLineage(groupLineage(lineage, 'auto')));
    console.log(
      [
        String(runs).padStart(8),
        `${parsing.toFixed(1)} ms`.padStart(12),
        `${grouping.toFixed(1)} ms`.padStart(20),
        (grouping / parsing).toFixed(1).padStart(7),
        `${kept.toFixed(1)} MiB`.padStart(9),
        String(groups.length).padStart(8),
      ].join(' '),
    );
  }
}

/** Median time in milliseconds. */
function measure(work: () => unknown): number {
  const times = Array.from({ length: REPETITIONS }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return times[Math.floor(REPETITIONS / 2)] ?? 0;
}

/** A sweep: runs of two modellers that use one input, and a result for each run. */
function createSweep(runs: number): Lineage {
  const numbers = Array.from({ length: runs }, (_, index) => index);
  const single = (id: string, kind: string, category: string) => ({ id, kind, category, name: id });
  return {
    items: [
      single('input', 'DATASET', 'ENTITY'),
      single('template', 'WORKFLOW_TEMPLATE', 'ENTITY'),
      single('person-0', 'PERSON', 'AGENT'),
      single('person-1', 'PERSON', 'AGENT'),
      ...numbers.flatMap((i) => [
        {
          ...single(`run-${i}`, 'MODEL_RUN', 'ACTIVITY'),
          name: `Life table of site ${i}`,
          facts: { rate: String(i / 10) },
        },
        { ...single(`output-${i}`, 'DATASET', 'ENTITY'), name: `Life table of site ${i}, result` },
      ]),
    ],
    relations: numbers.flatMap((i) => [
      { source: `run-${i}`, target: 'input', type: 'used' },
      { source: `run-${i}`, target: 'template', type: 'used' },
      { source: `run-${i}`, target: `person-${i % 2}`, type: 'wasAssociatedWith' },
      { source: `output-${i}`, target: `run-${i}`, type: 'wasGeneratedBy' },
    ]),
  };
}
