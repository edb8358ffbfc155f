import { start } from '../../../dist/index.js';

await start('version-item/main');
