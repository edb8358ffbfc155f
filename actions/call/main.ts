import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'call',
  prefetchTokenIf: [['method']],
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
