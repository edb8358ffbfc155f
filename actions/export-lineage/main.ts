import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'export-lineage',
  prefetchTokenIf: [['id'], ['path']],
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
