import { start } from '../../../dist/index.js';

await start('start-sandbox/sandbox');
