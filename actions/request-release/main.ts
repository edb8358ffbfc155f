import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'request-release',
  prefetchTokenIf: [['dataset-id'], ['approver']],
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
