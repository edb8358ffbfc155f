require('../../../dist/start.js')('update-item/main');
