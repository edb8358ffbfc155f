import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'version-item',
  requiredInputs: [['id'], ['reason']],
  loadInputs: () => import('./inputs.ts'),
  loadRun: () => import('./run.ts'),
});
