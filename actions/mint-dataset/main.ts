import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'mint-dataset',
  prefetchTokenIf: [['metadata', 'metadata-file']],
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
