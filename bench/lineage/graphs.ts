import type { Lineage, LineageItem } from '../../src/shared/lineage/group-lineage.ts';

const single = (id: string, subtype: string, category: string): LineageItem => ({
  id,
  subtype,
  category,
  name: id,
});
const count = (runs: number) => Array.from({ length: runs }, (_, index) => index);

const createRun = (i: number): LineageItem => ({
  ...single(`run-${i}`, 'MODEL_RUN', 'ACTIVITY'),
  name: `Life table of site ${i}`,
  attributes: { rate: String(i / 10) },
});
const createOutput = (i: number): LineageItem => ({
  ...single(`output-${i}`, 'DATASET', 'ENTITY'),
  name: `Life table of site ${i}, result`,
});

/** Runs of two modellers that use one input, and a result for each run. */
export function createSweep(runs: number): Lineage {
  return {
    items: [
      single('input', 'DATASET', 'ENTITY'),
      single('template', 'WORKFLOW_TEMPLATE', 'ENTITY'),
      single('person-0', 'PERSON', 'AGENT'),
      single('person-1', 'PERSON', 'AGENT'),
      ...count(runs).flatMap((i) => [createRun(i), createOutput(i)]),
    ],
    relations: count(runs).flatMap((i) => [
      { source: `run-${i}`, target: 'input', type: 'used' },
      { source: `run-${i}`, target: 'template', type: 'used' },
      { source: `run-${i}`, target: `person-${i % 2}`, type: 'wasAssociatedWith' },
      { source: `output-${i}`, target: `run-${i}`, type: 'wasGeneratedBy' },
    ]),
  };
}

/** Runs of which each has a modeller of its own, so that none are similar. */
export function createIrregular(runs: number): Lineage {
  return {
    items: [
      single('input', 'DATASET', 'ENTITY'),
      ...count(runs).flatMap((i) => [
        createRun(i),
        createOutput(i),
        single(`person-${i}`, 'PERSON', 'AGENT'),
      ]),
    ],
    relations: count(runs).flatMap((i) => [
      { source: `run-${i}`, target: 'input', type: 'used' },
      { source: `run-${i}`, target: `person-${i}`, type: 'wasAssociatedWith' },
      { source: `output-${i}`, target: `run-${i}`, type: 'wasGeneratedBy' },
    ]),
  };
}

/** Runs of which each uses the result of the one before. */
export function createChain(runs: number): Lineage {
  return {
    items: [
      single('input', 'DATASET', 'ENTITY'),
      ...count(runs).flatMap((i) => [createRun(i), createOutput(i)]),
    ],
    relations: count(runs).flatMap((i) => [
      { source: `run-${i}`, target: i === 0 ? 'input' : `output-${i - 1}`, type: 'used' },
      { source: `output-${i}`, target: `run-${i}`, type: 'wasGeneratedBy' },
    ]),
  };
}
