require('../../../dist/start.js')('start-sandbox/main');
