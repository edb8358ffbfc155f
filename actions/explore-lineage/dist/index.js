import { start } from '../../../dist/index.js';

await start('explore-lineage/main');
