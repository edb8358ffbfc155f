require('../../../dist/start.js')('record-run/main');
