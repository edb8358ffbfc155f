require('../../../dist/start.js')('list-items/main');
