import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'search-items',
  declare: () => import('./inputs.ts'),
  load: () => import('./run.ts'),
});
