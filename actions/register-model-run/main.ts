import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'register-model-run',
  prefetchTokenIf: [['model-run', 'model-run-file']],
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
