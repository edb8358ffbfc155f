import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'fetch-item',
  declare: () => import('./inputs.ts'),
  load: () => import('./run.ts'),
});
