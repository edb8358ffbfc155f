import { startAction } from '../../src/shared/action/index.ts';

await startAction({ name: 'validate', declare: () => import('./inputs.ts'), load: () => import('./run.ts') });
