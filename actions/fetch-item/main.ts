import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'fetch-item',
  prefetchTokenIf: [['id']],
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
