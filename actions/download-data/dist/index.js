require('../../../dist/index.js').start('download-data/main');
