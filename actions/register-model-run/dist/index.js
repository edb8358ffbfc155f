require('../../../dist/start.js')('register-model-run/main');
