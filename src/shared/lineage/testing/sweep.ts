import type { Lineage } from '../group-lineage.ts';

/** A parameter sweep: every run uses one input, a template and one of the modellers, and makes one dataset. */
export function createSweep(runs: number, modellers = 1): Lineage {
  const numbers = Array.from({ length: runs }, (_, i) => i);
  const single = [
    { id: 'input', subtype: 'DATASET', category: 'ENTITY', name: 'Rainfall' },
    { id: 'template', subtype: 'WORKFLOW_TEMPLATE', category: 'ENTITY', name: 'Life table' },
    ...Array.from({ length: modellers }, (_, i) => ({
      id: `person-${i}`,
      subtype: 'PERSON',
      category: 'AGENT',
      name: `Modeller ${i}`,
    })),
  ];
  const many = numbers.flatMap((i) => [
    {
      id: `run-${i}`,
      subtype: 'MODEL_RUN',
      category: 'ACTIVITY',
      name: `Life table of site ${i}`,
      attributes: { rate: String(i / 10), unit: 'm' },
    },
    { id: `out-${i}`, subtype: 'DATASET', category: 'ENTITY', name: `Life table of site ${i}, result` },
  ]);
  return {
    items: [...single, ...many],
    relations: numbers.flatMap((i) => [
      { source: `run-${i}`, target: 'input', type: 'used' },
      { source: `run-${i}`, target: 'template', type: 'wasInfluencedBy' },
      { source: `run-${i}`, target: `person-${i % modellers}`, type: 'wasAssociatedWith' },
      { source: `out-${i}`, target: `run-${i}`, type: 'wasGeneratedBy' },
    ]),
  };
}
