require('../../../dist/start.js')('check-connection/main');
