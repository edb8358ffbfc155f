require('../../../dist/index.js').start('explore-lineage/main');
