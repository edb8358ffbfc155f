require('../../../dist/start.js')('start-sandbox/sandbox');
