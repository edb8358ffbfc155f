require('../../../dist/start.js')('version-item/main');
