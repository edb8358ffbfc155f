// Loaded before an action (`node --require`): ends it at its first request, and writes the files that it has loaded by
// then, as JSON, to LOADED_FILES.
const { subscribe } = require('node:diagnostics_channel');
const { writeFileSync } = require('node:fs');

let requested = false;
subscribe('http.client.request.start', () => {
  requested = true;
  process.exit();
});
process.on('exit', () => {
  const files = Object.keys(require.cache).filter((file) => file !== __filename);
  writeFileSync(process.env.LOADED_FILES, JSON.stringify({ requested, files }));
});
