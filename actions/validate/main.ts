import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'validate',
  connectsOnlyIf: 'online',
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
