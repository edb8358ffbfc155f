require('../../../dist/index.js').start('await-job/main');
