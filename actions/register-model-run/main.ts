import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'register-model-run',
  needs: [['model-run', 'model-run-file']],
  declare: () => import('./inputs.ts'),
  load: () => import('./run.ts'),
});
