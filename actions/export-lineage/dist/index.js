require('../../../dist/start.js')('export-lineage/main');
