import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'check-connection',
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
