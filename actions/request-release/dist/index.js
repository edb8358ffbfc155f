require('../../../dist/start.js')('request-release/main');
