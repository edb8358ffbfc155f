import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'register-model-run',
  declare: () => import('./inputs.ts'),
  load: () => import('./run.ts'),
});
