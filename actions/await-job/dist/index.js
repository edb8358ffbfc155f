require('../../../dist/start.js')('await-job/main');
