import type { Lineage } from '../group-lineage.ts';
import { createLineage, listNumbers } from './create-lineage.ts';

/** A parameter sweep: every run uses one input, a template and one of the modellers, and makes one dataset. */
export function createSweep(runs: number, modellers = 1): Lineage {
  const { items, relations } = createLineage(
    listNumbers(runs).flatMap((i) => [
      `run-${i} used input`,
      `run-${i} wasInfluencedBy template`,
      `run-${i} wasAssociatedWith person-${i % modellers}`,
      `out-${i} wasGeneratedBy run-${i}`,
    ]),
  );
  const named = items.map((item) => {
    const [kind, number] = item.id.split('-');
    const name = `Life table of site ${number}`;
    if (kind === 'out') return { ...item, name: `${name}, result` };
    const attributes = { rate: String(Number(number) / 10), unit: 'm' };
    return kind === 'run' ? { ...item, name, attributes } : { ...item, name: item.id };
  });
  return { items: named, relations };
}
