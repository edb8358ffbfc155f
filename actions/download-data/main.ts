import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'download-data',
  needs: [['dataset-id']],
  declare: () => import('./inputs.ts'),
  load: () => import('./run.ts'),
});
