import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'download-data',
  prefetchTokenIf: [['dataset-id']],
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
