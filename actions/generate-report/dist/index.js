import { start } from '../../../dist/index.js';

await start('generate-report/main');
