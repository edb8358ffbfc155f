import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'request-release',
  requiredInputs: [['dataset-id'], ['approver']],
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
