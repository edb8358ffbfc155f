require('../../../dist/index.js').start('version-item/main');
