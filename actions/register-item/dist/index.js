import { start } from '../../../dist/index.js';

await start('register-item/main');
