import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'upload-data',
  prefetchTokenIf: [['dataset-id'], ['path']],
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
