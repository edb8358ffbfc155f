import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'mint-dataset',
  declare: () => import('./inputs.ts'),
  load: () => import('./run.ts'),
});
