import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'update-item',
  needs: [['id'], ['reason'], ['updates', 'updates-file']],
  declare: () => import('./inputs.ts'),
  load: () => import('./run.ts'),
});
