import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'list-items',
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
