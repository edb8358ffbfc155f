require('../../../dist/index.js').start('register-item/main');
