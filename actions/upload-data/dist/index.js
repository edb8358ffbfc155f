require('../../../dist/start.js')('upload-data/main');
