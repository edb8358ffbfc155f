require('../../../dist/index.js').start('upload-data/main');
