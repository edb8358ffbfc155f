require('../../../dist/start.js')('validate/main');
