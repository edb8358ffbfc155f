import { startAction } from '../../src/shared/action/index.ts';

await startAction({
  name: 'start-sandbox',
  isLocal: true,
  declare: () => import('./inputs.ts'),
  load: () => import('./run.ts'),
});
