import { start } from '../../../dist/index.js';

await start('download-data/main');
