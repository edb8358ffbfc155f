require('../../../dist/start.js')('explore-lineage/main');
