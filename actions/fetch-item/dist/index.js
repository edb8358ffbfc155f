require('../../../dist/start.js')('fetch-item/main');
