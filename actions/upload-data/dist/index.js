import { start } from '../../../dist/index.js';

await start('upload-data/main');
