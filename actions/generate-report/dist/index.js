require('../../../dist/index.js').start('generate-report/main');
