import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'register-item',
  requiredInputs: [['item', 'item-file']],
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
