require('../../../dist/index.js').start('start-sandbox/main');
