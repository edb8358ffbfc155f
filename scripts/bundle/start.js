// Starts an action. Written for any Node.js, so that an older one prints an error instead of a syntax error: act runs the
// `node` of its image, whatever action.yml requires.
var version = process.versions.node.split('.').map(Number);
module.exports = function start(entry) {
  if (version[0] > 22 || (version[0] === 22 && version[1] >= 19)) return require('./index.js').start(entry);
  console.log(
    '::error::This action requires Node.js 22.19 or later (GitHub uses 24); this is Node.js ' +
      process.versions.node +
      '. On a self-hosted runner, update the runner; with act, use an image with Node.js 24.',
  );
  process.exitCode = 1;
};
