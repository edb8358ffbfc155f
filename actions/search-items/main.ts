import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'search-items',
  prefetchTokenIf: [['query']],
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
