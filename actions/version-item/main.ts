import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'version-item',
  declare: () => import('./inputs.ts'),
  load: () => import('./run.ts'),
});
