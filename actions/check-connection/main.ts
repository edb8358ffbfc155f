import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'check-connection',
  declare: () => import('./inputs.ts'),
  load: () => import('./run.ts'),
});
