import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'validate',
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
