import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'call',
  needs: [['method']],
  declare: () => import('./inputs.ts'),
  load: () => import('./run.ts'),
});
