require('../../../dist/index.js').start('list-items/main');
