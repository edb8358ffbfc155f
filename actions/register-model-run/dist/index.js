require('../../../dist/index.js').start('register-model-run/main');
