require('../../../dist/index.js').start('mint-dataset/main');
