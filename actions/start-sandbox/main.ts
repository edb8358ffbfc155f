import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'start-sandbox',
  isLocal: true,
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
