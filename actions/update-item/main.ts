import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'update-item',
  prefetchTokenIf: [['id'], ['reason'], ['updates', 'updates-file']],
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
