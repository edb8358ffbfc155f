require('../../../dist/index.js').start('check-connection/main');
