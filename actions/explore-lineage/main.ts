import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'explore-lineage',
  requiredInputs: [['id']],
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
