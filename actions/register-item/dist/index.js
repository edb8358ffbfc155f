require('../../../dist/start.js')('register-item/main');
