import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'upload-data',
  declare: () => import('./inputs.ts'),
  load: () => import('./run.ts'),
});
