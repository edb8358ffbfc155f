import type { Lineage } from '../../src/shared/lineage/group-lineage.ts';

/** Runs of which each uses the result of the one before. */
export function createChain(runs: number): Lineage {
  const numbers = Array.from({ length: runs }, (_, i) => i);
  return {
    items: [
      { id: 'input', subtype: 'DATASET', category: 'ENTITY', name: 'Rainfall' },
      ...numbers.flatMap((i) => [
        { id: `run-${i}`, subtype: 'MODEL_RUN', category: 'ACTIVITY', name: `Life table of site ${i}` },
        { id: `out-${i}`, subtype: 'DATASET', category: 'ENTITY', name: `Life table of site ${i}, result` },
      ]),
    ],
    relations: numbers.flatMap((i) => [
      { source: `run-${i}`, target: i === 0 ? 'input' : `out-${i - 1}`, type: 'used' },
      { source: `out-${i}`, target: `run-${i}`, type: 'wasGeneratedBy' },
    ]),
  };
}
