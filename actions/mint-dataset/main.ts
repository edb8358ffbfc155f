import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'mint-dataset',
  needs: [['metadata', 'metadata-file']],
  declare: () => import('./inputs.ts'),
  load: () => import('./run.ts'),
});
