require('../../../dist/start.js')('call/main');
