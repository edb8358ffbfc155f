import { start } from '../../../dist/index.js';

await start('await-job/main');
