require('../../../dist/start.js')('start-sandbox/post');
