require('../../../dist/index.js').start('update-item/main');
