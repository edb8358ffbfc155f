import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'upload-data',
  needs: [['dataset-id'], ['path']],
  declare: () => import('./inputs.ts'),
  load: () => import('./run.ts'),
});
