require('../../../dist/start.js')('download-data/main');
