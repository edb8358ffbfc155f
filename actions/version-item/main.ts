import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'version-item',
  needs: [['id'], ['reason']],
  declare: () => import('./inputs.ts'),
  load: () => import('./run.ts'),
});
