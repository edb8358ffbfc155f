import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'record-run',
  prefetchTokenIf: [['run', 'run-file']],
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
