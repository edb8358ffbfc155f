// Loaded before a program (`node --require`): writes the processor time that it has used, in microseconds, to file
// descriptor 3, at its first request or at its end.
const { subscribe } = require('node:diagnostics_channel');
const { writeSync } = require('node:fs');

let isReported = false;
function report() {
  if (isReported) return;
  isReported = true;
  const { user, system } = process.cpuUsage();
  writeSync(3, String(user + system));
}
subscribe('http.client.request.start', report);
process.on('exit', report);
