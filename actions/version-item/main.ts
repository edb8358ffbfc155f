import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'version-item',
  prefetchTokenIf: [['id'], ['reason']],
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
