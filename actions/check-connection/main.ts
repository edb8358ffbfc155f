import { runAction } from '../../src/shared/action/index.ts';
import { inputs, outputs } from './inputs.ts';

await runAction({ name: 'check-connection', inputs, outputs, load: () => import('./run.ts') });
