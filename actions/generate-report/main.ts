import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'generate-report',
  prefetchTokenIf: [['id']],
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
