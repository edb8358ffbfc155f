require('../../../dist/start.js')('generate-report/main');
