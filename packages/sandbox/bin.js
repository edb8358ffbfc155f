#!/usr/bin/env node
// Plain JavaScript that old versions of Node can read, so that they print one line instead of a stack trace.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 19)) {
  await import('./lib/sandbox/main.js');
} else {
  console.error(`provena-sandbox requires Node.js 22.19 or later; this is Node.js ${process.versions.node}.`);
  process.exit(1);
}
