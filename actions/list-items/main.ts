import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'list-items',
  declare: () => import('./inputs.ts'),
  load: () => import('./run.ts'),
});
