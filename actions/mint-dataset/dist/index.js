require('../../../dist/start.js')('mint-dataset/main');
