import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'register-item',
  needs: [['item', 'item-file']],
  declare: () => import('./inputs.ts'),
  load: () => import('./run.ts'),
});
