import { startAction } from '../../src/shared/action/index.ts';

await startAction({ name: 'call', declare: () => import('./inputs.ts'), load: () => import('./run.ts') });
