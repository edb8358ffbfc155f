import { start } from '../../../dist/index.js';

await start('register-model-run/main');
