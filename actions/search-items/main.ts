import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'search-items',
  needs: [['query']],
  declare: () => import('./inputs.ts'),
  load: () => import('./run.ts'),
});
