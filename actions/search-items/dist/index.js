require('../../../dist/start.js')('search-items/main');
