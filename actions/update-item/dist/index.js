import { start } from '../../../dist/index.js';

await start('update-item/main');
