import { start } from '../../../dist/index.js';

await start('fetch-item/main');
