import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'await-job',
  prefetchTokenIf: [['session-id', 'session-file', 'batch-id', 'of-this-run']],
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
