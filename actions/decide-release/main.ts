import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'decide-release',
  prefetchTokenIf: [['dataset-id'], ['decision']],
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
