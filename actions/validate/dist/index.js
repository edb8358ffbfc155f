require('../../../dist/index.js').start('validate/main');
