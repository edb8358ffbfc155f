import { runAction } from '../../src/shared/action/index.ts';
import { inputs, outputs } from './inputs.ts';

await runAction({ name: 'start-sandbox', inputs, outputs, load: () => import('./run.ts') });
