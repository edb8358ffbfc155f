import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'generate-report',
  needs: [['id']],
  declare: () => import('./inputs.ts'),
  load: () => import('./run.ts'),
});
