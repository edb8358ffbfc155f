import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'register-item',
  prefetchTokenIf: [['item', 'item-file']],
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
