require('../../../dist/index.js').start('fetch-item/main');
