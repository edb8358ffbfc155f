import { start } from '../../../dist/index.js';

await start('mint-dataset/main');
