require('../../../dist/index.js').start('call/main');
