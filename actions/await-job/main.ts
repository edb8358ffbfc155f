import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'await-job',
  requiredInputs: [['session-id', 'batch-id', 'of-this-run']],
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
