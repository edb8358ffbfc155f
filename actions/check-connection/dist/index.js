var version = process.versions.node.split('.');
var isSupported = version[0] > 22 || (version[0] == 22 && version[1] >= 19);
require(isSupported ? '../../../dist/index.js' : '../../../dist/old-node.js').start('check-connection/main');
