import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'await-job',
  declare: () => import('./inputs.ts'),
  load: () => import('./run.ts'),
});
