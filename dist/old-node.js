// Replaces the bundle if Node.js is too old for it. Written for any Node.js.
module.exports.start = function start() {
  console.log(
    '::error::This action requires Node.js 22.19 or later (GitHub uses 24); this is Node.js ' +
      process.versions.node +
      '. On a self-hosted runner, update the runner; with act, use an image with Node.js 24, or put Node.js 24 on the PATH if act uses no containers.',
  );
  process.exitCode = 1;
};
