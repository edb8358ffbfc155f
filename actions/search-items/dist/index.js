import { start } from '../../../dist/index.js';

await start('search-items/main');
