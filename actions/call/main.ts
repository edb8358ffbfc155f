import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'call',
  requiredInputs: [['method']],
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
