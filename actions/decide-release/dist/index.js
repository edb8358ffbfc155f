require('../../../dist/start.js')('decide-release/main');
