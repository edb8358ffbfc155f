import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'search-items',
  requiredInputs: [['query']],
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
