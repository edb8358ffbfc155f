import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'explore-lineage',
  needs: [['id']],
  declare: () => import('./inputs.ts'),
  load: () => import('./run.ts'),
});
