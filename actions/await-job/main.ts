import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'await-job',
  needs: [['session-id', 'batch-id', 'of-this-run']],
  declare: () => import('./inputs.ts'),
  load: () => import('./run.ts'),
});
