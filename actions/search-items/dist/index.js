require('../../../dist/index.js').start('search-items/main');
